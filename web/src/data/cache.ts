import { mutate, type SWRConfiguration } from "swr";
import { failureOf } from "../realtime/api-error";

const RETRIES_MAX = 3;

/** How everything that is not a list of todos is asked for. Only failures that may pass are retried. */
export const cacheSettings: SWRConfiguration = {
  shouldRetryOnError: (error) => failureOf(error) === "transient",
  errorRetryCount: RETRIES_MAX,
  errorRetryInterval: 1_000,
};

/** Names an answer in the cache: the resource, then whose. */
export type Key = readonly [resource: string, ...of: string[]];

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

export async function store(key: Key, answer: unknown): Promise<void> {
  await mutate(key, answer, { revalidate: false });
}
