import type { Position } from "../generated/wire";

/** Closer neighbours than this get new places, long before floats run out of digits between them. */
const GAP_MIN = 1e-6;

/**
 * The new places that put `moved` right before or after `targetId`, in their present order.
 * `siblings` are all of one level, in order. Only the moved ones change, unless their new
 * neighbours stand too close together: then as many of those as need be move along.
 * Empty when nothing would change.
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
  return spread(rest, moving, at);
}

/** The places that move one item a step up (-1) or down (1) among its siblings. */
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

/** Spaces `moving` evenly between its neighbours, widening the stretch until it is roomy enough. */
function spread(
  rest: readonly Position[],
  moving: readonly Position[],
  at: number,
): readonly Position[] {
  let from = at;
  let to = at;
  for (;;) {
    const run = [...rest.slice(from, at), ...moving, ...rest.slice(at, to)];
    const low = rest[from - 1]?.sortOrder;
    const high = rest[to]?.sortOrder;
    const orders = between(low, high, run.length);
    if (orders) return run.map((item, index) => ({ id: item.id, sortOrder: orders[index] ?? 0 }));
    if (from > 0) from -= 1;
    if (to < rest.length) to += 1;
  }
}

/** `count` growing numbers strictly between the bounds; null when there is no room. */
function between(
  low: number | undefined,
  high: number | undefined,
  count: number,
): number[] | null {
  if (low === undefined && high === undefined)
    return Array.from({ length: count }, (_, i) => i + 1);
  if (low === undefined) return Array.from({ length: count }, (_, i) => (high ?? 0) - count + i);
  if (high === undefined) return Array.from({ length: count }, (_, i) => low + i + 1);
  const step = (high - low) / (count + 1);
  if (step < GAP_MIN) return null;
  return Array.from({ length: count }, (_, i) => low + step * (i + 1));
}
