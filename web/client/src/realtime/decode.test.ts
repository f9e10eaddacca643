import { describe, expect, test } from "vitest";
import { decodeEvent, decodeFrame } from "./decode.ts";
import { aTodo } from "../testing/fake-set.ts";

const place = { setId: "set", seq: 7 };

describe("decodeFrame", () => {
  test.each([
    { type: "todo:created", ...place, todo: aTodo(), mutationId: "key", actorId: "ada" },
    { type: "todo:updated", ...place, todo: { id: "a", title: "x", updatedAt: "now" } },
    { type: "todo:deleted", ...place, id: "a" },
    { type: "todos:changed", ...place, items: [{ id: "a", completed: true, updatedAt: "now" }] },
    { type: "todo:reordered", ...place, items: [{ id: "a", sortOrder: 1.5 }] },
    {
      type: "todo:claimed",
      ...place,
      id: "a",
      claimedBy: null,
      claimedByName: null,
      claimedByAvatar: null,
    },
    { type: "todo:assigned", ...place, id: "a", assignees: ["ada"] },
    {
      type: "comment:created",
      ...place,
      todoId: "a",
      comment: {
        id: "c",
        userId: "bob",
        displayName: "Bob",
        avatarUrl: null,
        body: "Which one?",
        createdAt: "now",
      },
      commentCount: 1,
    },
    { type: "comment:deleted", ...place, todoId: "a", id: "c", commentCount: 0 },
    { type: "realtime:ready", ...place },
    { type: "presence", setId: "set", users: [{ id: "a", name: "Ada", avatarUrl: null }], more: 3 },
    { type: "pong", heads: { abcdefgh: 4 } },
    { type: "team:changed", teamId: "team" },
    { type: "mine:changed" },
    { type: "shared:changed" },
  ])("takes a $type as it is", (frame) => {
    expect(decodeFrame(JSON.stringify(frame))).toEqual(frame);
  });

  test("R37 keeps the seq of an event of an unknown type", () => {
    const frame = { type: "todo:sparkled", ...place, sparkle: { color: 7 }, actorId: "bob" };
    const event = { type: "unknown", wireType: "todo:sparkled", ...place, actorId: "bob" };
    expect(decodeFrame(JSON.stringify(frame))).toEqual(event);
  });

  test("is not confused by a type named like a property of every object", () => {
    const event = { type: "unknown", wireType: "toString", ...place };
    expect(decodeFrame(JSON.stringify({ type: "toString", ...place }))).toEqual(event);
  });

  test.each([
    "",
    "pong",
    "[]",
    "null",
    "{}",
    '{"type":"team:changed"}',
    '{"type":"set:renamed","setId":"set"}',
  ])("makes nothing of %j", (text) => {
    expect(decodeFrame(text)).toBeNull();
  });

  test("treats a pong without readable heads as one without news", () => {
    expect(decodeFrame('{"type":"pong","heads":{"a":"x","b":2}}')).toEqual({
      type: "pong",
      heads: { b: 2 },
    });
    expect(decodeFrame('{"type":"pong"}')).toEqual({ type: "pong", heads: {} });
  });
});

describe("decodeEvent", () => {
  test.each([
    { type: "todo:created", ...place, todo: { ...aTodo(), sortOrder: "1" } },
    { type: "todo:created", ...place, todo: { id: "a" } },
    { type: "todo:updated", ...place, todo: { id: "a", completed: 1 } },
    { type: "todo:deleted", ...place },
    { type: "todos:changed", ...place, items: [{ id: "a", completed: 1 }] },
    { type: "todo:reordered", ...place, items: [{ id: "a" }] },
    { type: "todo:claimed", ...place, id: "a", claimedBy: 3 },
    { type: "todo:deleted", setId: "set", seq: 1.5, id: "a" },
  ])("refuses a malformed $type, so that it is asked for again", (event) => {
    expect(decodeEvent(event)).toBeNull();
  });
});
