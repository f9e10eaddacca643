import { Link } from "wouter";
import type { Mine } from "../data/mine";
import { paths } from "../paths";
import { texts } from "../texts";
import { textsMine } from "../texts/mine";
import { MineTodo, teamNameOf } from "./MineTodo";

/** Each list with what is the user's in it. */
export function MineByList({ mine }: { readonly mine: Mine }) {
  return mine.lists.map((list) => {
    const { teamId, setId, setName, todos } = list;
    const team = teamNameOf(list);
    return (
      <section key={setId} className="mine-list" aria-label={texts.common.facts([setName, team])}>
        <h2>
          <Link href={paths.set(teamId, setId)} dir="auto">
            {setName}
          </Link>{" "}
          <span>{textsMine.inTeam(team)}</span>
        </h2>
        <ul>
          {todos.map((todo) => (
            <MineTodo key={todo.id} list={list} todo={todo} />
          ))}
        </ul>
      </section>
    );
  });
}
