import type { Position } from "glint-client/wire";

/** The server accepts positions from `-SORT_ORDER_MAX` to this. Repeated here, so that this file runs on its own. */
export const SORT_ORDER_MAX = 2 ** 50;

/**
 * Return the new positions that put `moved` right before or after `targetId`, in their present order.
 *
 * `siblings` are all todos of one level, in order. Only the moved ones change, unless no number is left
 * between their new neighbours: then as many of those as necessary are renumbered too. Empty when
 * nothing would change.
 */
export function positionsAfterMove(
  siblings: readonly Position[],
  moved: ReadonlySet<string>,
  targetId: string,
  place: "before" | "after",
): readonly Position[] {
  const moving = siblings.filter((item) => moved.has(item.id));
  const rest = siblings.filter((item) => !moved.has(item.id));
  const target = rest.findIndex((item) => item.id === targetId);
  if (moving.length === 0 || target < 0) return [];
  const at = place === "before" ? target : target + 1;
  if (staysInPlace(siblings, [...rest.slice(0, at), ...moving, ...rest.slice(at)])) return [];
  return positionsAt(rest, moving, at);
}

/** Return the positions that move one item a step up (-1) or down (1) among its siblings. */
export function positionsAfterStep(
  siblings: readonly Position[],
  id: string,
  step: -1 | 1,
): readonly Position[] {
  const neighbour = siblings[siblings.findIndex((item) => item.id === id) + step];
  if (!neighbour) return [];
  return positionsAfterMove(siblings, new Set([id]), neighbour.id, step < 0 ? "before" : "after");
}

function staysInPlace(before: readonly Position[], after: readonly Position[]): boolean {
  return before.every((item, index) => item.id === after[index]?.id);
}

/**
 * Return the positions that put `moving` before the item at index `at` of `rest`: evenly spaced between its new
 * neighbours, renumbering more and more of those until there is room.
 */
export function positionsAt(
  rest: readonly Position[],
  moving: readonly Position[],
  at: number,
): readonly Position[] {
  for (let reach = 0; ; reach = reach * 2 || 1) {
    const from = Math.max(0, at - reach);
    const to = Math.min(rest.length, at + reach);
    const run = [...rest.slice(from, at), ...moving, ...rest.slice(at, to)];
    const orders = between(rest[from - 1]?.sortOrder, rest[to]?.sortOrder, run.length);
    if (orders) return run.map((item, index) => ({ id: item.id, sortOrder: orders[index] ?? 0 }));
  }
}

/** Return `count` increasing positions strictly between the bounds; null if doubles leave no room. */
function between(
  low: number | undefined,
  high: number | undefined,
  count: number,
): readonly number[] | null {
  const step = low === undefined || high === undefined ? 1 : (high - low) / (count + 1);
  const start = low ?? (high === undefined ? 0 : high - count - 1);
  const orders = Array.from({ length: count }, (_, i) => start + step * (i + 1));
  const chain = [low ?? -Infinity, ...orders, high ?? Infinity];
  const grows = chain.every((order, i) => i === 0 || (chain[i - 1] ?? order) < order);
  return grows && orders.every((order) => Math.abs(order) <= SORT_ORDER_MAX) ? orders : null;
}
