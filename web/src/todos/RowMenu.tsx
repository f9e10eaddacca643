import {
  ArrowDown,
  ArrowDownUp,
  ArrowUp,
  CalendarDays,
  CornerDownRight,
  Ellipsis,
  FolderInput,
  Hand,
  IndentDecrease,
  IndentIncrease,
  MessageCircle,
  Pencil,
  Trash2,
  UserRound,
} from "lucide-react";
import { useEffect } from "react";
import { texts } from "../texts";
import { ActionMenu, type MenuAction, type MenuGroup } from "../ui/ActionMenu";
import { IconButton } from "../ui/IconButton";
import { preloadable } from "../ui/preloadable";
import { useListView, type ListView } from "./list-view";
import { nesting } from "./moving";
import type { OutlineNode } from "./outline";
import { useSession, type ListSession } from "./session";

const { Component: DueValue, preload: preloadDue } = preloadable(() => import("./DueValue"));
const { Component: AssigneesValue, preload: preloadAssignees } = preloadable(
  () => import("./AssigneesValue"),
);

/** The menu of all actions on a todo, as an alternative to keys and dragging. */
export function RowMenu({ node }: { readonly node: OutlineNode }) {
  const view = useListView();
  const { claim } = useSession();
  useEffect(() => {
    preloadDue();
    preloadAssignees();
  }, []);
  return (
    <ActionMenu
      label={texts.common.moreActions}
      subject={node.todo.title}
      trigger={
        <IconButton label={texts.common.moreActions} icon={<Ellipsis />} className="reveal" />
      }
      groups={() => [changes(node, view, claim), moves(node, view), removal(node, view)]}
    />
  );
}

const when = (allowed: boolean, action: MenuAction): MenuAction | null => (allowed ? action : null);

function changes(
  { todo, depth }: OutlineNode,
  { rights, access, edit, addBelow, open }: ListView,
  claim: ListSession["claim"],
): MenuGroup {
  const free = todo.claimedBy === null;
  return [
    when(rights.edit(todo), {
      id: "edit",
      label: texts.todos.edit,
      icon: <Pencil />,
      shortcut: "Enter",
      run: () => edit(todo.id),
    }),
    when(rights.addBelow(depth), {
      id: "below",
      label: texts.todos.addSubtodo,
      icon: <CornerDownRight />,
      shortcut: "S",
      run: () => addBelow(todo.id),
    }),
    when(rights.claim(todo), {
      id: "claim",
      label: free ? texts.todos.claim : texts.todos.release,
      icon: <Hand />,
      shortcut: "M",
      run: () => claim(todo.id, free),
    }),
    when(rights.edit(todo), {
      id: "due",
      label: texts.todos.dueDate,
      icon: <CalendarDays />,
      value: <DueValue todo={todo} />,
      run: () => open(todo.id, "due"),
    }),
    when(rights.assign && access === "member", {
      id: "assign",
      label: texts.todos.assign,
      icon: <UserRound />,
      value: <AssigneesValue todo={todo} />,
      run: () => open(todo.id, "assignees"),
    }),
    {
      id: "comments",
      label: texts.comments.heading,
      icon: <MessageCircle />,
      shortcut: "O",
      run: () => open(todo.id, "comments"),
    },
  ];
}

function moves({ id, todo }: OutlineNode, view: ListView): MenuGroup {
  const { rights, access, mayArrange, step, nest, unnest, outline, isPartial, chooseList } = view;
  const isMovable = mayArrange && !isPartial;
  return [
    when(rights.reorder && !mayArrange, {
      id: "within",
      label: texts.todos.moveWithin,
      icon: <ArrowDownUp />,
      reason: texts.todos.sortedByDate,
    }),
    when(isMovable, {
      id: "up",
      label: texts.todos.moveUp,
      icon: <ArrowUp />,
      shortcut: "Alt ↑",
      run: () => step(todo, -1),
    }),
    when(isMovable, {
      id: "down",
      label: texts.todos.moveDown,
      icon: <ArrowDown />,
      shortcut: "Alt ↓",
      run: () => step(todo, 1),
    }),
    when(isMovable && nesting(outline, new Set([id])) !== null, {
      id: "nest",
      label: texts.moving.nest,
      icon: <IndentIncrease />,
      shortcut: "Alt →",
      run: () => nest(todo),
    }),
    when(isMovable && todo.parentId !== null, {
      id: "unnest",
      label: texts.moving.unnest,
      icon: <IndentDecrease />,
      shortcut: "Alt ←",
      run: () => unnest(todo),
    }),
    when(access !== "guest", {
      id: "away",
      label: texts.moving.toList,
      icon: <FolderInput />,
      reason: rights.remove(todo) ? null : texts.moving.mayNotMove,
      run: () => chooseList([id]),
    }),
  ];
}

function removal({ todo }: OutlineNode, { rights, remove }: ListView): MenuGroup {
  return [
    when(rights.remove(todo), {
      id: "delete",
      label: texts.todos.delete,
      icon: <Trash2 />,
      shortcut: "Del",
      danger: true,
      run: () => remove([todo.id]),
    }),
  ];
}
