import { useState } from "react";
import { Form } from "react-aria-components";
import { changeShareLink, type GuestRight, type LinkedList } from "../data/share-links";
import type { ShareLink } from "glint-client/wire";
import { texts } from "../texts";
import { textsOfShareLinks as t } from "../texts/share-links";
import { Button } from "../ui/Button";
import { CheckGroup } from "../ui/CheckGroup";
import { FormError } from "../ui/FormError";
import { ModalDialog } from "../ui/ModalDialog";
import { useTask } from "../ui/use-task";

const RIGHTS = ["create", "edit", "complete", "comment"] as const satisfies readonly GuestRight[];

interface GuestRightsProps {
  readonly chosen: readonly GuestRight[];
  readonly onChange: (chosen: readonly GuestRight[]) => void;
  readonly autoFocus?: boolean;
}

/** What guests may do besides viewing. */
export function GuestRights(props: GuestRightsProps) {
  const options = RIGHTS.map((value) => ({ value, name: t.right[value] }));
  return <CheckGroup label={t.mayDo} options={options} {...props} />;
}

interface GuestRightsDialogProps {
  readonly list: LinkedList;
  readonly link: ShareLink;
  readonly onClose: () => void;
}

/** Allow the guests of a share link something else. */
export function GuestRightsDialog({ list, link, onClose }: GuestRightsDialogProps) {
  const [allows, setAllows] = useState<readonly GuestRight[]>(link.allows);
  const task = useTask(async () => {
    await changeShareLink(list, link.id, allows);
    onClose();
  });
  return (
    <ModalDialog title={t.changeTitle(link.name)} onClose={onClose}>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          task.run();
        }}
      >
        <GuestRights chosen={allows} onChange={setAllows} autoFocus />
        <FormError error={task.error} />
        <div className="dialog-actions">
          <Button onPress={onClose}>{texts.common.cancel}</Button>
          <Button variant="primary" type="submit" isPending={task.running}>
            {texts.common.save}
          </Button>
        </div>
      </Form>
    </ModalDialog>
  );
}
