import { Ellipsis, Search } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { SidebarButton } from "../ui/SidebarButton";
import { useShortcuts } from "../ui/use-shortcuts";
import { texts } from "../texts";
import { ActionMenu } from "../ui/ActionMenu";
import { IconButton } from "../ui/IconButton";
import { useListView } from "./list-view";
import { provideOpenList } from "./open-list";
import { PresenceRow } from "./PresenceRow";
import { goToTodo } from "./reveal";
import { SearchBar } from "./SearchBar";
import { StatusChip } from "./StatusChip";
import { useListActions, type ListActions } from "./use-list-actions";

const RenewalMark = lazy(() => import("./RenewalMark"));

interface HeaderBarProps extends ListActions {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onOpenSidebar: (() => void) | null;
}

/** The open set's name, the connection status, who is present, the search and the set's menu. */
export function HeaderBar({ query, onQuery, onOpenSidebar, ...list }: HeaderBarProps) {
  const { set } = list;
  const [searching, setSearching] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const openSearch = () => {
    setSearching(true);
    search.current?.focus();
  };
  useShortcuts({ "/": openSearch });
  const actions = useListActions(list);
  const { todos, isTouch, select } = useListView();
  useEffect(() => {
    const goTo = (id: string) => {
      onQuery("");
      goToTodo(id, { isTouch, select });
    };
    return provideOpenList({ set, todos, actions, goTo, search: openSearch });
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
          {set.name}
        </h1>
        <div className="header-tools">
          {set.autoRenew ? (
            <Suspense fallback={null}>
              <RenewalMark set={set} />
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
          <ActionMenu
            label={texts.common.moreActions}
            subject={set.name}
            trigger={<IconButton label={texts.common.moreActions} icon={<Ellipsis />} />}
            groups={actions}
          />
        </div>
      </div>
      {searching ? (
        <SearchBar field={search} query={query} onQuery={onQuery} onClose={close} />
      ) : null}
    </header>
  );
}
