import { useEffect, useRef, type KeyboardEvent as ReactKeyboardEvent, type RefObject } from "react";
import type { Todo } from "glint-client/wire";
import { useListView } from "./list-view";

/**
 * Let Tab nest the todo of a focused row and Shift+Tab un-nest it; returns whether a key did. Nobody who goes through
 * the page by Tab is trapped, or changes anything: on a row that was reached by Tab, after Escape, and where there is
 * nothing to nest, Tab goes on as everywhere.
 */
export function useTabNesting(
  box: RefObject<HTMLElement | null>,
): (event: ReactKeyboardEvent, todo: Todo) => boolean {
  const { selecting, mayArrange, nest, unnest } = useListView();
  const goesOn = useRef(true);
  useEffect(() => {
    const isInside = (target: EventTarget | null) => {
      const tree = target instanceof Element ? target.closest("[role=treegrid]") : null;
      return tree !== null && box.current?.contains(tree) === true;
    };
    const onKeyDown = ({ key, target }: KeyboardEvent) => {
      if (key === "Escape" || (key === "Tab" && !isInside(target))) goesOn.current = true;
      else if (key !== "Tab" && key !== "Shift" && isInside(target)) goesOn.current = false;
    };
    const onPointerDown = ({ target }: PointerEvent) => {
      if (isInside(target)) goesOn.current = false;
    };
    document.addEventListener("keydown", onKeyDown, true);
    document.addEventListener("pointerdown", onPointerDown, true);
    return () => {
      document.removeEventListener("keydown", onKeyDown, true);
      document.removeEventListener("pointerdown", onPointerDown, true);
    };
  }, [box]);
  return (event, todo) => {
    if (event.key !== "Tab" || hasModifier(event) || goesOn.current) return false;
    const isDone = !selecting && mayArrange && (event.shiftKey ? unnest(todo) : nest(todo));
    goesOn.current = !isDone;
    return isDone;
  };
}

function hasModifier({ ctrlKey, metaKey, altKey }: ReactKeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}
