import {
  ArrowDown,
  ArrowUp,
  CornerDownRight,
  Ellipsis,
  Hand,
  MessageCircle,
  Pencil,
  Trash2,
} from "lucide-react";
import { texts } from "../texts";
import { ActionMenu, type MenuAction } from "../ui/ActionMenu";
import { IconButton } from "../ui/IconButton";
import { useListView } from "./list-view";
import type { OutlineNode } from "./outline";
import { useSession } from "./session";

/** The menu of all actions on a todo, as an alternative to keys and dragging. */
export function RowMenu({ node: { todo, depth } }: { readonly node: OutlineNode }) {
  const { claim } = useSession();
  const { rights, edit, open, addBelow, step, remove, query } = useListView();
  const when = (allowed: boolean, action: MenuAction): MenuAction | null =>
    allowed ? action : null;
  const free = todo.claimedBy === null;
  const groups = [
    [
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
      {
        id: "comments",
        label: texts.comments.heading,
        icon: <MessageCircle />,
        shortcut: "O",
        run: () => open(todo.id),
      },
    ],
    [
      when(rights.reorder && !query, {
        id: "up",
        label: texts.todos.moveUp,
        icon: <ArrowUp />,
        shortcut: "Alt ↑",
        run: () => step(todo, -1),
      }),
      when(rights.reorder && !query, {
        id: "down",
        label: texts.todos.moveDown,
        icon: <ArrowDown />,
        shortcut: "Alt ↓",
        run: () => step(todo, 1),
      }),
    ],
    [
      when(rights.remove(todo), {
        id: "delete",
        label: texts.todos.delete,
        icon: <Trash2 />,
        shortcut: "Del",
        danger: true,
        run: () => remove([todo.id]),
      }),
    ],
  ];
  return (
    <ActionMenu
      label={texts.common.moreActions}
      subject={todo.title}
      trigger={
        <IconButton label={texts.common.moreActions} icon={<Ellipsis />} className="reveal" />
      }
      groups={groups}
    />
  );
}
