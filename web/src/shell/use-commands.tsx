import {
  Bell,
  Circle,
  CircleCheck,
  ListTodo,
  Monitor,
  Moon,
  Plus,
  Search,
  Sun,
  User,
  UserRoundCheck,
  Users,
} from "lucide-react";
import { useLocation } from "wouter";
import type { Team, Todo, TodoSet } from "glint-client/wire";
import { useMyPermissions } from "../data/permissions";
import { useSets, useSetsOfTeams } from "../data/sets";
import { paths } from "../paths";
import { isPersonalSpace } from "../personal-space";
import { texts } from "../texts";
import { textsMine } from "../texts/mine";
import { textsOfSettings } from "../texts/settings";
import { textsNotifications } from "../texts/notifications";
import { openList, type OpenList } from "../todos/open-list";
import { foldedTitle, foldForSearch } from "../todos/search";
import { useFoundElsewhere } from "../todos/use-found-elsewhere";
import type { MenuAction, MenuGroup } from "../ui/ActionMenu";
import { theme } from "../ui/looks";
import { catchLostFocus } from "../ui/lost-focus";
import { useOpenDialog } from "../workspace/dialogs";
import { useWorkspace } from "../workspace/workspace";
import { useAccountActions } from "./AccountMenu";
import { ranked, type Ranked } from "./ranking";
import { useTeamActions } from "./TeamMenu";

/** Something to go to or to do. */
export interface Command extends MenuAction {
  readonly run: () => void;
  /** Where it is, or would act. */
  readonly place?: string;
  readonly isDone?: boolean;
}

const THEMES: readonly Command[] = (
  [
    { name: "light", icon: <Sun /> },
    { name: "dark", icon: <Moon /> },
    { name: "system", icon: <Monitor /> },
  ] as const
).map(({ name, icon }) => ({
  id: `theme:${name}`,
  label: textsOfSettings.themes[name],
  about: textsOfSettings.theme,
  icon,
  run: () => theme.choose(name),
}));

const GO_TO_MAX = 6;
const TODOS_MAX = 8;
const COMMANDS_MAX = 60;

export interface Found {
  readonly goTo: Ranked<Command>;
  readonly todos: Ranked<Command>;
  readonly commands: Ranked<Command>;
  readonly elsewhere: readonly Command[];
  readonly isSearching: boolean;
}

/** Everything that fits what was typed: lists, todos, and what the user may do here. */
export function useCommands(typed: string): Found {
  const list = openList();
  const elsewhere = useElsewhere(typed.trim());
  const todos = ranked(typed.trim() ? (list?.todos ?? []) : [], typed, foldedTitle, TODOS_MAX);
  return {
    goTo: ranked(useDestinations(), typed, nameOf, GO_TO_MAX),
    todos: {
      ...todos,
      items: list
        ? todos.items.map((todo) => toTodo(todo, list.set.name, () => list.goTo(todo.id)))
        : [],
    },
    commands: ranked(useActions(list), typed, nameOf, COMMANDS_MAX),
    ...elsewhere,
  };
}

/** The text by which a command is found. */
function nameOf({ label, about = "" }: Command): string {
  return foldForSearch(`${label} ${about}`);
}

/** The page of the user's own todos, the lists of all teams, the team's first, and the teams. */
function useDestinations(): readonly Command[] {
  const { team, workspaces } = useWorkspace();
  const goTo = useGoTo();
  const { data: here } = useSets(team.id);
  const { data: all = [] } = useSetsOfTeams(workspaces.map(({ id }) => id));
  const setsOf = ({ id }: Team): readonly TodoSet[] =>
    (id === team.id ? here?.sets : all.find(({ teamId }) => teamId === id)?.sets) ?? [];
  const teams = [team, ...workspaces.filter(({ id }) => id !== team.id)];
  const lists = teams.flatMap((of) =>
    setsOf(of).map((set) => ({
      id: `list:${set.id}`,
      label: set.name,
      about: of.name,
      icon: <ListTodo />,
      run: () => goTo(paths.set(of.id, set.id)),
    })),
  );
  return [
    { id: "mine", label: textsMine.title, icon: <UserRoundCheck />, run: () => goTo(paths.mine) },
    ...lists,
    ...workspaces.map(({ id, name }) => ({
      id: `team:${id}`,
      label: name,
      icon: isPersonalSpace(id) ? <User /> : <Users />,
      run: () => goTo(paths.team(id)),
    })),
  ];
}

/** What the menus offer of the list, the team and the account, each as it is allowed there. */
function useActions(list: OpenList | null): readonly Command[] {
  const { team } = useWorkspace();
  const open = useOpenDialog();
  const mayManage = useMyPermissions(team.id).data?.permissions.manage_sets === true;
  const newList: Command = {
    id: "new-list",
    label: texts.sets.newTitle,
    place: team.name,
    icon: <Plus />,
    run: () => open({ kind: "new-set" }),
  };
  const notifications: Command = {
    id: "notifications",
    label: textsNotifications.title,
    icon: <Bell />,
    run: () => open({ kind: "notifications" }),
  };
  return [
    notifications,
    ...(mayManage ? [newList] : []),
    ...(list ? [searchIn(list), ...commandsOf("list", list.actions, list.set.name)] : []),
    ...commandsOf("team", useTeamActions(), team.name),
    ...commandsOf("account", useAccountActions(), ""),
    ...THEMES,
  ];
}

function searchIn({ set, search }: OpenList): Command {
  const { label } = texts.search;
  return { id: "search", label, place: set.name, icon: <Search />, shortcut: "/", run: search };
}

function commandsOf(of: string, groups: readonly MenuGroup[], place: string): readonly Command[] {
  return groups.flat().flatMap((action) => {
    if (!action?.run) return [];
    return { ...action, id: `${of}:${action.id}`, place, run: action.run };
  });
}

function toTodo(
  { id, title, completed }: Pick<Todo, "id" | "title" | "completed">,
  place: string,
  run: () => void,
): Command {
  const icon = completed ? <CircleCheck /> : <Circle />;
  return { id: `todo:${id}`, label: title, place, icon, isDone: completed, run };
}

/** What the server finds in the team's other lists. */
function useElsewhere(typed: string): Pick<Found, "elsewhere" | "isSearching"> {
  const { team } = useWorkspace();
  const goTo = useGoTo();
  const { search, todos, isCurrent } = useFoundElsewhere(typed);
  const { isLoading } = search;
  const shown = isCurrent ? todos.slice(0, TODOS_MAX) : [];
  return {
    elsewhere: shown.map((todo) =>
      toTodo(todo, todo.setName, () => goTo(paths.todo(team.id, todo.setId, todo.id))),
    ),
    isSearching: typed !== "" && (!isCurrent || isLoading),
  };
}

function useGoTo(): (path: string) => void {
  const [, navigate] = useLocation();
  return (path) => {
    navigate(path);
    catchLostFocus();
  };
}
