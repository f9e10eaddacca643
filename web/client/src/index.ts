/** Everything that programs and the web app use of the client; the types and limits of the API are in `glint-client/wire`. */
export {
  ApiError,
  failureOf,
  NetworkError,
  sentenceOf,
  translateFailures,
  type FailureCode,
} from "./api-error.ts";
export { retryDelayMs } from "./backoff.ts";
export { browserPlatform } from "./browser-platform.ts";
export type { Clock } from "./clock.ts";
export { connect, Glint, ListEnded, until, type Account } from "./glint.ts";
export { apiPath, Http, NOT_YET, type Method } from "./http.ts";
export type { Platform } from "./platform.ts";
export { programPlatform } from "./program-platform.ts";
export { Soon } from "./soon.ts";

export { browserTabs, singleTab } from "./outbox/browser-tabs.ts";
export {
  completesDate,
  completion,
  shownOf,
  type Due,
  type Edit,
  type ShownEdit,
  type TodoChanges,
  type UndoneEvent,
} from "./outbox/edit.ts";
export type { Refusal, Scope } from "./outbox/entry.ts";
export { IndexedDbStore } from "./outbox/indexed-db-store.ts";
export { DISCARDED } from "./outbox/lane.ts";
export { Outbox } from "./outbox/outbox.ts";
export { MemoryStore, type OutboxStore } from "./outbox/store.ts";
export type { Done, Step } from "./outbox/undo-steps.ts";
export { ALL_SAVED, SAVED_WITHIN_MS, UnsavedWatch, type Unsaved } from "./outbox/unsaved.ts";

export {
  CommentThread,
  shownDescription,
  shownComments,
  type CommentPage,
  type Thread,
} from "./realtime/comment-thread.ts";
export { todoIdsOf } from "./realtime/concerned.ts";
export { decodeEvent, isTodo, type SequencedEvent } from "./realtime/decode.ts";
export type { Ending } from "./realtime/ending.ts";
export { HistoryLog, type HistoryShown } from "./realtime/history-log.ts";
export type { KeptList, ListKeeper } from "./realtime/list-keeping.ts";
export { listState } from "./realtime/list-state.ts";
export type { Hint } from "./realtime/live-set.ts";
export { overlay } from "./realtime/overlay.ts";
export type { RemoteChange } from "./realtime/remote-change.ts";
export { Replica } from "./realtime/replica.ts";
export { SetApi, type ListAnswer, type Rights } from "./realtime/set-api.ts";
export type { SetFeed } from "./realtime/set-feed.ts";
export { openSetSession, type Author, type SetSession } from "./realtime/set-session.ts";
export type { SetSnapshot } from "./realtime/snapshot.ts";
export { isEnded, type ConnectionStatus, type Ended } from "./realtime/status.ts";
export { TeamHints } from "./realtime/team-hints.ts";
