import { Text } from "lucide-react";
import { Button } from "react-aria-components";
import type { Todo } from "glint-client/wire";
import { textsDescriptions } from "../texts/descriptions";
import { useListView } from "./list-view";

/** That the todo has a description, and the way to it. */
export default function DescriptionMark({ todo }: { readonly todo: Todo }) {
  const { open } = useListView();
  return (
    <Button
      className="comment-badge description-mark"
      aria-label={textsDescriptions.open(todo.title)}
      onPress={() => open(todo.id)}
    >
      <Text aria-hidden="true" />
    </Button>
  );
}
