import { texts } from "../texts";

/** Whom the server names to guests, who are told of no person (R212). */
export const SOMEBODY_ID = "somebody";

/** Return a person's name as it is shown: for guests a word of their language stands for all of them. */
export function shownName(userId: string, name: string | null): string {
  return userId === SOMEBODY_ID || name === null ? texts.todos.someone : name;
}
