import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import type { TodoSet } from "glint-client/wire";
import { useMyPermissions } from "../data/permissions";
import { useOpenDialog } from "../workspace/dialogs";
import { useWorkspace } from "../workspace/workspace";
import { texts } from "../texts";
import { ActionMenu } from "../ui/ActionMenu";
import { IconButton } from "../ui/IconButton";

interface SetMenuProps {
  readonly set: TodoSet;
  readonly mayManage: boolean;
}

/** The actions on a set in the sidebar; nothing is shown if none is allowed. */
export function SetMenu({ set, mayManage }: SetMenuProps) {
  const { me, team } = useWorkspace();
  const mayView = useMyPermissions(team.id).data?.permissions.view_todos === true;
  const open = useOpenDialog();
  if (!mayManage && !(mayView && set.userId === me.id)) return null;
  return (
    <ActionMenu
      label={texts.common.moreActions}
      subject={set.name}
      trigger={
        <IconButton label={texts.common.moreActions} icon={<Ellipsis />} className="reveal" />
      }
      groups={[
        [
          {
            id: "rename",
            label: texts.sets.rename,
            icon: <Pencil />,
            run: () => open({ kind: "rename-set", set }),
          },
        ],
        [
          {
            id: "delete",
            label: texts.sets.delete,
            icon: <Trash2 />,
            danger: true,
            run: () => open({ kind: "delete-set", set }),
          },
        ],
      ]}
    />
  );
}
