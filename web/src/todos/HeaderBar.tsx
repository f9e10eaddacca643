import {
  ArchiveRestore,
  CalendarArrowDown,
  Download,
  Ellipsis,
  History,
  ListChecks,
  ListRestart,
  Pencil,
  Search,
  Shield,
  SquareCheckBig,
  Trash2,
  Undo2,
  Upload,
  X,
} from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { Button, Input, SearchField } from "react-aria-components";
import { isPersonalSpace } from "../personal-space";
import { updateSet } from "../data/sets";
import type { TodoSet } from "../generated/wire";
import { SidebarButton } from "../ui/SidebarButton";
import { useOpenDialog } from "../workspace/dialogs";
import { useShortcuts } from "../ui/use-shortcuts";
import { useWorkspace } from "../workspace/workspace";
import { texts } from "../texts";
import { ActionMenu, type MenuGroup } from "../ui/ActionMenu";
import { IconButton } from "../ui/IconButton";
import { notifyFailure } from "../ui/toasts";
import { useListView, type ListView } from "./list-view";
import { PresenceRow } from "./PresenceRow";
import { useSession } from "./session";
import { StatusChip } from "./StatusChip";

const RenewalMark = lazy(() => import("./RenewalMark"));

interface HeaderBarProps {
  readonly set: TodoSet;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onOpenSidebar: (() => void) | null;
  readonly onUndo: () => void;
  readonly onHistory: () => void;
}

type MenuProps = Pick<HeaderBarProps, "set" | "onUndo" | "onHistory">;

/** The open set's name, the connection status, who is present, the search and the set's menu. */
export function HeaderBar({ query, onQuery, onOpenSidebar, ...menu }: HeaderBarProps) {
  const [searching, setSearching] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  useShortcuts({
    "/": () => {
      setSearching(true);
      search.current?.focus();
    },
  });
  const close = () => {
    onQuery("");
    setSearching(false);
  };
  return (
    <header className="header-bar">
      <div className="header-line">
        <SidebarButton onPress={onOpenSidebar} />
        <h1 className="set-title" dir="auto">
          {menu.set.name}
        </h1>
        <div className="header-tools">
          {menu.set.autoRenew ? (
            <Suspense fallback={null}>
              <RenewalMark set={menu.set} />
            </Suspense>
          ) : null}
          <PresenceRow />
          <StatusChip />
          {searching ? null : (
            <IconButton
              label={texts.search.label}
              icon={<Search />}
              onPress={() => setSearching(true)}
            />
          )}
          <HeaderMenu {...menu} />
        </div>
      </div>
      {searching ? (
        <SearchField
          aria-label={texts.search.label}
          className="search"
          value={query}
          onChange={onQuery}
          autoFocus
          onKeyDown={(event) => {
            if (event.key === "Escape") close();
          }}
        >
          <Search aria-hidden="true" />
          <Input
            ref={search}
            dir="auto"
            placeholder={texts.search.placeholder}
            className="search-input"
          />
          <Button
            slot={null}
            className="icon-button"
            aria-label={texts.search.close}
            onPress={close}
          >
            <X />
          </Button>
        </SearchField>
      ) : null}
    </header>
  );
}

function HeaderMenu({ set, onUndo, onHistory }: MenuProps) {
  const { me, team } = useWorkspace();
  const { permissions } = useSession();
  const view = useListView();
  const open = useOpenDialog();
  const mayManage = permissions?.manage_sets === true || set.userId === me.id;
  const mayPermit = permissions?.manage_permissions === true && !isPersonalSpace(team.id);
  const split = !set.splitCompleted;
  return (
    <ActionMenu
      label={texts.common.moreActions}
      subject={set.name}
      trigger={<IconButton label={texts.common.moreActions} icon={<Ellipsis />} />}
      groups={[
        [
          {
            id: "undo",
            label: texts.todos.undoLast,
            icon: <Undo2 />,
            shortcut: "Ctrl Z",
            run: onUndo,
          },
          { id: "history", label: texts.todos.history, icon: <History />, run: onHistory },
          ...viewActions(view),
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
        ],
        fileActions(set, permissions?.create_todos === true, open),
        trashActions(set, mayManage, open),
      ]}
    />
  );
}

type Open = ReturnType<typeof useOpenDialog>;

function viewActions({ selecting, setSelecting, order, sort }: ListView): MenuGroup {
  const byDate = order === "date";
  return [
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
