import { useEffect, useMemo, useRef, type RefObject } from "react";
import { useDragAndDrop } from "react-aria-components";
import { useTouchDrag } from "../ui/use-touch-drag";
import { provideMoveAway, TODO_TYPE } from "./drag-out";
import { useListView } from "./list-view";
import { idsBelow } from "./outline";
import type { Row } from "./rows";
import type { DragHooks } from "./use-tree-drag";

/**
 * Move todos by mouse, keyboard or screen reader: onto another one, which nests them, between two, or onto a list in
 * the sidebar; by touch a long press does it within the list.
 */
export function useTodoDrag(box: RefObject<HTMLElement | null>): DragHooks {
  const { outline, isPartial, mayArrange, isTouch, drop, moveAway } = useListView();
  const latest = useRef(outline);
  useEffect(() => {
    latest.current = outline;
  });
  useEffect(() => provideMoveAway(moveAway), [moveAway]);
  const isMovable = mayArrange && !isPartial;
  const isDisabled = isTouch || !isMovable;
  useTouchDrag(box, isTouch && isMovable, {
    nests: true,
    targets: (id) => {
      const node = outline.byId.get(id);
      const inside = new Set(node ? idsBelow(node) : []);
      return new Set([...outline.byId.keys()].filter((other) => !inside.has(other)));
    },
    move: (id, spot) => drop([id], spot),
  });
  const { dragAndDropHooks } = useDragAndDrop<Row>({
    isDisabled,
    acceptedDragTypes: [TODO_TYPE],
    getItems: (keys) =>
      [...keys].map(String).map((id) => ({
        "text/plain": latest.current.byId.get(id)?.todo.title ?? "",
        [TODO_TYPE]: id,
      })),
    getDropOperation: (target) =>
      target.type === "item" && latest.current.byId.has(String(target.key)) ? "move" : "cancel",
    onMove: ({ keys, target: { key, dropPosition } }) =>
      drop([...keys].map(String), { targetId: String(key), place: dropPosition }),
  });
  // New hooks re-render the whole tree; only these two values really change them.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- as said above
  return useMemo(() => dragAndDropHooks as DragHooks, [isDisabled, drop]);
}
