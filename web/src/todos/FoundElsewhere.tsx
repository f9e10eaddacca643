import "../styles/mine.css";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { useSearch } from "../data/mine";
import { paths } from "../paths";
import { textsMine } from "../texts-mine";
import { useWorkspace } from "../workspace/workspace";

/** While somebody types, the server is not asked. */
const TYPING_MS = 300;

/** What a search finds in the team's other lists. */
export default function FoundElsewhere({ query }: { readonly query: string }) {
  const { team, setId } = useWorkspace();
  const text = useSettled(query.trim());
  const { data: found } = useSearch(team.id, text);
  const todos = found?.todos.filter((todo) => todo.setId !== setId) ?? [];
  const isCurrent = found !== undefined && text === query.trim();
  return (
    <section className="elsewhere" aria-label={textsMine.elsewhere}>
      <h2>{textsMine.elsewhere}</h2>
      <p className="mine-note" role="status">
        {isCurrent
          ? todos.length === 0
            ? textsMine.noneElsewhere(text)
            : null
          : textsMine.searching}
      </p>
      <ul>
        {todos.map((todo) => (
          <li key={todo.id}>
            <Link
              href={paths.set(team.id, todo.setId)}
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

/** The text once it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
