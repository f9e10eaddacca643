import {
  ArchiveRestore,
  Check,
  ChevronsUpDown,
  Plus,
  Settings,
  Shield,
  User,
  Users,
  Webhook,
} from "lucide-react";
import { Button } from "react-aria-components";
import type { Team } from "glint-client/wire";
import { isPersonalSpace } from "../personal-space";
import { useMyPermissions } from "../data/permissions";
import { paths } from "../paths";
import { texts } from "../texts";
import { ActionMenu, type MenuAction, type MenuGroup } from "../ui/ActionMenu";
import { Avatar } from "../ui/Avatar";
import { useOpenDialog } from "../workspace/dialogs";
import { useWorkspace } from "../workspace/workspace";

/** Show which workspace is open, switch to another, and open the team's dialogs. */
export function TeamMenu() {
  const { team, workspaces } = useWorkspace();
  const actions = useTeamActions();
  const switching = workspaces.map((workspace): MenuAction => ({
    id: workspace.id,
    label: workspace.name,
    icon: workspace.id === team.id ? <Check /> : <span className="menu-gap" />,
    href: paths.team(workspace.id),
  }));
  return (
    <ActionMenu
      label={texts.teams.menu}
      trigger={
        <Button className="team-button" aria-label={texts.teams.switcher(team.name)}>
          <TeamMark team={team} />
          <span className="team-name" dir="auto">
            {team.name}
          </span>
          <ChevronsUpDown aria-hidden="true" />
        </Button>
      }
      groups={[switching, ...actions]}
    />
  );
}

/** What the user may do with the open team, and a new one. */
export function useTeamActions(): readonly MenuGroup[] {
  const { me, team } = useWorkspace();
  const open = useOpenDialog();
  const { data: mine } = useMyPermissions(team.id);
  const personal = isPersonalSpace(team.id);
  const maySettle = mine?.permissions.manage_settings === true;
  const mayPermit = !personal && mine?.permissions.manage_permissions === true;
  return [
    personal
      ? []
      : [
          {
            id: "members",
            label: texts.members.menu,
            icon: <Users />,
            run: () => open({ kind: "members" }),
          },
          mayPermit
            ? {
                id: "permissions",
                label: texts.permissions.menu,
                icon: <Shield />,
                run: () => open({ kind: "permissions", set: null }),
              }
            : null,
          {
            id: "settings",
            label: texts.teams.settings,
            icon: <Settings />,
            run: () => open({ kind: "team-settings" }),
          },
        ],
    [
      maySettle
        ? {
            id: "webhooks",
            label: texts.webhooks.menu,
            icon: <Webhook />,
            run: () => open({ kind: "webhooks", set: null }),
          }
        : null,
      {
        id: "deleted-lists",
        label: texts.sets.deleted,
        icon: <ArchiveRestore />,
        run: () => open({ kind: "trash", set: null }),
      },
    ],
    [
      me.mayCreateTeams
        ? {
            id: "new",
            label: texts.teams.newTitle,
            icon: <Plus />,
            run: () => open({ kind: "new-team" }),
          }
        : null,
    ],
  ];
}

function TeamMark({ team }: { readonly team: Team }) {
  if (isPersonalSpace(team.id)) return <User className="team-mark" aria-hidden="true" />;
  return <Avatar id={team.id} name={team.name} url={team.avatarUrl} />;
}
