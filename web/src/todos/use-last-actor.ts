import { useEffect, useState } from "react";
import type { RemoteChange } from "glint-client";
import { useSession } from "./session";

/** The name of the user who last renamed or deleted the todo while this was shown; null if unknown. */
export function useLastActor(todoId: string): string | null {
  const { subscribeToChanges, presence } = useSession();
  const [actorId, setActorId] = useState<string | null>(null);
  useEffect(
    () =>
      subscribeToChanges((changes) => {
        const last = changes.findLast((change) => concerns(change, todoId));
        if (last) setActorId(last.actorId);
      }),
    [subscribeToChanges, todoId],
  );
  return presence.find(({ id }) => id === actorId)?.name ?? null;
}

function concerns({ event }: RemoteChange, todoId: string): boolean {
  if (event.type === "todo:updated")
    return event.todo.id === todoId && event.todo.title !== undefined;
  return event.type === "todo:deleted" && event.id === todoId;
}
