import {
  lazy,
  memo,
  Suspense,
  useCallback,
  useDeferredValue,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import type { TodoSet } from "glint-client/wire";
import { isPersonalSpace } from "../personal-space";
import { isEnded } from "glint-client";
import { Opening } from "../offline/Opening";
import { texts } from "../texts";
import { lazyOptional } from "../ui/lazy-optional";
import { useTabTitle } from "../ui/use-tab-title";
import { useWorkspace } from "../workspace/workspace";
import { Composer } from "./Composer";
import { DraftPanel } from "./DraftPanel";
import { HeaderBar } from "./HeaderBar";
import type { Filter } from "./search";
import { SessionContext, useProgress, useSession } from "./session";
import { StuckNotice } from "./StuckNotice";
import { Todos } from "./Todos";
import { ListViewContext, useListView, useListViewState } from "./list-view";
import { useAnnouncements } from "./use-announcements";
import { useMissedChanges } from "./use-missed-changes";
import { useLeaveWarning } from "./use-leave-warning";
import { useListSession } from "./use-list-session";
import { useTeamRefresh } from "./use-team-refresh";
import { useRefusals } from "./use-refusals";
import { useUndo } from "./use-undo";

const HistoryDialog = lazy(() => import("./HistoryDialog"));
const EndedNotice = lazy(() => import("./EndedNotice"));
const MoveDialog = lazy(() => import("./MoveDialog"));
const SelectionBar = lazy(() => import("./SelectionBar"));
const TodoPanel = lazy(() => import("./TodoPanel"));
const PrintSheet = lazyOptional(() => import("./PrintSheet"));
const FoundElsewhere = lazy(() => import("./FoundElsewhere"));
const WhatChanged = lazyOptional(() => import("./WhatChanged"));
const Arrival = lazyOptional(() => import("./Arrival"));
const MineWatch = lazyOptional(() => import("./MineWatch"));

interface TodoScreenProps {
  readonly set: TodoSet;
  /** What stands before the heading. */
  readonly lead: ReactNode;
}

/** One open set: its live session, the list, and the actions on it. */
export const TodoScreen = memo(function TodoScreen({ set, lead }: TodoScreenProps) {
  const { me, team } = useWorkspace();
  const session = useListSession({ teamId: team.id, setId: set.id, user: me });
  const { query, setQuery, setFilter, shown } = useSearch();
  const access = isPersonalSpace(team.id) ? "own" : "member";
  const view = useListViewState({ set, session, me, access, ...shown });
  useRefusals(session, set.name);
  const undoLast = useUndo(session);
  const [showsHistory, setShowsHistory] = useState(false);
  useAnnouncements(session);
  useTeamRefresh(team.id, session);
  const title = texts.tab.list(set.name, team.name);
  useTabTitle(texts.tab.withMissed(useMissedChanges(session), title));
  const elsewhere = useMemo(
    () => (shown.query.trim() ? <Elsewhere query={shown.query} /> : null),
    [shown.query],
  );
  useLeaveWarning(useProgress(session, ({ pending }) => !session.durable && pending > 0));

  return (
    <SessionContext value={session}>
      <ListViewContext value={view}>
        <div className="set-area">
          <HeaderBar
            set={set}
            query={query}
            onQuery={setQuery}
            onFilter={setFilter}
            lead={lead}
            onUndo={undoLast}
            onHistory={() => setShowsHistory(true)}
          />
          {isEnded(session.status) ? (
            <Suspense fallback={null}>
              <EndedNotice status={session.status} />
            </Suspense>
          ) : session.todos === null ? (
            <Opening status={session.status} onRetry={session.retry} />
          ) : (
            <>
              <Suspense fallback={null}>
                <WhatChanged />
              </Suspense>
              <Todos setName={set.name} foot={FOOT} end={elsewhere} />
              <Suspense fallback={null}>
                <PrintSheet name={set.name} team={team.name} />
                <MineWatch />
                <Arrival />
              </Suspense>
            </>
          )}
        </div>
        {view.leaving.length > 0 ? (
          <Suspense fallback={null}>
            <MoveDialog />
          </Suspense>
        ) : null}
        {showsHistory ? (
          <Suspense fallback={null}>
            <HistoryDialog list={set.name} onClose={() => setShowsHistory(false)} />
          </Suspense>
        ) : null}
        {view.opened && !isEnded(session.status) ? (
          <Suspense fallback={null}>
            <TodoPanel key={view.opened.todo.id} opened={view.opened} />
          </Suspense>
        ) : null}
      </ListViewContext>
    </SessionContext>
  );
});

/** What is searched for, and, once there is time to show it, what the list shows of it. */
function useSearch() {
  const [query, setQuery] = useState("");
  const shownQuery = useDeferredValue(query);
  const [filter, setFilter] = useState<Filter | null>(null);
  const showAll = useCallback(() => {
    setQuery("");
    setFilter(null);
  }, []);
  return { query, setQuery, setFilter, shown: { query: shownQuery, filter, showAll } };
}

function Elsewhere({ query }: { readonly query: string }) {
  return (
    <Suspense fallback={null}>
      <FoundElsewhere query={query} />
    </Suspense>
  );
}

/** What stands below the open todos: what needs attention, and the field for new ones or what to do with the selected ones. */
function ListFoot() {
  const { stuck, durable } = useSession();
  const { selected, selecting } = useListView();
  return (
    <>
      {stuck ? <StuckNotice /> : null}
      {durable ? null : <p className="stuck">{texts.todos.notDurable}</p>}
      <DraftPanel />
      {selected.size > 1 || selecting ? (
        <Suspense fallback={null}>
          <SelectionBar />
        </Suspense>
      ) : (
        <Composer />
      )}
    </>
  );
}

/** The same each time, so that the list is not rendered again for it. */
const FOOT = <ListFoot />;
