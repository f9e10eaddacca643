import { useRef, type CSSProperties } from "react";
import type { DropTarget } from "react-aria-components";
import type { RowCollection, RowNode } from "./row-collection";
import type { TreeDrag } from "./use-tree-drag";

interface DropGapsProps {
  readonly node: RowNode;
  readonly collection: RowCollection;
  readonly drag: TreeDrag;
}

/** The place before a row, as a line above it. */
export function GapBefore({ node, drag }: DropGapsProps) {
  return (
    <Gap target={{ type: "item", key: node.key, dropPosition: "before" }} node={node} drag={drag} />
  );
}

/** The places after a row and after those that end with it, as lines below it. */
export function GapsAfter({ node, collection, drag }: DropGapsProps) {
  return endingWith(node, collection).map((row) => (
    <Gap
      key={row.key}
      target={{ type: "item", key: row.key, dropPosition: "after" }}
      node={row}
      drag={drag}
    />
  ));
}

/** The row itself, for who drags by keyboard or screen reader: what is dropped there goes below it. */
export function RowAsTarget({ node, drag }: DropGapsProps) {
  const target: DropTarget = { type: "item", key: node.key, dropPosition: "on" };
  return drag.hooks.isVirtualDragging() ? (
    <DropLine target={target} node={node} drag={drag} />
  ) : null;
}

interface GapProps {
  readonly target: DropTarget;
  readonly node: RowNode;
  readonly drag: TreeDrag;
}

/** Rendered while it is where the pointer is, and for all that navigate a drag by keyboard or screen reader. */
function Gap(props: GapProps) {
  const { hooks, dropState } = props.drag;
  const isShown = hooks.isVirtualDragging() || dropState.isDropTarget(props.target);
  return isShown ? <DropLine {...props} /> : null;
}

function DropLine({ target, node, drag }: GapProps) {
  const ref = useRef<HTMLDivElement>(null);
  const { dropIndicatorProps, isHidden, isDropTarget } = drag.hooks.useDropIndicator(
    { target },
    drag.dropState,
    ref,
  );
  if (isHidden) return null;
  const place = target.type === "item" ? target.dropPosition : "on";
  return (
    <div
      role="row"
      aria-level={node.level + 1}
      className={`drop-indicator drop-${place}`}
      style={{ "--level": node.level + 1 } as CSSProperties}
      data-drop-target={isDropTarget || undefined}
    >
      <div role="gridcell">
        <div {...dropIndicatorProps} role="button" className="visually-hidden" ref={ref} />
      </div>
    </div>
  );
}

/** The row, and its ancestors of which it is the last row, if it is the last of its level. */
function endingWith(node: RowNode, collection: RowCollection): readonly RowNode[] {
  if (node.nextKey !== null || node.isExpanded) return [];
  const next = collection.at(collection.placeOf(node.key) + 1);
  const found = [node];
  for (let row = node; row.parentKey !== null;) {
    const parent = collection.getItem(row.parentKey);
    if (!parent || parent.level <= (next?.level ?? -1)) break;
    found.push(parent);
    row = parent;
  }
  return found;
}
