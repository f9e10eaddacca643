import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEvents } from "./apply-event.ts";
import { listState, orderedTodos, type ListState } from "./list-state.ts";
import { Replica } from "./replica.ts";
import { aTodo } from "../testing/fake-set.ts";
import type { SequencedEvent } from "./decode.ts";

const ids = fc.constantFrom("a", "b", "c", "d", "e");
const due = fc.record({
  dueOn: fc.constantFrom("2026-12-01", "2026-12-02", null),
  repeat: fc.constantFrom({ unit: "day", every: 2 }, null),
});
const fields = fc
  .record({ title: fc.string(), completed: fc.boolean(), due }, { requiredKeys: [] })
  .map(({ due: when, ...rest }) => ({ ...rest, ...when }));

/** What may happen to a set, without its place in the order. */
const happening = fc.oneof(
  fc
    .tuple(ids, fc.option(ids))
    .map(([id, parentId]) => ({ type: "todo:created", todo: aTodo({ id, parentId }) })),
  fc
    .tuple(ids, fields)
    .map(([id, given]) => ({ type: "todo:updated", todo: { id, ...given, updatedAt: "now" } })),
  fc.array(fc.tuple(ids, fields)).map((all) => ({
    type: "todos:changed",
    items: all.map(([id, given]) => ({ id, ...given, updatedAt: "now" })),
  })),
  ids.map((id) => ({ type: "todo:deleted", id })),
  fc
    .array(fc.record({ id: ids, sortOrder: fc.integer() }))
    .map((items) => ({ type: "todo:reordered", items })),
  fc.tuple(ids, fc.option(ids)).map(([id, by]) => ({
    type: "todo:claimed",
    id,
    claimedBy: by,
    claimedByName: by,
    claimedByAvatar: null,
  })),
  fc
    .tuple(ids, fc.subarray(["ada", "bob"]))
    .map(([id, assignees]) => ({ type: "todo:assigned", id, assignees })),
  fc.tuple(ids, fc.nat(500)).map(([todoId, commentCount]) => ({
    type: "comment:created",
    todoId,
    commentCount,
  })),
  fc.constant({ type: "unknown", wireType: "todo:sparkled" }),
);

const history = fc
  .array(happening, { minLength: 1, maxLength: 40 })
  .map((happenings) =>
    happenings.map((one, i) => ({ ...one, setId: "set", seq: i + 1 }) as SequencedEvent),
  );

/** A history, and all of it delivered in some order, some of it more than once. */
const delivery = history.chain((events) =>
  fc
    .tuple(fc.array(fc.constantFrom(...events), { maxLength: 40 }), fc.nat({ max: events.length }))
    .chain(([again, from]) =>
      fc
        .shuffledSubarray([...events, ...again], { minLength: events.length + again.length })
        .map((delivered) => ({ events, delivered, from })),
    ),
);

/** Everything that a state says, to compare. */
function said({ seq, ...state }: ListState): unknown {
  return { seq, todos: orderedTodos({ seq, ...state }) };
}

function replay(events: readonly SequencedEvent[]): ListState {
  return applyEvents(listState("set", 0), events);
}

describe("A replica", () => {
  test("R44 converges to the ordered replay, however events are shuffled and duplicated", () => {
    fc.assert(
      fc.property(delivery, ({ events, delivered }) => {
        const replica = new Replica("set");
        replica.load([], 0);
        for (const event of delivered) replica.offer([event]);
        expect(said(replica.state)).toEqual(said(replay(events)));
        expect(replica.behind).toBe(false);
      }),
    );
  });

  test("R44 converges when the list is loaded in the middle of the delivery", () => {
    fc.assert(
      fc.property(delivery, fc.nat(), ({ events, delivered, from }, at) => {
        const replica = new Replica("set");
        const halfway = at % delivered.length;
        for (const event of delivered.slice(0, halfway)) replica.offer([event]);
        const { todos, seq } = replay(events.slice(0, from));
        replica.load(todos.list(), seq);
        for (const event of delivered.slice(halfway)) replica.offer([event]);
        expect(said(replica.state)).toEqual(said(replay(events)));
      }),
    );
  });

  test("R37 applies each event once and in order", () => {
    fc.assert(
      fc.property(delivery, ({ events, delivered }) => {
        const replica = new Replica("set");
        replica.load([], 0);
        const applied = delivered.flatMap((event) => replica.offer([event]).events);
        expect(applied).toEqual(events);
      }),
    );
  });

  test("applying a history again changes nothing, wherever it starts", () => {
    fc.assert(
      fc.property(history, fc.nat(), (events, from) => {
        const state = replay(events);
        expect(applyEvents(state, events.slice(from % events.length))).toBe(state);
      }),
    );
  });
});
