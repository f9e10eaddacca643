import type { Todo } from "glint-client/wire";
import { texts } from "../texts";
import { textsMine } from "../texts/mine";
import { useListView } from "./list-view";
import { nameOf, peopleWith, usePeople } from "./people";

/** Whose the todo is, as the menu of its row says it; nothing until they are known. */
export default function AssigneesValue({ todo }: { readonly todo: Todo }) {
  const { myId } = useListView();
  const assigned = peopleWith(todo.assignees, usePeople());
  if (assigned.length === 0 && todo.assignees.length > 0) return null;
  return textsMine.assignees.who(assigned.map((each) => nameOf(each, myId, texts.todos.you)));
}
