import { useEffect } from "react";
import type { Key, Middleware } from "swr";
import { keepAnswer, type AnswerKey } from "./answers";

/** Store the answers that the app needs to start, whenever they change. */
export const keepAnswers: Middleware = (useNext) =>
  function useKept(key, fetcher, config) {
    const answer = useNext(key, fetcher, config);
    const { data } = answer;
    const name = isKept(key) ? JSON.stringify(key) : null;
    useEffect(() => {
      if (name !== null && data !== undefined) keepSoon(name, data);
    }, [name, data]);
    return answer;
  };

/** The answers of this task by name: all that show one tell of it, and it is stored once. */
const changed = new Map<string, unknown>();

function keepSoon(name: string, answer: unknown): void {
  if (changed.size === 0) queueMicrotask(keepChanged);
  changed.set(name, answer);
}

function keepChanged(): void {
  for (const [name, answer] of changed)
    keepAnswer(JSON.parse(name) as AnswerKey, answer).catch(() => undefined);
  changed.clear();
}

function isKept(key: Key): key is AnswerKey {
  if (!Array.isArray(key)) return false;
  const [resource, , whose] = key as AnswerKey;
  return (
    resource === "me" ||
    resource === "mine" ||
    resource === "notifications" ||
    resource === "sets" ||
    resource === "members" ||
    resource === "all-sets" ||
    (resource === "permissions" && whose === "me")
  );
}
