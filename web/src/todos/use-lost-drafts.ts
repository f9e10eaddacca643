import { useTitleDrafts } from "../drafts/use-draft";
import type { ListView } from "./list-view";

const NONE: readonly string[] = [];

/** The todos of the open list with a draft that no editor can be opened for: gone, or not to be edited any more. */
export function useLostDrafts(view: ListView, isLoaded: boolean): readonly string[] {
  const ids = useTitleDrafts(view.myId, view.setId);
  if (!isLoaded) return NONE;
  return ids.filter((id) => {
    const todo = view.todos.find((each) => each.id === id);
    return todo === undefined || !view.rights.edit(todo);
  });
}
