import { useEffect, type RefObject } from "react";
import { texts } from "../texts";
import type { ActionOf } from "../ui/touch-swipe";
import { useLive } from "../ui/use-live";
import { useListView } from "./list-view";
import { useSession } from "./session";

/** By touch, swiping a row to the right completes its todo, to the left claims it; so do its circle and its menu. */
export function useRowSwipe(box: RefObject<HTMLElement | null>): void {
  const { outline, rights, complete, isTouch, selecting } = useListView();
  const { claim } = useSession();
  const isEnabled = isTouch && !selecting;
  const actionOf: ActionOf = (id, direction) => {
    const todo = outline.byId.get(id)?.todo;
    if (!todo) return null;
    if (direction === "right") {
      if (!rights.complete(todo)) return null;
      const label = todo.completed ? texts.todos.reopen : texts.todos.complete;
      return { label, run: () => complete([id], !todo.completed) };
    }
    if (!rights.claim(todo) || todo.completed) return null;
    const isFree = todo.claimedBy === null;
    const label = isFree ? texts.todos.claim : texts.todos.release;
    return { label, run: () => claim(id, isFree) };
  };
  const live = useLive({ actionOf }, []);
  useEffect(() => {
    if (!isEnabled) return;
    let stop = (): void => undefined;
    let isOver = false;
    import("../ui/touch-swipe").then(
      ({ listenForSwipes }) => {
        if (!isOver && box.current) stop = listenForSwipes(box.current, live.actionOf);
      },
      () => undefined, // circles and menus do the same
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [box, isEnabled, live]);
}
