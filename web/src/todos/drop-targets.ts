import type { DropTarget, DropTargetDelegate } from "react-aria/useDroppableCollection";
import type { RowCollection, RowNode } from "./row-collection";
import type { RowOffsets } from "./row-offsets";

type ItemTarget = Extract<DropTarget, { type: "item" }>;
type IsValid = (target: DropTarget) => boolean;

/** How close to its edge a row is rather a place beside it than the row itself, where both are possible. */
const EDGE_PX = 10;

/** What the delegate sees of the tree; read at each move of the pointer. */
export interface DropSurface {
  readonly collection: RowCollection;
  readonly offsets: RowOffsets;
  /** How far the tree is scrolled. */
  readonly scrollTop: number;
  /** The level whose circles stand at this distance from the tree's left edge. */
  readonly levelAt: (x: number) => number;
}

/**
 * Where a pointer over the tree would drop: on a row, or between two. After the last sub-todos of a todo several places
 * are the same gap: there the pointer's distance from the left chooses the level.
 */
export function dropTargets(look: () => DropSurface): DropTargetDelegate {
  return {
    getDropTargetFromPoint: (x, y, isValid) => {
      const surface = look();
      const { collection, offsets } = surface;
      const listY = y + surface.scrollTop;
      const place = offsets.at(listY);
      const row = collection.at(place);
      if (!row) return { type: "root" };
      const within = listY - offsets.top(place);
      const height = offsets.height(place);
      const on = { type: "item", key: row.key, dropPosition: "on" } as const;
      const mayDropOn = isValid(on);
      if (mayDropOn && within > EDGE_PX && within < height - EDGE_PX) return on;
      const isAbove = within < height / 2;
      const [above, below] = isAbove
        ? [collection.at(place - 1), row]
        : [row, collection.at(place + 1)];
      const gap = nearestLevel(surface, gapTargets(collection, above, below, isValid), x);
      return gap ?? (mayDropOn ? on : null);
    },
  };
}

/** The places that are the gap between two neighbouring rows, the innermost first. */
export function gapTargets(
  collection: RowCollection,
  above: RowNode | null,
  below: RowNode | null,
  isValid: IsValid,
): readonly ItemTarget[] {
  const targets: ItemTarget[] = [];
  const outermost = below?.level ?? 0;
  let current = above;
  while (current && current.level >= outermost) {
    targets.push({ type: "item", key: current.key, dropPosition: "after" });
    current = current.parentKey === null ? null : collection.getItem(current.parentKey);
  }
  if (below) targets.push({ type: "item", key: below.key, dropPosition: "before" });
  return targets.filter(isValid);
}

function nearestLevel(
  { collection, levelAt }: DropSurface,
  targets: readonly ItemTarget[],
  x: number,
): ItemTarget | null {
  const level = levelAt(x);
  const distance = ({ key }: ItemTarget) => Math.abs((collection.getItem(key)?.level ?? 0) - level);
  return targets.reduce<ItemTarget | null>(
    (nearest, target) => (nearest && distance(nearest) <= distance(target) ? nearest : target),
    null,
  );
}
