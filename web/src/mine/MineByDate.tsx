import { useId } from "react";
import type { Mine } from "../data/mine";
import { textsDates } from "../texts/dates";
import { byDue } from "../todos/due-groups";
import { useReader } from "../todos/use-reader";
import { MineTodo } from "./MineTodo";

/** The user's todos of all lists, by when they are due. */
export function MineByDate({ mine }: { readonly mine: Mine }) {
  const reader = useReader();
  const headings = useId();
  const all = mine.lists.flatMap((list) => list.todos.map((todo) => ({ list, todo })));
  return byDue(all, ({ todo }) => todo, reader).map(({ group, items }) => (
    <section key={group} className="mine-list" aria-labelledby={`${headings}${group}`}>
      <h2 id={`${headings}${group}`} className={group === "overdue" ? "is-overdue" : undefined}>
        {textsDates.group(textsDates.groups[group], items.length)}
      </h2>
      <ul>
        {items.map(({ list, todo }) => (
          <MineTodo key={todo.id} list={list} todo={todo} saysList />
        ))}
      </ul>
    </section>
  ));
}
