import { useCallback, useMemo, useState } from "react";
import type { Key } from "react-aria-components";
import type { Outline } from "./outline";
import { COMPLETED_ID } from "./rows";

interface Expansion {
  readonly expandedKeys: ReadonlySet<Key>;
  readonly onExpandedChange: (keys: Set<Key>) => void;
}

/**
 * Which rows show their sub-todos: all but those that were collapsed; in a search, all. The parents of the
 * todo that is being edited (`pinned`) stay expanded.
 */
export function useExpansion(outline: Outline, query: string, pinned: string | null): Expansion {
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set<Key>([COMPLETED_ID]));
  const parents = useMemo(() => parentIds(outline), [outline]);
  const expandedKeys = useMemo(() => {
    const above = idsAbove(outline, pinned);
    return new Set<Key>(parents.filter((id) => query || !closed.has(id) || above.has(id)));
  }, [outline, parents, closed, query, pinned]);
  const onExpandedChange = useCallback(
    (keys: Set<Key>) => {
      if (!query) setClosed(new Set<Key>(parents.filter((id) => !keys.has(id))));
    },
    [parents, query],
  );
  return { expandedKeys, onExpandedChange };
}

function parentIds(outline: Outline): readonly string[] {
  const ids = [COMPLETED_ID];
  for (const node of outline.byId.values()) if (node.children.length > 0) ids.push(node.id);
  return ids;
}

function idsAbove({ byId, completed }: Outline, id: string | null): ReadonlySet<string> {
  const above = new Set<string>();
  let node = id === null ? undefined : byId.get(id);
  while (node) {
    if (completed.includes(node)) above.add(COMPLETED_ID);
    const { parentId } = node.todo;
    if (parentId !== null) above.add(parentId);
    node = parentId === null ? undefined : byId.get(parentId);
  }
  return above;
}
