import { useEffect, useState } from "react";
import type { RemoteChange } from "glint-client";
import { useSession } from "./session";

type Text = "title" | "description";

/** The name of the user who last changed this text of the todo, or deleted it, while this was shown; null if unknown. */
export function useLastActor(todoId: string, text: Text): string | null {
  const { subscribeToChanges, presence } = useSession();
  const [actorId, setActorId] = useState<string | null>(null);
  useEffect(
    () =>
      subscribeToChanges((changes) => {
        const last = changes.findLast((change) => concerns(change, todoId, text));
        if (last) setActorId(last.actorId);
      }),
    [subscribeToChanges, todoId, text],
  );
  return presence.find(({ id }) => id === actorId)?.name ?? null;
}

function concerns({ event }: RemoteChange, todoId: string, text: Text): boolean {
  if (event.type === "todo:updated")
    return event.todo.id === todoId && event.todo[text] !== undefined;
  return event.type === "todo:deleted" && event.id === todoId;
}
