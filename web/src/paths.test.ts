import { expect, test } from "vitest";
import { paths, placeAt } from "./paths";

const TEAM = "3b1e7a52-4c1f-4f52-9a43-0c6d1b7f2a10";
const SPACE = `personal:${TEAM}`;

test("no address needs an escape", () => {
  const all = [paths.team(TEAM), paths.set(TEAM, TEAM), paths.team(SPACE), paths.set(SPACE, TEAM)];
  for (const path of [...all, paths.join("aB_-9")]) expect(path).toMatch(/^[\w/-]+$/);
});

test.each([
  ["/", { kind: "home" }],
  ["/me", { kind: "lists", teamId: null, setId: null }],
  [paths.mine, { kind: "mine" }],
  ["/me/s/x/", { kind: "lists", teamId: null, setId: "x" }],
  [paths.team(TEAM), { kind: "lists", teamId: TEAM, setId: null }],
  [paths.set(TEAM, "x"), { kind: "lists", teamId: TEAM, setId: "x" }],
  [paths.join("aB_-9"), { kind: "join", token: "aB_-9" }],
  ["/join/aB%5F%2D9", { kind: "join", token: "aB_-9" }],
  ["/shared/aB_-9", { kind: "shared", token: "aB_-9" }],
  ["/shared/aB_-9/more", null],
  [`/t/${SPACE}/s/x`, { kind: "lists", teamId: SPACE, setId: "x" }],
  [`/t/${SPACE.replace(":", "%3A")}`, { kind: "lists", teamId: SPACE, setId: null }],
  [`/t/${SPACE.replace(":", "%253a")}`, { kind: "lists", teamId: SPACE, setId: null }],
  ["/t/%E0%A4", { kind: "lists", teamId: "%E0%A4", setId: null }],
  ["/t", null],
  ["/me/x", null],
  ["/t/a/s/b/c", null],
  ["/elsewhere/a", null],
])("%s is understood", (path, place) => {
  expect(placeAt(path)).toEqual(place);
});
