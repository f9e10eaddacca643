import { sentenceOf } from "glint-client";
import "../styles/mine.css";
import { Link } from "wouter";
import { paths } from "../paths";
import { textsMine } from "../texts/mine";
import { useWorkspace } from "../workspace/workspace";
import { useFoundElsewhere } from "./use-found-elsewhere";

/** What a search finds in the team's other lists. */
export default function FoundElsewhere({ query }: { readonly query: string }) {
  const { team } = useWorkspace();
  const { search, text, todos, isCurrent } = useFoundElsewhere(query);
  const found = search.data;
  const noteOf = () => {
    if (isCurrent && search.error) return textsMine.failedElsewhere(sentenceOf(search.error));
    if (!isCurrent || found === undefined) return textsMine.searching;
    return todos.length === 0 ? textsMine.noneElsewhere(text) : null;
  };
  return (
    <section className="elsewhere" aria-label={textsMine.elsewhere}>
      <h2>{textsMine.elsewhere}</h2>
      <p className="mine-note" role="status">
        {noteOf()}
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
