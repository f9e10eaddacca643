import { mutate, type SWRConfiguration } from "swr";
import { failureOf, retryDelayMs } from "glint-client";
import { forgetShown, keptAnswers, type AnswerKey } from "../offline/answers";
import { keepAnswers } from "../offline/keep-answers";

/**
 * How everything but todos is fetched: what was stored is shown until the answer is
 * there. Transient failures are retried without end, because what is shown is stale.
 */
export const cacheSettings: SWRConfiguration = {
  use: [keepAnswers],
  shouldRetryOnError: (error) => failureOf(error) === "transient",
  onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
    const delay = retryDelayMs(retryCount, Math.random());
    setTimeout(() => void revalidate({ retryCount }), delay);
  },
  onError: (error) => {
    const failure = failureOf(error);
    if (failure === "signed-out") forgetShown().catch(() => undefined);
    if (failure === "removed") void refresh(ME);
  },
};

/** The key of who is signed in, and in which teams. */
export const ME = ["me"] as const;

const OF_TEAM = ["sets", "members", "permissions", "trash"];

/** The key of an answer in the cache: the resource, then its owner. */
export type Key = AnswerKey;

/** Fetch the answer again, wherever it is shown. */
export async function refresh(key: Key): Promise<void> {
  await mutate(key);
}

/** Fetch all answers again whose key starts like this. */
export async function refreshAll(...beginning: readonly string[]): Promise<void> {
  await mutate(
    (key) => Array.isArray(key) && beginning.every((part, index) => key[index] === part),
  );
}

/** Fetch all again that a hint about the team may be about. */
export function refreshTeam(teamId: string): void {
  for (const resource of OF_TEAM) void refreshAll(resource, teamId);
}

/** Change the cached answer without fetching it; do nothing if there is none. */
export async function change<T>(key: Key, edit: (answer: T) => T): Promise<void> {
  await mutate<T>(key, (answer) => answer && edit(answer), { revalidate: false });
}

/** Clear the cache, for example because another user signs in. */
export async function forgetAll(): Promise<void> {
  await mutate(() => true, undefined, { revalidate: false });
}

/** Fill the cache with what was stored at the last visit. */
export async function restoreKept(): Promise<void> {
  for (const [key, answer] of await keptAnswers().catch(() => [])) await store(key, answer);
}

export async function store(key: Key, answer: unknown): Promise<void> {
  await mutate(key, answer, { revalidate: false });
}
