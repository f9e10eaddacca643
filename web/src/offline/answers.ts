import { IndexedDbStore } from "glint-client";
import type { TodoSet, User } from "glint-client/wire";
import { personalSpaceId } from "../personal-space";
import { inTurn, offlineDatabase, OWNER } from "./database";
import { forgetLists } from "./lists";
import { forgetSeen } from "./seen";

/** The key of an answer of the API: the resource, then its owner. */
export type AnswerKey = readonly string[];

/** Return the answers of the last visit: who was signed in, with which teams, their people and lists. */
export async function keptAnswers(): Promise<[AnswerKey, unknown][]> {
  const { store } = (await offlineDatabase()).transaction("answers");
  const [names, answers] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return names.map((name, index) => [JSON.parse(name) as AnswerKey, answers[index]]);
}

/** Store the answer while someone is signed in. If nobody, or another user, is signed in now, delete the rest. */
export function keepAnswer(key: AnswerKey, answer: unknown): Promise<void> {
  const [resource, teamId] = key;
  return inTurn(async () => {
    if (resource === "me") await keepOwner(answer as User | null);
    else await keepOfOwner(key, answer);
    if (resource === "sets") {
      const ids = (answer as { sets: readonly TodoSet[] }).sets.map(({ id }) => id);
      await forgetLists(([of, id]) => of === teamId && !ids.includes(id));
    }
  });
}

/** Delete what was shown to the last user. Unsent edits stay for the same user. */
export function forgetShown(): Promise<void> {
  return inTurn(clear);
}

/** Delete everything of all users, unsent edits included. */
export function forgetEverything(): Promise<void> {
  return inTurn(async () => {
    await clear();
    await forgetUnsent({ exceptOf: null });
  });
}

async function keepOwner(user: User | null): Promise<void> {
  const database = await offlineDatabase();
  const owner = (await database.get("answers", OWNER)) as User | undefined;
  if (owner?.id !== user?.id) await clear();
  if (user === null) return;
  if (owner?.id !== user.id) await forgetUnsent({ exceptOf: user.id });
  await database.put("answers", user, OWNER);
  const teams = [...user.teams.map(({ id }) => id), personalSpaceId(user.id)];
  await forgetAnswersOfOthers(teams);
  await forgetLists(([of]) => !teams.includes(of));
}

/** Delete what is of a team that is not among these, the names of its people above all. */
async function forgetAnswersOfOthers(teams: readonly string[]): Promise<void> {
  const { store, done } = (await offlineDatabase()).transaction("answers", "readwrite");
  for (const name of await store.getAllKeys()) {
    const [, teamId] = JSON.parse(name) as AnswerKey;
    if (teamId !== undefined && !teams.includes(teamId)) await store.delete(name);
  }
  await done;
}

async function keepOfOwner(key: AnswerKey, answer: unknown): Promise<void> {
  const { store, done } = (await offlineDatabase()).transaction("answers", "readwrite");
  if (await store.getKey(OWNER)) await store.put(answer, JSON.stringify(key));
  await done;
}

async function clear(): Promise<void> {
  forgetSeen();
  const change = (await offlineDatabase()).transaction(["answers", "lists", "edits"], "readwrite");
  await Promise.all([...change.objectStoreNames].map((name) => change.objectStore(name).clear()));
  await change.done;
}

async function forgetUnsent({ exceptOf }: { exceptOf: string | null }): Promise<void> {
  await (await IndexedDbStore.open()).keepOnly(exceptOf);
}
