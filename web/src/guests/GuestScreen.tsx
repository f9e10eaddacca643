import { lazy, Suspense, useCallback, useDeferredValue, useState } from "react";
import type { SharedList } from "../data/shared";
import { Opening } from "../offline/Opening";
import { isEnded } from "glint-client";
import { isolated, texts } from "../texts";
import { Composer } from "../todos/Composer";
import { DraftPanel } from "../todos/DraftPanel";
import { ListViewContext, useListViewState } from "../todos/list-view";
import { SessionContext, useProgress } from "../todos/session";
import { StuckNotice } from "../todos/StuckNotice";
import { Todos } from "../todos/Todos";
import { useAnnouncements } from "../todos/use-announcements";
import { useLeaveWarning } from "../todos/use-leave-warning";
import { useMissedChanges } from "../todos/use-missed-changes";
import { useRefusals } from "../todos/use-refusals";
import { useTabTitle } from "../ui/use-tab-title";
import { GUEST } from "./guest";
import { GuestEnded } from "./GuestEnded";
import { GuestHeader } from "./GuestHeader";
import { useGuestSession } from "./use-guest-session";

const PrintSheet = lazy(() => import("../todos/PrintSheet"));
const TodoPanel = lazy(() => import("../todos/TodoPanel"));

const ME = { id: GUEST };

interface GuestScreenProps {
  readonly token: string;
  /** What the page was opened with. */
  readonly first: SharedList;
}

/** The list of a share link, live, with what the link allows. */
export function GuestScreen({ token, first }: GuestScreenProps) {
  const { session, set, wrote } = useGuestSession(token, first);
  const [query, setQuery] = useState("");
  const shown = useDeferredValue(query);
  const showAll = useCallback(() => setQuery(""), []);
  const view = useListViewState({
    ...{ set, session, me: ME, wrote, access: "guest" },
    ...{ query: shown, filter: null, showAll },
  });
  useRefusals(session, set.name);
  useAnnouncements(session);
  const title = texts.tab.page(isolated(set.name));
  useTabTitle(texts.tab.withMissed(useMissedChanges(session), title));
  useLeaveWarning(useProgress(session, ({ pending }) => pending > 0));
  return (
    <SessionContext value={session}>
      <ListViewContext value={view}>
        <div className="set-area">
          <GuestHeader name={set.name} query={query} onQuery={setQuery} />
          {isEnded(session.status) ? (
            <GuestEnded status={session.status} />
          ) : session.todos === null ? (
            <Opening status={session.status} onRetry={session.retry} />
          ) : (
            <>
              <Todos
                setName={set.name}
                foot={
                  <>
                    {session.stuck ? <StuckNotice /> : null}
                    <DraftPanel />
                    {view.rights.create || view.addingBelow ? <Composer /> : null}
                  </>
                }
              />
              <Suspense fallback={null}>
                <PrintSheet name={set.name} team={null} />
              </Suspense>
            </>
          )}
        </div>
        {view.opened && !isEnded(session.status) ? (
          <Suspense fallback={null}>
            <TodoPanel key={view.opened.todo.id} opened={view.opened} />
          </Suspense>
        ) : null}
      </ListViewContext>
    </SessionContext>
  );
}
