import { ChevronRight, GripVertical } from "lucide-react";
import { memo } from "react";
import { Button } from "react-aria-components";
import { useHasDraft } from "../drafts/use-draft";
import { texts } from "../texts";
import { Check } from "../ui/Check";
import { UnsavedMark } from "../ui/UnsavedMark";
import { ClaimControl } from "./ClaimControl";
import { useListView } from "./list-view";
import type { OutlineNode } from "./outline";
import { RowMenu } from "./RowMenu";
import { useSession } from "./session";
import { TitleEditor } from "./TitleEditor";

const INDENT_MAX = 8;

/** One row: drag handle, checkbox, title, claim and menu. */
export const TodoRow = memo(function TodoRow({ node }: { readonly node: OutlineNode }) {
  const { updateTodo } = useSession();
  const view = useListView();
  const { todo, depth, children } = node;
  const isEditing = view.editing?.todo.id === todo.id;
  const isGone = isEditing && view.editing.isGone;
  const state = todo.completed ? "todo-row is-completed" : "todo-row";
  return (
    <div className={`${state} indent-${Math.min(depth, INDENT_MAX)}`}>
      {view.selecting ? (
        <Check slot="selection" shape="square" />
      ) : view.rights.reorder && !isGone ? (
        <Button slot="drag" className="drag-handle" aria-label={texts.todos.drag(todo.title)}>
          <GripVertical aria-hidden="true" />
        </Button>
      ) : (
        <span className="drag-gap" />
      )}
      {children.length > 0 ? (
        <Button slot="chevron" className="icon-button chevron">
          <ChevronRight aria-hidden="true" />
        </Button>
      ) : (
        <span className="chevron-gap" />
      )}
      <Check
        slot={null}
        shape="round"
        aria-label={texts.todos.completeOne(todo.title)}
        isSelected={todo.completed}
        isDisabled={isGone || !view.rights.complete(todo)}
        onChange={(completed) => updateTodo(todo.id, { completed })}
      />
      {isEditing ? <TitleEditor todo={todo} /> : <Title node={node} />}
      {isEditing ? null : (
        <>
          {view.unsaved.has(todo.id) ? <UnsavedMark /> : null}
          <ClaimControl todo={todo} />
          <RowMenu node={node} />
        </>
      )}
    </div>
  );
});

function Title({ node }: { readonly node: OutlineNode }) {
  const { myId, setId } = useListView();
  const hasDraft = useHasDraft({ userId: myId, setId, place: `title:${node.id}` });
  const done = node.children.filter((child) => child.todo.completed).length;
  return (
    <span className="todo-title">
      <span className="todo-text" dir="auto">
        {node.todo.title}
      </span>
      {hasDraft ? <span className="todo-draft">{texts.drafts.mark}</span> : null}
      {node.children.length > 0 ? (
        <span className="todo-progress">{texts.todos.progress(done, node.children.length)}</span>
      ) : null}
    </span>
  );
}
