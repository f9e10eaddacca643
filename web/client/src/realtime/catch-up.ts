import { ApiError } from "../api-error.ts";
import type { Applied, Replica } from "./replica.ts";
import type { EventsAnswer, Rights, SetApi } from "./set-api.ts";

interface CatchUp {
  readonly api: SetApi;
  readonly replica: Replica;
  readonly signal: AbortSignal;
  readonly applied: (applied: Applied) => void;
  readonly rightsKnown: (rights: Rights) => void;
}

/** Bring a replica up to date over HTTP: by the event log, or by the list where the log cannot. */
export async function catchUp(task: CatchUp): Promise<void> {
  const { replica, applied } = task;
  while (replica.inOrder) {
    const { seq: before, knownHead } = replica;
    const answer = await eventsSince(before, task);
    if (answer?.events == null) return reload(task);
    applied(replica.offer(answer.events));
    replica.correctHead(knownHead, answer.seq);
    if (replica.seq >= answer.seq) return;
    if (replica.seq === before) return reload(task);
  }
  await load(task);
}

/** Null when the log cannot bridge the gap. */
async function eventsSince(seq: number, { api, signal }: CatchUp): Promise<EventsAnswer | null> {
  try {
    return await api.eventsSince(seq, signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 410) return null;
    throw error;
  }
}

/** From here on events are held, so that none is applied to the old list and then lost. */
function reload(task: CatchUp): Promise<void> {
  task.replica.invalidate();
  return load(task);
}

async function load({ api, replica, signal, applied, rightsKnown }: CatchUp): Promise<void> {
  const { todos, seq, ...rights } = await api.list(signal);
  applied(replica.load(todos, seq));
  rightsKnown(rights);
}
