import { NetworkError, sentenceOf } from "glint-client";
import type { HistoryEntry } from "glint-client/wire";
import "../styles/history.css";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useSets } from "../data/sets";
import { texts } from "../texts";
import { textsOfHistory } from "../texts/history";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { useRelativeTime } from "../ui/use-relative-time";
import { useWorkspace } from "../workspace/workspace";
import { historySentence } from "./history-sentence";
import { mayUndo, undoneEvent } from "./history-undo";
import { useListView } from "./list-view";
import { useSession } from "./session";
import { useHistory } from "./use-history";

const t = textsOfHistory.history;

/** What happened to a todo, or with null in the whole list, newest first; each change can be undone. */
export function HistoryList({ todoId }: { readonly todoId: string | null }) {
  const { entries, hasMore, isLoadingMore, error, more } = useHistory(todoId);
  const [reasons, setReasons] = useState<ReadonlyMap<number, string>>(new Map());
  const { undoEvent } = useSession();
  const undo = (entry: HistoryEntry) => {
    const say = (reason: string) =>
      setReasons((others) => new Map(others).set(entry.seq, texts.todos.notUndone(reason)));
    undoEvent(undoneEvent(entry), say);
  };
  return (
    <div className="history" tabIndex={-1}>
      <Trouble error={error} isLoaded={entries !== null} />
      {entries === null && error === null ? <Loading /> : null}
      <ol className="history-entries" aria-label={t.heading}>
        {entries?.map((entry) => (
          <Entry
            key={entry.seq}
            entry={entry}
            reason={reasons.get(entry.seq) ?? null}
            onUndo={() => undo(entry)}
          />
        ))}
      </ol>
      {hasMore ? (
        <Button isPending={isLoadingMore} onPress={more}>
          {t.more}
        </Button>
      ) : null}
      {entries !== null && !hasMore ? <p className="history-note">{t.end}</p> : null}
    </div>
  );
}

interface TroubleProps {
  readonly error: unknown;
  readonly isLoaded: boolean;
}

function Trouble({ error, isLoaded }: TroubleProps) {
  if (error === null) return null;
  const isOffline = error instanceof NetworkError;
  const offline = isLoaded ? t.notUpToDate : t.unreachable;
  return (
    <p className="history-note" role="status">
      {isOffline ? offline : t.failed(sentenceOf(error))}
    </p>
  );
}

interface EntryProps {
  readonly entry: HistoryEntry;
  /** Why it was not undone. */
  readonly reason: string | null;
  readonly onUndo: () => void;
}

function Entry({ entry, reason, onUndo }: EntryProps) {
  const { myId, rights, todos } = useListView();
  const { team } = useWorkspace();
  const { data } = useSets(team.id);
  const { actor, at, todoId, movedTo } = entry;
  const time = useRelativeTime(at);
  const name = actor?.displayName ?? t.system;
  const who = actor?.id === myId ? texts.todos.you : name;
  const toList = data?.sets.find(({ id }) => id === movedTo)?.name;
  const sentence = historySentence(entry, who, toList);
  const todo = todos.find(({ id }) => id === todoId) ?? null;
  return (
    <li className="history-entry">
      <Avatar id={actor?.id ?? ""} name={name} url={actor?.avatarUrl ?? null} />
      <div className="history-main">
        <p dir="auto">{sentence}</p>
        <time dateTime={at} title={time.exact}>
          {time.relative}
        </time>
        <p className="history-reason" role="alert">
          {reason}
        </p>
      </div>
      {mayUndo(entry, todo, rights) ? (
        <Button
          variant="quiet"
          className="history-undo"
          aria-label={t.undo(sentence)}
          onPress={onUndo}
        >
          <Undo2 aria-hidden="true" />
          {texts.todos.undo}
        </Button>
      ) : null}
    </li>
  );
}
