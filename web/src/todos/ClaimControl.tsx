import { Hand } from "lucide-react";
import { Button } from "react-aria-components";
import type { Todo } from "glint-client/wire";
import { texts } from "../texts";
import { Avatar } from "../ui/Avatar";
import { IconButton } from "../ui/IconButton";
import { useListView } from "./list-view";
import { useSession } from "./session";
import { shownName } from "./shown-name";

/** Who has claimed the todo, and the button to claim or release it; by touch the menu does that. */
export function ClaimControl({ todo }: { readonly todo: Todo }) {
  const { claim } = useSession();
  const { rights, myId, isTouch, selecting } = useListView();
  const mine = todo.claimedBy === myId;
  if (todo.claimedBy === null) {
    if (!rights.claim(todo) || todo.completed || isTouch || selecting) return null;
    return (
      <Button
        className="claim claim-free reveal"
        aria-label={texts.todos.claimOne(todo.title)}
        onPress={() => claim(todo.id, true)}
      >
        <Hand aria-hidden="true" />
        <span>{texts.todos.claim}</span>
      </Button>
    );
  }
  const ownName = shownName(todo.claimedBy, todo.claimedByName);
  const name = mine ? texts.todos.you : ownName;
  const face = <Avatar id={todo.claimedBy} name={ownName} url={todo.claimedByAvatar} />;
  if (!mine || isTouch) {
    return (
      <span className="claim" title={texts.todos.claimedBy(name)}>
        <span className="visually-hidden">{texts.todos.claimedBy(name)}</span>
        {face}
      </span>
    );
  }
  return (
    <IconButton
      className="claim claim-mine"
      label={texts.todos.releaseOne(todo.title)}
      icon={face}
      isDisabled={!rights.claim(todo)}
      onPress={() => claim(todo.id, false)}
    />
  );
}
