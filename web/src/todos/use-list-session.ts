import { useMemo } from "react";
import type { User } from "../generated/wire";
import type { Outbox } from "../outbox/outbox";
import type { SetSession } from "../realtime/set-session";
import type { SetSnapshot } from "../realtime/snapshot";
import { useSetSession } from "../realtime/use-set-session";
import { useWebSocket } from "../realtime/use-web-socket";
import { useSharedOutbox } from "../shell/outbox-context";
import type { ListSession } from "./session";

interface Place {
  readonly teamId: string;
  readonly setId: string;
  readonly user: User;
}

const OPENING: SetSnapshot = {
  status: { kind: "loading" },
  todos: null,
  presence: [],
  presenceMore: 0,
  role: null,
  permissions: null,
  pending: 0,
  stuck: false,
  unconfirmed: [],
  lastRefusal: null,
  durable: true,
  seq: 0,
};

/** The live session of a set, snapshot and actions in one; "loading" until it is open. */
export function useListSession(place: Place): ListSession {
  const outbox = useSharedOutbox();
  const session = useWebSocket(openPlace(place, outbox));
  const snapshot = useSetSession(session) ?? OPENING;
  const actions = useMemo(() => actionsOf(session), [session]);
  return useMemo(() => ({ ...snapshot, ...actions }), [snapshot, actions]);
}

function openPlace(place: Place, outbox: Outbox | null) {
  return outbox ? { ...place, outbox } : null;
}

function actionsOf(session: SetSession | null): Omit<ListSession, keyof SetSnapshot> {
  return {
    createTodo: (title, parentId) => session?.createTodo({ title, parentId }) ?? "",
    updateTodo: (id, changes) => session?.updateTodo(id, changes),
    deleteTodo: (id) => session?.deleteTodo(id),
    reorder: (items) => session?.reorder(items),
    claim: (id, claimed) => session?.claim(id, claimed),
    discardStuck: () => session?.discardStuck(),
    dismissRefusal: () => session?.dismissRefusal(),
    retry: () => session?.retry(),
    subscribeToTeam: (told) => session?.subscribeToTeam(told) ?? (() => undefined),
    subscribeToChanges: (told) => session?.subscribeToChanges(told) ?? (() => undefined),
  };
}
