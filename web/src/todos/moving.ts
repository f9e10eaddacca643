import { SUBTODO_MAX_DEPTH, type Position, type Todo } from "glint-client/wire";
import { shownSiblings, siblingsOf, topmostOf, type Outline } from "./outline";
import { positionsAfterMove, positionsAt } from "./positions";

/** Where todos go: below `parentId`, or to the top level, at these positions; siblings that make room are among them. */
export interface Destination {
  readonly parentId: string | null;
  readonly items: readonly Position[];
}

/** Where todos are dropped: right before or after another one, or below it. */
export interface Drop {
  readonly targetId: string;
  readonly place: "before" | "after" | "on";
}

/** Why todos cannot go below another one: it is one of them or below one, or they would be too many levels down. */
export type Obstacle = "inside" | "too-deep";

/** Return the drop that nests siblings: below the shown one above them; null if there is none. */
export function nesting(outline: Outline, ids: ReadonlySet<string>): Drop | null {
  const [first] = ids;
  const siblings = first === undefined ? [] : shownSiblings(outline, first);
  const index = siblings.findIndex(({ id }) => ids.has(id));
  const above = siblings[index - 1];
  return above ? { targetId: above.id, place: "on" } : null;
}

/** Return the drop that moves a todo one level up: right after its parent; null on the top level. */
export function unnesting({ parentId }: Todo): Drop | null {
  return parentId === null ? null : { targetId: parentId, place: "after" };
}

/** Return where the drop puts todos, in their present order; null if that changes nothing, or the target is gone. */
export function destinationOf(
  todos: readonly Todo[],
  ids: readonly string[],
  { targetId, place }: Drop,
): Destination | null {
  const target = todos.find(({ id }) => id === targetId);
  if (!target) return null;
  const moved = new Set(topmostOf(ids, todos));
  const moving = todos.filter(({ id }) => moved.has(id));
  const parentId = place === "on" ? target.id : target.parentId;
  const level = todos.filter((todo) => todo.parentId === parentId);
  const isSameLevel = moving.every((todo) => todo.parentId === parentId);
  if (isSameLevel && place !== "on") {
    const items = positionsAfterMove(siblingsOf(todos, target), moved, targetId, place);
    return items.length > 0 ? { parentId, items } : null;
  }
  if (isSameLevel) return null;
  const rest = level.filter(({ id }) => !moved.has(id));
  const at = rest.indexOf(target);
  const index = place === "on" || at < 0 ? rest.length : place === "before" ? at : at + 1;
  return { parentId, items: positionsAt(rest, moving, index) };
}

/** Return why the todos cannot go there; null if they can. The server decides by the same rules (R141). */
export function obstacleTo(
  todos: readonly Todo[],
  ids: readonly string[],
  parentId: string | null,
): Obstacle | null {
  if (parentId === null) return null;
  const byId = new Map(todos.map((todo) => [todo.id, todo]));
  const moved = new Set(ids);
  let depth = 1;
  for (let above: string | null = parentId; above !== null; depth += 1) {
    if (moved.has(above)) return "inside";
    above = byId.get(above)?.parentId ?? null;
  }
  const below = Map.groupBy(todos, (todo) => todo.parentId);
  const levels = (id: string): number =>
    Math.max(0, ...(below.get(id) ?? []).map((child) => 1 + levels(child.id)));
  const deepest = Math.max(...ids.map(levels));
  return depth - 1 + deepest > SUBTODO_MAX_DEPTH ? "too-deep" : null;
}
