import { useEffect, type RefObject } from "react";
import type { Todo } from "glint-client/wire";
import { useListView } from "./list-view";

/** The caret in the title of a todo whose row is about to be rendered again at another level. */
let kept: { readonly id: string; readonly at: number } | null = null;

/**
 * Nest the todo whose title is being edited, or move it one level up, and go on editing it, with the caret where it is.
 * The function returns false if there is no level to go to; `save` is called before it goes.
 */
export function useTitleIndent(
  { id }: Todo,
  field: RefObject<HTMLTextAreaElement | null>,
  save: () => void,
): (isBack: boolean) => boolean {
  const { outline, mayArrange, nest, unnest } = useListView();
  useEffect(() => {
    const at = takeCaret(id);
    field.current?.setSelectionRange(at, at);
  }, [field, id]);
  return (isBack) => {
    const node = outline.byId.get(id);
    if (!node || !mayArrange) return false;
    keepCaret(id, field.current?.selectionEnd ?? -1);
    const isDone = isBack ? unnest(node.todo) : nest(node.todo);
    if (isDone) save();
    else takeCaret(id);
    return isDone;
  };
}

function keepCaret(id: string, at: number): void {
  kept = { id, at };
}

/** Return where the caret goes; -1 for the end. */
function takeCaret(id: string): number {
  const at = kept?.id === id ? kept.at : -1;
  kept = null;
  return at;
}
