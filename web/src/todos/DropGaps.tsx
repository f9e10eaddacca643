import { useRef, type CSSProperties } from "react";
import type { DropTarget } from "react-aria-components";
import type { RowCollection, RowNode } from "./row-collection";
import type { TreeContents } from "./TreeRow";

interface DropGapsProps {
  readonly node: RowNode;
  readonly tree: TreeContents;
}

/** The place before a row, as a line above it. */
export function GapBefore({ node, tree }: DropGapsProps) {
  const target = { type: "item", key: node.key, dropPosition: "before" } as const;
  return <Gap target={target} node={node} drag={tree.drag} />;
}

/** The places after a row and after those that end with it, as lines below it. */
export function GapsAfter({ node, tree }: DropGapsProps) {
  return endingWith(node, tree.collection).map((row) => {
    const target = { type: "item", key: row.key, dropPosition: "after" } as const;
    return <Gap key={row.key} target={target} node={row} drag={tree.drag} />;
  });
}

/** The row itself, for who drags by keyboard or screen reader: what is dropped there goes below it. */
export function RowAsTarget({ node, tree: { drag } }: DropGapsProps) {
  const target: DropTarget = { type: "item", key: node.key, dropPosition: "on" };
  return drag.hooks.isVirtualDragging() ? (
    <DropLine target={target} node={node} drag={drag} />
  ) : null;
}

interface GapProps {
  readonly target: DropTarget;
  readonly node: RowNode;
  readonly drag: TreeContents["drag"];
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
