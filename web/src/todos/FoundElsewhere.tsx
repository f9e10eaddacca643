import "../styles/mine.css";
import { Link } from "wouter";
import { sentenceOf } from "../client/api-error";
import { useSearch } from "../data/mine";
import { paths } from "../paths";
import { textsMine } from "../texts-mine";
import { useSettled } from "../ui/use-settled";
import { useWorkspace } from "../workspace/workspace";

/** What a search finds in the team's other lists. */
export default function FoundElsewhere({ query }: { readonly query: string }) {
  const { team, setId } = useWorkspace();
  const text = useSettled(query.trim());
  const search = useSearch(team.id, text);
  const found = search.data;
  const todos = found?.todos.filter((todo) => todo.setId !== setId) ?? [];
  const isCurrent = text === query.trim();
  const said = () => {
    if (isCurrent && search.error) return textsMine.failedElsewhere(sentenceOf(search.error));
    if (!isCurrent || found === undefined) return textsMine.searching;
    return todos.length === 0 ? textsMine.noneElsewhere(text) : null;
  };
  return (
    <section className="elsewhere" aria-label={textsMine.elsewhere}>
      <h2>{textsMine.elsewhere}</h2>
      <p className="mine-note" role="status">
        {said()}
      </p>
      <ul>
        {todos.map((todo) => (
          <li key={todo.id}>
            <Link
              href={paths.todo(team.id, todo.setId, todo.id)}
              className={todo.completed ? "elsewhere-todo is-completed" : "elsewhere-todo"}
            >
              <span dir="auto">{todo.title}</span>
              <span dir="auto" className="elsewhere-list">
                {todo.setName}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {found?.more ? <p className="mine-note">{textsMine.moreElsewhere}</p> : null}
    </section>
  );
}
