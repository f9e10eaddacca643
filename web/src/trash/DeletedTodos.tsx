import { useState } from "react";
import type { DeletedTodo, TodoSet } from "glint-client/wire";
import { useMyPermissionsIn } from "../data/permissions";
import { deleteTodoForGood, refreshTrash, restoreTodo, useDeletedTodos } from "../data/trash";
import { textsOfTrash as t } from "../texts/trash";
import { rightsOf } from "../todos/rights";
import { Button } from "../ui/Button";
import { useWorkspace } from "../workspace/workspace";
import { TrashList, type TrashItem } from "./TrashList";

/** The deleted todos of a list, page by page. */
export function DeletedTodosOf({ set }: { readonly set: TodoSet }) {
  const { me, team } = useWorkspace();
  const [pages, setPages] = useState(1);
  const { data, error, isValidating } = useDeletedTodos(team.id, set.id, pages);
  const { data: mine } = useMyPermissionsIn(team.id, set.id);
  const rights = rightsOf(mine?.permissions ?? null, me.id);
  const itemOf = (todo: DeletedTodo): TrashItem => ({
    ...todo,
    name: todo.title,
    fact: null,
    reason: mine === undefined || rights.remove(todo) ? null : t.mayNot,
  });
  return (
    <TrashList
      label={t.todos}
      hint={t.todosHint}
      empty={t.noTodos}
      warning={t.todoForGood}
      items={data?.todos.map(itemOf) ?? null}
      error={error}
      onRestore={({ id }) => restoreTodo(team.id, id)}
      onDelete={({ id }) => deleteTodoForGood(team.id, id)}
      onChanged={() => refreshTrash(team.id)}
    >
      {data?.hasMore ? (
        <Button isPending={isValidating} onPress={() => setPages(pages + 1)}>
          {t.more}
        </Button>
      ) : null}
    </TrashList>
  );
}
