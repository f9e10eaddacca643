import { ChevronRight, GripVertical } from "lucide-react";
import { lazy, memo, Suspense } from "react";
import { Button } from "react-aria-components";
import type { Todo } from "glint-client/wire";
import { useHasDraft } from "../drafts/use-draft";
import { texts } from "../texts";
import { Check } from "../ui/Check";
import { WithReason } from "../ui/WithReason";
import { UnsavedMark } from "../ui/UnsavedMark";
import { ClaimControl } from "./ClaimControl";
import { CommentBadge } from "./CommentBadge";
import { useListView } from "./list-view";
import type { OutlineNode } from "./outline";
import type { TodoRow as Row } from "./rows";
import { RowMenu } from "./RowMenu";
import { shareOf } from "./share";
import { TitleEditor } from "./TitleEditor";
import { TitleText } from "./TitleText";

const DueMark = lazy(() => import("./DueMark"));
const DescriptionMark = lazy(() => import("./DescriptionMark"));
const AssigneeFaces = lazy(() => import("./AssigneeFaces"));

const INDENT_MAX = 8;

/** One row: circle, title, what there is to know about it, and menu; handle and chevron in the margin. */
export const TodoRow = memo(function TodoRow({ row }: { readonly row: Row }) {
  const view = useListView();
  const { todo, depth, children } = row;
  const node = "node" in row ? row.node : row;
  const isEditing = view.editing?.todo.id === todo.id;
  const isGone = isEditing && view.editing.isGone;
  const state = todo.completed ? "todo-row is-completed" : "todo-row";
  return (
    <div className={`${state} indent-${Math.min(depth, INDENT_MAX)}`} {...partOf(node)}>
      <span className="row-margin">
        {view.rights.reorder && !isGone && !view.isTouch ? <Handle todo={todo} /> : null}
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
      {isEditing ? (
        <TitleEditor todo={todo} />
      ) : (
        <Title node={node} above={"above" in row ? row.above : ""} />
      )}
      {isEditing ? null : (
        <>
          <Facts node={node} />
          {view.selecting ? null : <RowMenu node={node} />}
        </>
      )}
    </div>
  );
});

/** What the row is dragged by; where that cannot be, it says so. */
function Handle({ todo }: { readonly todo: Todo }) {
  const { order } = useListView();
  return order === "arranged" ? (
    <Button slot="drag" className="drag-handle" aria-label={texts.todos.drag(todo.title)}>
      <GripVertical aria-hidden="true" />
    </Button>
  ) : (
    <span className="drag-handle is-off" title={texts.todos.sortedByDate}>
      <GripVertical aria-hidden="true" />
    </span>
  );
}

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

/** How many of its sub-todos are done, whether it is saved and described, when it is due, its comments, and who does it: until someone has claimed it, whose it is. */
function Facts({ node }: { readonly node: OutlineNode }) {
  const { unsaved } = useListView();
  const { id, todo, children } = node;
  return (
    <span className="row-facts">
      {children.length > 0 ? (
        <span className="todo-progress">{texts.todos.progress(doneOf(node), children.length)}</span>
      ) : null}
      {unsaved.has(id) ? <UnsavedMark /> : null}
      {todo.dueOn ? (
        <Suspense fallback={null}>
          <DueMark todo={todo} />
        </Suspense>
      ) : null}
      {todo.hasDescription ? (
        <Suspense fallback={null}>
          <DescriptionMark todo={todo} />
        </Suspense>
      ) : null}
      {todo.commentCount > 0 ? <CommentBadge todo={todo} /> : null}
      {todo.assignees.length > 0 && todo.claimedBy === null ? (
        <Suspense fallback={null}>
          <AssigneeFaces todo={todo} />
        </Suspense>
      ) : null}
      <ClaimControl todo={todo} />
    </span>
  );
}

/** What makes the circle show that some of the sub-todos of an open todo are done. */
function partOf(node: OutlineNode) {
  const done = doneOf(node);
  if (done === 0 || node.todo.completed) return {};
  return { "data-part": "", style: shareOf(done, node.children.length) };
}

/** How many of a todo's sub-todos are done. */
function doneOf({ children }: OutlineNode): number {
  return children.filter(({ todo }) => todo.completed).length;
}

interface TitleProps {
  readonly node: OutlineNode;
  /** The title of its parent, where it does not stand below that. */
  readonly above: string;
}

function Title({ node, above }: TitleProps) {
  const { myId, setId } = useListView();
  const hasDraft = useHasDraft({ userId: myId, setId, place: `title:${node.id}` });
  return (
    <span className="todo-title" dir="auto">
      <span className="todo-text">
        <TitleText title={node.todo.title} />
      </span>
      {hasDraft ? <span className="todo-draft">{texts.drafts.mark}</span> : null}
      {above ? (
        <span className="todo-above" dir="auto">
          {texts.todos.below(above)}
        </span>
      ) : null}
    </span>
  );
}
