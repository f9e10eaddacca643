import type { Todo } from "glint-client/wire";
import { textsDates } from "../texts/dates";
import { dateText, localDue } from "./due";
import { useReader } from "./use-reader";

/** When the todo is due, as the menu of its row says it. */
export default function DueValue({ todo }: { readonly todo: Todo }) {
  const reader = useReader();
  const due = localDue(todo, reader.zone);
  return due ? dateText(due, reader) : textsDates.unset;
}
