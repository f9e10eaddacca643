import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { User } from "glint-client/wire";
import { type KeptList, Replica } from "glint-client";
import { aTodo } from "glint-client/testing";

const SCOPE = { userId: "ada", teamId: "team", setId: "set" };
const LIST: KeptList = {
  role: "member",
  permissions: {} as KeptList["permissions"],
  todos: [aTodo({ id: "milk" })],
  seq: 4,
  exact: true,
};

let answers: typeof import("./answers");
let lists: typeof import("./lists");

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  vi.resetModules();
  answers = await import("./answers");
  lists = await import("./lists");
  await answers.keepAnswer(["me"], user("ada"));
});

function user(id: string): User {
  const team = { id: "team", name: "Crew", role: "member", avatarUrl: null } as const;
  const shown = { username: id, displayName: id, avatarUrl: null };
  return { id, ...shown, teams: [team], mayCreateTeams: true };
}

async function keptNames(): Promise<readonly (readonly string[])[]> {
  return (await answers.keptAnswers()).map(([name]) => name);
}

describe("A kept list", () => {
  test("R94 shows an edit that the server has taken until it is as new as that", async () => {
    const keeper = lists.listKeeper(SCOPE);
    await keeper.write(LIST);
    await lists.keepEdit(SCOPE, { kind: "update", id: "milk", changes: { completed: true } }, 5);
    expect(await keeper.read()).toMatchObject({ exact: false, todos: [{ completed: true }] });
    await keeper.write({ ...LIST, seq: 5 });
    expect(await keeper.read()).toEqual({ ...LIST, seq: 5 });
  });

  test("R94 is loaded again after an event whose meaning only a later build may know", () => {
    const replica = new Replica("set");
    replica.restore(LIST);
    expect([replica.inOrder, replica.exact]).toEqual([true, true]);
    replica.offer([{ type: "unknown", wireType: "todo:moved", setId: "set", seq: 5 }]);
    expect([replica.seq, replica.exact]).toEqual([5, false]);
    const later = new Replica("set");
    later.restore({ ...LIST, seq: 5, exact: replica.exact });
    expect([later.loaded, later.inOrder]).toEqual([true, false]);
  });

  test("is not shown when an older build kept todos that this one cannot read", async () => {
    const keeper = lists.listKeeper(SCOPE);
    await keeper.write({ ...LIST, todos: [{ id: "milk" }] as unknown as KeptList["todos"] });
    expect(await keeper.read()).toBeNull();
  });

  test.each([
    ["someone else signs in", () => answers.keepAnswer(["me"], user("grace"))],
    ["nobody is signed in", () => answers.keepAnswer(["me"], null)],
    ["the team is left", () => answers.keepAnswer(["me"], { ...user("ada"), teams: [] })],
    ["it is deleted", () => answers.keepAnswer(["sets", "team"], { sets: [] })],
    ["the session has ended", () => answers.forgetShown()],
  ])("R95 is forgotten when %s", async (_, happen) => {
    const keeper = lists.listKeeper(SCOPE);
    await keeper.write(LIST);
    expect(await keeper.read()).toEqual(LIST);
    await happen();
    expect(await keeper.read()).toBeNull();
  });

  test("R95 is forgotten with the people of a team that is left, and those of others are not", async () => {
    await answers.keepAnswer(["members", "team"], []);
    await answers.keepAnswer(["mine"], {});
    const member = user("ada");
    const crew = member.teams.map((team) => ({ ...team, id: "crew" }));
    await answers.keepAnswer(["me"], { ...member, teams: [...member.teams, ...crew] });
    await answers.keepAnswer(["members", "crew"], []);
    expect(await keptNames()).toEqual([["me"], ["members", "crew"], ["members", "team"], ["mine"]]);
    await answers.keepAnswer(["me"], { ...member, teams: crew });
    expect(await keptNames()).toEqual([["me"], ["members", "crew"], ["mine"]]);
  });

  test("R95 is not written by a page that has not heard of the sign-out yet", async () => {
    await answers.forgetEverything();
    await lists.listKeeper(SCOPE).write(LIST);
    await answers.keepAnswer(["sets", "team"], { sets: [] });
    expect(await answers.keptAnswers()).toEqual([]);
    await answers.keepAnswer(["me"], user("ada"));
    expect(await lists.listKeeper(SCOPE).read()).toBeNull();
  });
});
