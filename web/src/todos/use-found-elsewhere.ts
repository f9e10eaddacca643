import { useSearch } from "../data/mine";
import { useSettled } from "../ui/use-settled";
import { useWorkspace } from "../workspace/workspace";

/** What the server finds in the team's other lists for what was typed, once the user has stopped typing. */
export function useFoundElsewhere(typed: string) {
  const { team, setId } = useWorkspace();
  const wanted = typed.trim();
  const text = useSettled(wanted);
  const search = useSearch(team.id, text);
  const todos = search.data?.todos.filter((todo) => todo.setId !== setId) ?? [];
  // `search` as it is: SWR renders again only for changes of what is read from it.
  return { search, text, todos, isCurrent: text === wanted };
}
