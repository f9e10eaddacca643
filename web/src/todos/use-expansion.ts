import { useCallback, useMemo, useState } from "react";
import type { Key } from "react-aria-components";
import type { Outline } from "./outline";
import { COMPLETED_ID } from "./rows";

interface Expansion {
  readonly expandedKeys: ReadonlySet<Key>;
  readonly onExpandedChange: (keys: Set<Key>) => void;
}

/** Which rows show what stands below them: all but those that were closed; in a search, all. */
export function useExpansion(outline: Outline, query: string): Expansion {
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set<Key>([COMPLETED_ID]));
  const parents = useMemo(() => parentIds(outline), [outline]);
  const expandedKeys = useMemo(
    () => new Set<Key>(query ? parents : parents.filter((id) => !closed.has(id))),
    [parents, closed, query],
  );
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
