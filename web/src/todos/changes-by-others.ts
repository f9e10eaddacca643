import type { Todo } from "glint-client/wire";
import { type SequencedEvent, todoIdsOf } from "glint-client";

/** What other people changed, by todo; each has the ids of those who did. And whether the list was renewed. */
export interface ChangesByOthers {
  readonly changed: ReadonlyMap<string, ReadonlySet<string>>;
  readonly deleted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly isRenewed: boolean;
}

/**
 * Tell from a part of the log what people other than `myId` changed in it. What the system did is nobody's change, and
 * what came and went meanwhile is none.
 */
export function changesByOthers(events: readonly SequencedEvent[], myId: string): ChangesByOthers {
  const changed = new Map<string, Set<string>>();
  const deleted = new Map<string, Set<string>>();
  const fresh = new Set<string>();
  for (const event of events) {
    const { type, actorId } = event;
    const other = actorId === myId ? undefined : actorId;
    for (const id of todoIdsOf(event)) {
      if (type === "todo:deleted") {
        changed.delete(id);
        const isNews = !fresh.delete(id);
        if (isNews && other !== undefined) deleted.set(id, new Set([other]));
        continue;
      }
      const isNew = type === "todo:created" || type === "todos:added";
      if (isNew && !deleted.delete(id) && other !== undefined) fresh.add(id);
      if (other !== undefined) changed.set(id, new Set(changed.get(id)).add(other));
    }
  }
  return { changed, deleted, isRenewed: events.some(isRenewal) };
}

function isRenewal(event: SequencedEvent): boolean {
  return event.type === "todos:changed" && event.cause === "renewed";
}

/** How many changes there are, how many of them are deletions, and who made them. */
export interface ChangesInShort {
  readonly count: number;
  readonly gone: number;
  readonly by: readonly string[];
}

/** Count the changes, each todo once, of those that are still in the list or were deleted by someone else. */
export function inShort(
  { changed, deleted }: ChangesByOthers,
  todos: readonly Pick<Todo, "id">[],
): ChangesInShort {
  const here = todos.flatMap(({ id }) => changed.get(id) ?? []);
  const all = [...here, ...deleted.values()];
  const by = new Set(all.flatMap((people) => [...people]));
  return { count: all.length, gone: deleted.size, by: [...by] };
}
