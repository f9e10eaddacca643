import { mutate, type SWRConfiguration } from "swr";
import { forgetShown, keptAnswers, type AnswerKey } from "../offline/answers";
import { keepAnswers } from "../offline/keep-answers";
import { failureOf } from "../client/api-error";
import { retryDelayMs } from "../client/backoff";

/**
 * How everything that is not a list of todos is asked for: what was kept is shown until the answer is
 * there. Failures that may pass are retried for as long as it takes, because what is shown is old.
 */
export const cacheSettings: SWRConfiguration = {
  use: [keepAnswers],
  shouldRetryOnError: (error) => failureOf(error) === "transient",
  onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
    const delay = retryDelayMs(retryCount, Math.random());
    setTimeout(() => void revalidate({ retryCount }), delay);
  },
  onError: (error) => {
    if (failureOf(error) === "signed-out") forgetShown().catch(() => undefined);
  },
};

/** Names an answer in the cache: the resource, then whose. */
export type Key = AnswerKey;

/** Asks again for the answer, wherever it is shown. */
export async function refresh(key: Key): Promise<void> {
  await mutate(key);
}

/** Asks again for all answers whose key begins like this. */
export async function refreshAll(...beginning: readonly string[]): Promise<void> {
  await mutate(
    (key) => Array.isArray(key) && beginning.every((part, index) => key[index] === part),
  );
}

/** Changes the answer in place, without asking; an answer that is not there stays absent. */
export async function change<T>(key: Key, edit: (answer: T) => T): Promise<void> {
  await mutate<T>(key, (answer) => answer && edit(answer), { revalidate: false });
}

/** Forgets everything, for example because somebody else signs in. */
export async function forgetAll(): Promise<void> {
  await mutate(() => true, undefined, { revalidate: false });
}

/** Fills the cache with what was kept at the last visit, if anything can be kept here. */
export async function restoreKept(): Promise<void> {
  for (const [key, answer] of await keptAnswers().catch(() => [])) await store(key, answer);
}

export async function store(key: Key, answer: unknown): Promise<void> {
  await mutate(key, answer, { revalidate: false });
}
