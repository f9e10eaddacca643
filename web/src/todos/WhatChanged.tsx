import { History, X } from "lucide-react";
import { useEffect } from "react";
import { useMembers } from "../data/members";
import { isolated } from "../texts";
import { textsOfHistory } from "../texts/history";
import "../styles/what-changed.css";
import { IconButton } from "../ui/IconButton";
import { catchLostFocus } from "../ui/lost-focus";
import { useWorkspace } from "../workspace/workspace";
import { inShort, type ChangesByOthers } from "./changes-by-others";
import { useListView } from "./list-view";
import { useSession } from "./session";
import { sinceWords } from "./since-words";
import { useVisit } from "./use-visit";

const t = textsOfHistory.sinceThen;

/** More people than this are counted, not named. */
const NAMES_MAX = 3;

/** Say what others changed since this browser last showed the list, and mark their rows, until that is dismissed. */
export default function WhatChanged() {
  const { missed, dismiss } = useVisit();
  const { markChanged } = useListView();
  useEffect(() => {
    if (!missed?.changes) return;
    markChanged(new Set(missed.changes.changed.keys()));
    return () => markChanged(new Set());
  }, [missed, markChanged]);
  if (missed === null) return null;
  const since = sinceWords(new Date(missed.since.at), new Date());
  if (missed.changes === null) return <Line text={t.noRecord(since)} onDismiss={dismiss} />;
  return <Changes changes={missed.changes} since={since} onDismiss={dismiss} />;
}

interface ChangesProps {
  readonly changes: ChangesByOthers;
  readonly since: string;
  readonly onDismiss: () => void;
}

function Changes({ changes, since, onDismiss }: ChangesProps) {
  const { todos } = useSession();
  const { count, gone, by } = inShort(changes, todos ?? []);
  const names = useNames(by);
  if (names === null) return null;
  const parts = [
    ...(count > 0 ? [t.changed(count, since, names)] : []),
    ...(gone > 0 ? [t.gone(gone)] : []),
    ...(changes.isRenewed ? [count > 0 ? t.alsoRenewed : t.renewed(since)] : []),
  ];
  return parts.length > 0 ? <Line text={t.all(parts)} onDismiss={onDismiss} /> : null;
}

/** The names of these people, the last ones as a number; null until they are known. */
function useNames(ids: readonly string[]): readonly string[] | null {
  const { team } = useWorkspace();
  const { data: members, isLoading } = useMembers(team.id);
  if (isLoading) return null;
  const nameOf = (id: string) =>
    members?.find(({ userId }) => userId === id)?.displayName ?? t.someone;
  const named = [...new Set(ids.map(nameOf))].map(isolated);
  if (named.length <= NAMES_MAX) return named;
  const shown = named.slice(0, NAMES_MAX - 1);
  return [...shown, t.others(named.length - shown.length)];
}

interface LineProps {
  readonly text: string;
  readonly onDismiss: () => void;
}

function Line({ text, onDismiss }: LineProps) {
  return (
    <div className="in-column">
      <div className="what-changed">
        <History aria-hidden="true" />
        <p role="status">{text}</p>
        <IconButton
          label={t.dismiss}
          icon={<X />}
          onPress={() => {
            onDismiss();
            catchLostFocus();
          }}
        />
      </div>
    </div>
  );
}
