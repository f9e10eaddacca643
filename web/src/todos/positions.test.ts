import fc from "fast-check";
import { expect, test } from "vitest";
import type { Position } from "../generated/wire";
import { positionsAfterMove, positionsAfterStep } from "./positions";

const row = (...orders: number[]): Position[] =>
  orders.map((sortOrder, index) => ({ id: String.fromCharCode(97 + index), sortOrder }));

/** The ids in the order that the changed places give. */
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

test("neighbours without room between them move along", () => {
  const items = row(1, 1, 1, 5);
  const changes = positionsAfterMove(items, new Set(["d"]), "a", "after");
  expect(ordered(items, changes)).toBe("adbc");
});

test("any move ends in the order that was asked for, whatever the places were", () => {
  const moves = fc
    .array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 12 })
    .chain((orders) =>
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
      const rest = items.filter((item) => !ids.has(item.id)).map((item) => item.id);
      const at = rest.indexOf(targetId) + (place === "after" ? 1 : 0);
      const asked = [
        ...rest.slice(0, at),
        ...items.filter((i) => ids.has(i.id)).map((i) => i.id),
        ...rest.slice(at),
      ];
      expect(ordered(items, positionsAfterMove(items, ids, targetId, place))).toBe(asked.join(""));
    }),
  );
});
