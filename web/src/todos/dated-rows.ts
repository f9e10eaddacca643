import type { Todo } from "glint-client/wire";
import { textsDates } from "../texts/dates";
import type { Reader } from "./due";
import { byDue, type DueGroup } from "./due-groups";
import type { Outline, OutlineNode } from "./outline";
import { completedHeading, type DatedRow, type Row } from "./rows";

const NOT_DUE = { dueOn: null, dueTime: null, dueZone: null };

interface DatedOptions {
  readonly reader: Reader;
  /** Whether a todo is shown for its own sake, not only for what is below it. */
  readonly isFound: (todo: Todo) => boolean;
}

/**
 * The rows of a list by when its todos are due. A todo with a date of its own stands there, with the name of its
 * parent; one without stays below its parent. What is completed stays below its parent too, or, on the top level, in
 * a group at the end. Rows that have not changed are the same objects as before.
 */
export class DatedRows {
  readonly #rows = new WeakMap<OutlineNode, DatedRow>();

  of({ open, completed }: Outline, { reader, isFound }: DatedOptions): readonly Row[] {
    const standing = [...standingIn(open)].flatMap(
      ({ node, above }) => this.#rowOf(node, { depth: 0, above }, isFound) ?? [],
    );
    const dueOf = ({ todo }: DatedRow) => (todo.completed ? NOT_DUE : todo);
    const groups = byDue(standing, dueOf, reader).map(({ group, items }) =>
      headingOf(group, items),
    );
    return completed.length === 0 ? groups : [...groups, completedHeading(completed)];
  }

  /** Null if there is nothing to be shown. */
  #rowOf(
    node: OutlineNode,
    place: Pick<DatedRow, "depth" | "above">,
    isFound: DatedOptions["isFound"],
  ): DatedRow | null {
    const inside = { depth: place.depth + 1, above: "" };
    const children = node.children.flatMap((child) =>
      standsAlone(child.todo) ? [] : (this.#rowOf(child, inside, isFound) ?? []),
    );
    const { id, todo } = node;
    if (children.length === 0 && !isFound(todo)) return null;
    const row = reuse(this.#rows.get(node), { id, todo, node, children, ...place });
    this.#rows.set(node, row);
    return row;
  }
}

/** Those that do not stay below another one, in the order of the list, each with the name of the one above it. */
function* standingIn(
  nodes: readonly OutlineNode[],
  above = "",
): Generator<{ readonly node: OutlineNode; readonly above: string }> {
  for (const node of nodes) {
    if (node.todo.parentId === null || standsAlone(node.todo)) yield { node, above };
    yield* standingIn(node.children, node.todo.title);
  }
}

function standsAlone({ completed, dueOn }: Todo): boolean {
  return !completed && Boolean(dueOn);
}

function headingOf(group: DueGroup, children: readonly DatedRow[]): Row {
  const title = textsDates.group(textsDates.groups[group], children.length);
  return { id: `due:${group}`, todo: null, title, children };
}

function reuse(old: DatedRow | undefined, fresh: DatedRow): DatedRow {
  const same =
    old?.depth === fresh.depth &&
    old.above === fresh.above &&
    old.children.length === fresh.children.length &&
    old.children.every((child, index) => child === fresh.children[index]);
  return same ? old : fresh;
}
