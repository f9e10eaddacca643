import {
  ArchiveRestore,
  CalendarArrowDown,
  Download,
  History,
  Link2,
  ListChecks,
  ListFilter,
  ListRestart,
  Pencil,
  Shield,
  SquareCheckBig,
  Trash2,
  Undo2,
  Upload,
  Webhook,
} from "lucide-react";
import type { TodoSet } from "glint-client/wire";
import { updateSet } from "../data/sets";
import { isPersonalSpace } from "../personal-space";
import { texts } from "../texts";
import type { MenuGroup } from "../ui/ActionMenu";
import { notifyFailure } from "../ui/toasts";
import { useOpenDialog } from "../workspace/dialogs";
import { useWorkspace } from "../workspace/workspace";
import { useListView, type ListView } from "./list-view";
import { useSession } from "./session";

export interface ListActions {
  readonly set: TodoSet;
  readonly onUndo: () => void;
  readonly onHistory: () => void;
  readonly onSearch: () => void;
}

/** What the user may do with the open list. */
export function useListActions({
  set,
  onUndo,
  onHistory,
  onSearch,
}: ListActions): readonly MenuGroup[] {
  const { me, team } = useWorkspace();
  const { permissions } = useSession();
  const view = useListView();
  const open = useOpenDialog();
  const mayManage = permissions?.manage_sets === true || set.userId === me.id;
  const mayPermit = permissions?.manage_permissions === true && !isPersonalSpace(team.id);
  const split = !set.splitCompleted;
  return [
    [
      {
        id: "undo",
        label: texts.todos.undoLast,
        icon: <Undo2 />,
        shortcut: "Ctrl Z",
        run: onUndo,
      },
      { id: "history", label: texts.todos.history, icon: <History />, run: onHistory },
      ...viewActions(view, onSearch),
      mayManage && view.order === "arranged"
        ? {
            id: "split",
            label: split ? texts.sets.split : texts.sets.unsplit,
            icon: <SquareCheckBig />,
            run: () =>
              void updateSet(team.id, set.id, { splitCompleted: split }).catch(notifyFailure),
          }
        : null,
    ],
    [
      mayManage
        ? {
            id: "rename",
            label: texts.sets.rename,
            icon: <Pencil />,
            run: () => open({ kind: "rename-set", set }),
          }
        : null,
      mayManage
        ? {
            id: "renewal",
            label: texts.sets.renewal,
            icon: <ListRestart />,
            run: () => open({ kind: "renewal", set }),
          }
        : null,
      mayPermit
        ? {
            id: "permissions",
            label: texts.permissions.menu,
            icon: <Shield />,
            run: () => open({ kind: "permissions", set }),
          }
        : null,
      ...outsideActions(set, permissions, open),
    ],
    fileActions(set, permissions?.create_todos === true, open),
    trashActions(set, mayManage, open),
  ];
}

type Open = ReturnType<typeof useOpenDialog>;

function viewActions(
  { selecting, setSelecting, order, sort }: ListView,
  onSearch: () => void,
): MenuGroup {
  const byDate = order === "date";
  return [
    {
      id: "filter",
      label: texts.search.filter,
      icon: <ListFilter />,
      shortcut: "/",
      run: onSearch,
    },
    {
      id: "select",
      label: selecting ? texts.selection.stop : texts.selection.start,
      icon: <ListChecks />,
      run: () => setSelecting(!selecting),
    },
    {
      id: "sort",
      label: byDate ? texts.todos.sortAsArranged : texts.todos.sortByDate,
      icon: <CalendarArrowDown />,
      run: () => sort(byDate ? "arranged" : "date"),
    },
  ];
}

/** How the list is seen from outside of the team. */
function outsideActions(
  set: TodoSet,
  permissions: ReturnType<typeof useSession>["permissions"],
  open: Open,
): MenuGroup {
  return [
    permissions?.manage_set_links === true
      ? {
          id: "share-links",
          label: texts.sets.links,
          icon: <Link2 />,
          run: () => open({ kind: "share-links", set }),
        }
      : null,
    permissions?.manage_sets === true
      ? {
          id: "webhooks",
          label: texts.webhooks.menu,
          icon: <Webhook />,
          run: () => open({ kind: "webhooks", set }),
        }
      : null,
  ];
}

function trashActions(set: TodoSet, mayManage: boolean, open: Open): MenuGroup {
  return [
    {
      id: "trash",
      label: texts.sets.trash,
      icon: <ArchiveRestore />,
      run: () => open({ kind: "trash", set }),
    },
    mayManage
      ? {
          id: "delete",
          label: texts.sets.delete,
          icon: <Trash2 />,
          danger: true,
          run: () => open({ kind: "delete-set", set }),
        }
      : null,
  ];
}

function fileActions(set: TodoSet, mayImport: boolean, open: Open): MenuGroup {
  return [
    {
      id: "export",
      label: texts.sets.export,
      icon: <Download />,
      run: () => open({ kind: "export", set }),
    },
    mayImport
      ? {
          id: "import",
          label: texts.sets.import,
          icon: <Upload />,
          run: () => open({ kind: "import", set }),
        }
      : null,
  ];
}
