import { useCallback, useEffect, useMemo, useRef, type RefObject } from "react";
import { useDragAndDrop } from "react-aria-components";
import { useTouchDrag } from "../ui/use-touch-drag";
import { useListView } from "./list-view";
import { shownSiblings, siblingsOf } from "./outline";
import { positionsAfterMove } from "./positions";
import type { Row } from "./rows";
import { useSession } from "./session";
import type { DragHooks } from "./use-tree-drag";

/**
 * Reorder todos among their siblings, by mouse, keyboard or screen reader; by touch a long press
 * does it. They do not move to another parent, which the API does not support.
 */
export function useTodoDrag(box: RefObject<HTMLElement | null>): DragHooks {
  const { outline, query, rights, isTouch } = useListView();
  const move = useMove();
  const latest = useRef(outline);
  useEffect(() => {
    latest.current = outline;
  });
  const isMovable = rights.reorder && query === "";
  const isDisabled = isTouch || !isMovable;
  useTouchDrag(box, isTouch && isMovable, {
    siblings: (id) => new Set(shownSiblings(outline, id).map((node) => node.id)),
    move: (id, { targetId, place }) => move(new Set([id]), targetId, place),
  });
  const { dragAndDropHooks } = useDragAndDrop<Row>({
    isDisabled,
    getItems: (keys) =>
      [...keys].map((key) => ({
        "text/plain": latest.current.byId.get(String(key))?.todo.title ?? "",
      })),
    onReorder: ({ keys, target: { key, dropPosition } }) => {
      if (dropPosition !== "on") move(new Set([...keys].map(String)), String(key), dropPosition);
    },
  });
  // New hooks re-render the whole tree; only these two values really change them.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- as said above
  return useMemo(() => dragAndDropHooks as DragHooks, [isDisabled, move]);
}

/** Put todos right before or after one of their siblings; the same function as long as the list is open. */
function useMove() {
  const { todos } = useListView();
  const { reorder } = useSession();
  const latest = useRef(todos);
  useEffect(() => {
    latest.current = todos;
  });
  return useCallback(
    (ids: ReadonlySet<string>, targetId: string, place: "before" | "after") => {
      const target = latest.current.find(({ id }) => id === targetId);
      if (!target) return;
      const items = positionsAfterMove(siblingsOf(latest.current, target), ids, targetId, place);
      if (items.length > 0) reorder(items);
    },
    [reorder],
  );
}
