import { ChevronRight, GripVertical } from "lucide-react";
import { lazy, memo, Suspense } from "react";
import { Button } from "react-aria-components";
import { useHasDraft } from "../drafts/use-draft";
import type { Todo } from "../generated/wire";
import { texts } from "../texts";
import { Check } from "../ui/Check";
import { WithReason } from "../ui/WithReason";
import { UnsavedMark } from "../ui/UnsavedMark";
import { ClaimControl } from "./ClaimControl";
import { CommentBadge } from "./CommentBadge";
import { useListView } from "./list-view";
import type { OutlineNode } from "./outline";
import { RowMenu } from "./RowMenu";
import { TitleEditor } from "./TitleEditor";
import { TitleText } from "./TitleText";

const DueMark = lazy(() => import("./DueMark"));
const AssigneeFaces = lazy(() => import("./AssigneeFaces"));

const INDENT_MAX = 8;

/** One row: circle, title, what there is to know about it, and menu; handle and chevron in the margin. */
export const TodoRow = memo(function TodoRow({ node }: { readonly node: OutlineNode }) {
  const view = useListView();
  const { todo, depth, children } = node;
  const isEditing = view.editing?.todo.id === todo.id;
  const isGone = isEditing && view.editing.isGone;
  const state = todo.completed ? "todo-row is-completed" : "todo-row";
  return (
    <div className={`${state} indent-${Math.min(depth, INDENT_MAX)}`}>
      <span className="row-margin">
        {view.rights.reorder && !isGone && !view.isTouch ? (
          <Button slot="drag" className="drag-handle" aria-label={texts.todos.drag(todo.title)}>
            <GripVertical aria-hidden="true" />
          </Button>
        ) : null}
        {children.length > 0 ? (
          <Button slot="chevron" className="icon-button chevron">
            <ChevronRight aria-hidden="true" />
          </Button>
        ) : null}
      </span>
      {view.selecting ? (
        <Check slot="selection" shape="square" />
      ) : (
        <Circle todo={todo} isGone={isGone} />
      )}
      {isEditing ? <TitleEditor todo={todo} /> : <Title node={node} />}
      {isEditing ? null : (
        <>
          <Facts node={node} />
          {view.selecting ? null : <RowMenu node={node} />}
        </>
      )}
    </div>
  );
});

export function Circle({ todo, isGone }: { readonly todo: Todo; readonly isGone: boolean }) {
  const { rights, complete } = useListView();
  const mayComplete = rights.complete(todo);
  return (
    <WithReason reason={mayComplete ? null : texts.todos.mayNotComplete}>
      <Check
        slot={null}
        shape="round"
        aria-label={texts.todos.completeOne(todo.title)}
        isSelected={todo.completed}
        isDisabled={isGone || !mayComplete}
        onChange={(completed) => complete([todo.id], completed)}
      />
    </WithReason>
  );
}

/** How many of its sub-todos are done, whether it is saved, its comments, when it is due, whose it is, and who has claimed it. */
function Facts({ node: { id, todo, children } }: { readonly node: OutlineNode }) {
  const { unsaved } = useListView();
  const done = children.filter((child) => child.todo.completed).length;
  return (
    <span className="row-facts">
      {children.length > 0 ? (
        <span className="todo-progress">{texts.todos.progress(done, children.length)}</span>
      ) : null}
      {unsaved.has(id) ? <UnsavedMark /> : null}
      {todo.commentCount > 0 ? <CommentBadge todo={todo} /> : null}
      {todo.dueOn ? (
        <Suspense fallback={null}>
          <DueMark todo={todo} />
        </Suspense>
      ) : null}
      {todo.assignees.length > 0 ? (
        <Suspense fallback={null}>
          <AssigneeFaces todo={todo} />
        </Suspense>
      ) : null}
      <ClaimControl todo={todo} />
    </span>
  );
}

function Title({ node }: { readonly node: OutlineNode }) {
  const { myId, setId } = useListView();
  const hasDraft = useHasDraft({ userId: myId, setId, place: `title:${node.id}` });
  return (
    <span className="todo-title" dir="auto">
      <span className="todo-text">
        <TitleText title={node.todo.title} />
      </span>
      {hasDraft ? <span className="todo-draft">{texts.drafts.mark}</span> : null}
    </span>
  );
}
