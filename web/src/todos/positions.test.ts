import fc from "fast-check";
import { expect, test } from "vitest";
import { type Position, SORT_ORDER_MAX as LIMIT_OF_THE_SERVER } from "glint-client/wire";
import { positionsAfterMove, positionsAfterStep, SORT_ORDER_MAX } from "./positions";

test("knows the server's limit", () => {
  expect(SORT_ORDER_MAX).toBe(LIMIT_OF_THE_SERVER);
});

const row = (...orders: number[]): Position[] =>
  orders.map((sortOrder, index) => ({ id: String.fromCharCode(97 + index), sortOrder }));

/** The ids in the order that the changed positions give. */
function ordered(items: readonly Position[], changes: readonly Position[]): string {
  const orders = new Map(changes.map((change) => [change.id, change.sortOrder]));
  return items
    .map((item) => ({ id: item.id, sortOrder: orders.get(item.id) ?? item.sortOrder }))
    .sort((a, b) => a.sortOrder - b.sortOrder)
    .map((item) => item.id)
    .join("");
}

test("a move between two others changes the moved one alone", () => {
  const items = row(1, 2, 3);
  const changes = positionsAfterMove(items, new Set(["c"]), "a", "after");
  expect(changes).toEqual([{ id: "c", sortOrder: 1.5 }]);
});

test("a move to where it is changes nothing", () => {
  expect(positionsAfterMove(row(1, 2, 3), new Set(["b"]), "a", "after")).toEqual([]);
  expect(positionsAfterMove(row(1, 2, 3), new Set(["b"]), "b", "after")).toEqual([]);
});

test("a step past the end changes nothing", () => {
  expect(positionsAfterStep(row(1, 2), "a", -1)).toEqual([]);
  expect(positionsAfterStep(row(1, 2), "b", 1)).toEqual([]);
});

test("neighbours without room between them are renumbered", () => {
  const items = row(1, 1, 1, 5);
  const changes = positionsAfterMove(items, new Set(["d"]), "a", "after");
  expect(ordered(items, changes)).toBe("adbc");
});

/** Positions of every magnitude: equal, adjacent doubles, and at both ends of what is allowed. */
const place = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc
    .record({
      near: fc.constantFrom(0, 1e-300, 1, 1e9, 1_764_100_000_000, 1e14, SORT_ORDER_MAX),
      sign: fc.constantFrom(-1, 1),
      digits: fc.nat(4),
    })
    .map(({ near, sign, digits }) => sign * near * (1 - digits * Number.EPSILON)),
  fc.double({ min: -SORT_ORDER_MAX, max: SORT_ORDER_MAX, noNaN: true }),
);

test("any move ends strictly in the requested order, whatever the positions were", () => {
  const moves = fc.array(place, { minLength: 2, maxLength: 12 }).chain((orders) =>
    fc.record({
      items: fc.constant(row(...orders.sort((a, b) => a - b))),
      moved: fc.subarray([...orders.keys()], { minLength: 1 }),
      target: fc.nat(orders.length - 1),
      place: fc.constantFrom("before" as const, "after" as const),
    }),
  );
  fc.assert(
    fc.property(moves, ({ items, moved, target, place }) => {
      const ids = new Set(moved.map((index) => items[index]?.id ?? ""));
      const targetId = items[target]?.id ?? "";
      fc.pre(!ids.has(targetId));
      const rest = items.filter((item) => !ids.has(item.id));
      const at = rest.findIndex(({ id }) => id === targetId) + (place === "after" ? 1 : 0);
      const asked = [
        ...rest.slice(0, at),
        ...items.filter((item) => ids.has(item.id)),
        ...rest.slice(at),
      ];
      const changes = new Map(
        positionsAfterMove(items, ids, targetId, place).map((item) => [item.id, item.sortOrder]),
      );
      asked.forEach(({ id, sortOrder }, index) => {
        const next = asked[index + 1];
        if (!next || (!changes.has(id) && !changes.has(next.id))) return;
        const [low, high] = [changes.get(id) ?? sortOrder, changes.get(next.id) ?? next.sortOrder];
        expect(low).toBeLessThan(high);
      });
      expect(
        ordered(
          items,
          [...changes].map(([id, sortOrder]) => ({ id, sortOrder })),
        ),
      ).toBe(asked.map(({ id }) => id).join(""));
      for (const order of changes.values())
        expect(Math.abs(order)).toBeLessThanOrEqual(SORT_ORDER_MAX);
    }),
    { numRuns: 2_000 },
  );
});
