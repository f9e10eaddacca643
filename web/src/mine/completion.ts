import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { browserPlatform, completesDate, completion, type Edit } from "glint-client";
import type { MyList, Todo } from "glint-client/wire";
import { refreshMine } from "../data/mine";
import { useSharedOutbox } from "../workspace/outbox";
import { useWorkspace } from "../workspace/workspace";

type Place = Pick<MyList, "teamId" | "setId">;

interface Completion {
  readonly isDone: (place: Place, todo: Todo) => boolean;
  readonly write: (place: Place, todo: Todo, completed: boolean) => void;
}

export const CompletionContext = createContext<Completion>({
  isDone: () => false,
  write: () => undefined,
});

export function useCompletionOf(): Completion {
  return useContext(CompletionContext);
}

/** Complete todos through the outbox; they stay in sight until the server has confirmed it. */
export function useCompletion(): Completion {
  const { me } = useWorkspace();
  const outbox = useSharedOutbox();
  const [done, setDone] = useState<ReadonlySet<string>>(new Set<string>());
  useEffect(
    () =>
      outbox?.subscribe({
        settled: ({ kind, scope }) => {
          if (kind === "refused")
            setDone((before) => new Set([...before].filter((key) => !key.startsWith(scope.setId))));
          refreshMine();
        },
      }),
    [outbox],
  );
  return useMemo(() => {
    const write = (place: Place, todo: Todo, completed: boolean) => {
      const { id } = todo;
      const scope = { userId: me.id, teamId: place.teamId, setId: place.setId };
      const enqueue = (edit: Edit) => {
        const key = browserPlatform().uuid();
        outbox?.enqueue(scope, key, edit);
        return key;
      };
      const steps = outbox?.steps(scope);
      if (completed || !steps?.undoWaiting((edit) => completesDate(edit, id), enqueue))
        enqueue({ kind: "update", id, changes: completion(todo, completed) });
      const doneKey = keyOf(place, todo);
      setDone((before) => {
        const after = new Set(before);
        if (completed) after.add(doneKey);
        else after.delete(doneKey);
        return after;
      });
    };
    return { isDone: (place, todo) => done.has(keyOf(place, todo)), write };
  }, [done, me.id, outbox]);
}

/** What is completed: a repeating todo is there again, for another date. */
function keyOf({ setId }: Place, { id, dueOn }: Todo): string {
  return `${setId} ${id} ${dueOn ?? ""}`;
}
