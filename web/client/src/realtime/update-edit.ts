import type { Todo } from "../wire.ts";
import type { Edit, TodoChanges } from "../outbox/edit.ts";

const DUE: readonly (keyof TodoChanges)[] = ["dueOn", "dueTime", "dueZone", "repeat"];

/**
 * Return the edit that changes `before`, the todo as it is shown; null if nothing is different. When it is due is one
 * value in four fields: they are sent together, so that they fit together whatever others change.
 */
export function updateEdit(
  id: string,
  changes: TodoChanges,
  before: Todo | undefined,
): Extract<Edit, { kind: "update" }> | null {
  const { title, description } = changes;
  const given = {
    ...changes,
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(description === undefined ? {} : { description: description?.trim() || null }),
  };
  const fields = (Object.keys(given) as (keyof TodoChanges)[]).filter(
    (field) => given[field] !== undefined,
  );
  const changed = fields.filter((field) => isChanged(field, given, before));
  if (changed.length === 0) return null;
  const isDue = changed.some((field) => DUE.includes(field));
  const sent = fields.filter((field) => changed.includes(field) || (isDue && DUE.includes(field)));
  return {
    kind: "update",
    id,
    changes: Object.fromEntries(sent.map((field) => [field, given[field]])),
  };
}

/** What the description was is known to whoever changes it; the list has only whether there was one. */
function isChanged(
  field: keyof TodoChanges,
  given: TodoChanges,
  before: Todo | undefined,
): boolean {
  if (field === "description") return given.description !== null || before?.hasDescription === true;
  return !isSame(given[field], before?.[field]);
}

/** Todos from older servers and builds lack what is null. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
