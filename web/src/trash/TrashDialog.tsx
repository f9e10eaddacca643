import type { TodoSet } from "glint-client/wire";
import { texts } from "../texts";
import { textsOfTrash } from "../texts/trash";
import { ModalDialog } from "../ui/ModalDialog";
import { DeletedLists } from "./DeletedLists";
import { DeletedTodosOf } from "./DeletedTodos";

interface TrashDialogProps {
  /** The list whose trash it is; null for the deleted lists of the team. */
  readonly set: TodoSet | null;
  readonly onClose: () => void;
}

/** What was deleted, to be restored or to be deleted for good. */
export default function TrashDialog({ set, onClose }: TrashDialogProps) {
  const title = set ? textsOfTrash.ofList(set.name) : texts.sets.deleted;
  return (
    <ModalDialog title={title} onClose={onClose} wide>
      {set ? <DeletedTodosOf set={set} /> : <DeletedLists onClose={onClose} />}
    </ModalDialog>
  );
}
