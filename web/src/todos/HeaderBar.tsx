import { Ellipsis, Search } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { useShortcuts } from "../ui/use-shortcuts";
import { texts } from "../texts";
import { ActionMenu } from "../ui/ActionMenu";
import { IconButton } from "../ui/IconButton";
import { preloadable } from "../ui/preloadable";
import { useListView } from "./list-view";
import { provideOpenList } from "./open-list";
import { PresenceRow } from "./PresenceRow";
import { goToTodo } from "./reveal";
import type { Filter } from "./search";
import { SetHeading } from "./SetHeading";
import { ShareButton } from "./ShareButton";
import { StatusChip } from "./StatusChip";
import { useListActions, type ListActions } from "./use-list-actions";

const RenewalMark = lazy(() => import("./RenewalMark"));
const { Component: SearchBar, preload: preloadSearchBar } = preloadable(
  () => import("./SearchBar"),
);

interface HeaderBarProps extends Omit<ListActions, "onSearch"> {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onFilter: (filter: Filter | null) => void;
  /** What stands before the heading. */
  readonly lead: ReactNode;
}

/** The open set's name, the connection status, who is present, the search and the set's menu. */
export function HeaderBar({ query, onQuery, onFilter, lead, ...list }: HeaderBarProps) {
  const { set } = list;
  const [searching, setSearching] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const openSearch = () => {
    setSearching(true);
    search.current?.focus();
  };
  useEffect(preloadSearchBar, []);
  useShortcuts({ "/": openSearch });
  const actions = useListActions({ ...list, onSearch: openSearch });
  const { todos, isTouch, select, showAll, open } = useListView();
  useEffect(() => {
    const goTo = (id: string) => {
      showAll();
      goToTodo(id, { isTouch, select });
    };
    const openTodo = (id: string) => {
      goTo(id);
      open(id);
    };
    return provideOpenList({ set, todos, actions, goTo, open: openTodo, search: openSearch });
  });
  const close = () => {
    showAll();
    setSearching(false);
  };
  return (
    <header className="header-bar in-column">
      <div className="header-line">
        {lead}
        <SetHeading set={set} />
        <div className="header-tools">
          {set.autoRenew ? (
            <Suspense fallback={null}>
              <RenewalMark set={set} />
            </Suspense>
          ) : null}
          <PresenceRow />
          <StatusChip />
          <ShareButton set={set} />
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
        <Suspense fallback={null}>
          <SearchBar field={search} onClose={close} {...{ query, onQuery, onFilter }} />
        </Suspense>
      ) : null}
    </header>
  );
}
