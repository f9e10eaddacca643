import { textsOfHistory } from "../texts/history";
import { ModalDialog } from "../ui/ModalDialog";
import { HistoryList } from "./HistoryList";

interface HistoryDialogProps {
  readonly list: string;
  readonly onClose: () => void;
}

/** What happened in the open list. */
export default function HistoryDialog({ list, onClose }: HistoryDialogProps) {
  return (
    <ModalDialog title={textsOfHistory.history.title(list)} onClose={onClose} wide>
      <HistoryList todoId={null} />
    </ModalDialog>
  );
}
