import { MessageCircle } from "lucide-react";
import { Button } from "react-aria-components";
import type { Todo } from "glint-client/wire";
import { texts } from "../texts";
import { useListView } from "./list-view";

/** How many comments the todo has, and the way to them. */
export function CommentBadge({ todo }: { readonly todo: Todo }) {
  const { open } = useListView();
  return (
    <Button
      className="comment-badge"
      aria-label={texts.comments.open(todo.commentCount, todo.title)}
      onPress={() => open(todo.id)}
    >
      <MessageCircle aria-hidden="true" />
      {todo.commentCount}
    </Button>
  );
}
