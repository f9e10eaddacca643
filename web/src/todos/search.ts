import type { Todo } from "glint-client/wire";

/**
 * Fold texts that look the same or differ only in case into one, as Unicode's NFKC_Casefold does. Upper case first:
 * it has one form for ß and SS, and for both small sigmas. Accents stay.
 */
export function foldForSearch(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toUpperCase()
    .toLowerCase()
    .replaceAll("ς", "σ")
    .replaceAll("i\u0307", "i")
    .normalize("NFC");
}

const foldedTitles = new WeakMap<Todo, string>();

/** Return the folded title of a todo, cached as long as the todo is the same object. */
export function foldedTitle(todo: Todo): string {
  let folded = foldedTitles.get(todo);
  if (folded === undefined) {
    folded = foldForSearch(todo.title);
    foldedTitles.set(todo, folded);
  }
  return folded;
}

/** Whether a search shows a todo for its own sake; it always shows the one that is being edited (`pinned`). */
export function matcherOf(query: string, pinned: string | null): (todo: Todo) => boolean {
  const needle = foldForSearch(query.trim());
  return (todo) => todo.id === pinned || foldedTitle(todo).includes(needle);
}
