import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aTodo } from "../testing/fake-set.ts";
import { TodoMap } from "./todo-map.ts";
import type { Todo } from "../wire.ts";

const ids = Array.from({ length: 100 }, (_, i) => `todo-${i}`);
const change = fc.tuple(fc.constantFrom(...ids), fc.option(fc.string()));

describe("TodoMap", () => {
  test("holds what a plain map would hold, however it is changed, and never changes itself", () => {
    fc.assert(
      fc.property(fc.array(fc.array(change), { maxLength: 30 }), (batches) => {
        const plain = new Map(ids.slice(0, 50).map((id) => [id, aTodo({ id })]));
        const first = TodoMap.of(plain.values());
        const untouched = first.list();
        let map = first;
        for (const batch of batches) {
          const changes = new Map<string, Todo | null>();
          for (const [id, title] of batch)
            changes.set(id, title === null ? null : aTodo({ id, title }));
          map = map.with(changes);
          for (const [id, todo] of changes)
            if (todo === null) plain.delete(id);
            else plain.set(id, todo);
        }
        expect(new Map(map.list().map((todo) => [todo.id, todo]))).toEqual(plain);
        for (const id of ids) expect(map.get(id)).toBe(plain.get(id));
        expect(first.list()).toEqual(untouched);
      }),
    );
  });
});

test("R237 a description that an older build has kept in its todo becomes the mark", () => {
  const milk = aTodo({ id: "milk" });
  const now = (kept: object) => TodoMap.of([{ ...milk, ...kept }]).get("milk");
  expect(now({ description: "The blue one" })).toEqual({ ...milk, hasDescription: true });
  expect(now({ description: null, hasDescription: true })).toEqual(milk);
});
