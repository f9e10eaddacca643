import { useState } from "react";
import { Form } from "react-aria-components";
import { useMyPermissionsIn } from "../data/permissions";
import {
  changeShareLink,
  GUEST_RIGHTS,
  mayGive,
  type GuestRight,
  type LinkedList,
} from "../data/share-links";
import type { ShareLink } from "glint-client/wire";
import { texts } from "../texts";
import { textsOfShareLinks as t } from "../texts/share-links";
import { Button } from "../ui/Button";
import { CheckGroup } from "../ui/CheckGroup";
import { FormError } from "../ui/FormError";
import { ModalDialog } from "../ui/ModalDialog";
import { useTask } from "../ui/use-task";

interface GuestRightsProps {
  readonly list: LinkedList;
  /** What they may do already, which need not be given. */
  readonly had?: readonly GuestRight[];
  readonly chosen: readonly GuestRight[];
  readonly onChange: (chosen: readonly GuestRight[]) => void;
  readonly autoFocus?: boolean;
}

/** What guests may do besides viewing: of what the user may do themselves. */
export function GuestRights({ list, had = [], ...props }: GuestRightsProps) {
  const mine = useMyPermissionsIn(list.teamId, list.setId).data?.permissions;
  const given = GUEST_RIGHTS.filter((right) => had.includes(right) || mayGive(mine, right));
  const options = given.map((value) => ({ value, name: t.right[value] }));
  return (
    <>
      {given.length > 0 ? <CheckGroup label={t.mayDo} options={options} {...props} /> : null}
      {mine && given.length < GUEST_RIGHTS.length ? (
        <p className="dialog-text">{t.onlyYours}</p>
      ) : null}
    </>
  );
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
        <GuestRights
          {...{ list, had: link.allows }}
          chosen={allows}
          onChange={setAllows}
          autoFocus
        />
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
