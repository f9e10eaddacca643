import { useMemo, useRef, useEffect } from "react";
import { DropIndicator, useDragAndDrop, type DragAndDropHooks } from "react-aria-components";
import { useListView } from "./list-view";
import { siblingsOf } from "./outline";
import { positionsAfterMove } from "./positions";
import type { Row } from "./rows";
import { useSession } from "./session";

/**
 * Reorder todos among their siblings, by pointer, keyboard or screen reader. They do not
 * move to another parent, which the API does not support.
 */
export function useTodoDrag(): DragAndDropHooks<Row> {
  const { todos, outline, query } = useListView();
  const { reorder } = useSession();
  const latest = useRef({ todos, outline });
  useEffect(() => {
    latest.current = { todos, outline };
  });
  const isDisabled = query !== "";
  const { dragAndDropHooks } = useDragAndDrop<Row>({
    isDisabled,
    getItems: (keys) =>
      [...keys].map((key) => ({
        "text/plain": latest.current.outline.byId.get(String(key))?.todo.title ?? "",
      })),
    onReorder: ({ keys, target }) => {
      const todo = latest.current.outline.byId.get(String(target.key))?.todo;
      if (!todo || target.dropPosition === "on") return;
      const moved = new Set([...keys].map(String));
      const siblings = siblingsOf(latest.current.todos, todo);
      const items = positionsAfterMove(siblings, moved, todo.id, target.dropPosition);
      if (items.length > 0) reorder(items);
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className="drop-indicator" />,
  });
  // New hooks re-render the whole tree; only these two values really change them.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- as said above
  return useMemo(() => dragAndDropHooks, [isDisabled, reorder]);
}
