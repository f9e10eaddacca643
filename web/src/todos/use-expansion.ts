import { useCallback, useMemo, useState } from "react";
import type { Outline } from "./outline";
import { COMPLETED_ID } from "./rows";

interface Expansion {
  readonly isExpanded: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  readonly expand: (id: string) => void;
}

/**
 * Which rows show their sub-todos: all but those that were collapsed; in a search, all. The parents of the
 * todo that is being edited (`pinned`) stay expanded.
 */
export function useExpansion(outline: Outline, query: string, pinned: string | null): Expansion {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set([COMPLETED_ID]));
  const above = idsAbove(outline, pinned).join(" ");
  const isSearch = query !== "";
  const isExpanded = useMemo(() => {
    const pinnedOpen = new Set(above.split(" "));
    return (id: string) => isSearch || !closed.has(id) || pinnedOpen.has(id);
  }, [closed, isSearch, above]);
  const toggle = useCallback(
    (id: string) => {
      if (isSearch) return;
      setClosed((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      });
    },
    [isSearch],
  );
  const expand = useCallback((id: string) => {
    setClosed((before) =>
      before.has(id) ? new Set([...before].filter((key) => key !== id)) : before,
    );
  }, []);
  return { isExpanded, toggle, expand };
}

function idsAbove({ byId, completed }: Outline, id: string | null): readonly string[] {
  const above: string[] = [];
  let node = id === null ? undefined : byId.get(id);
  while (node) {
    if (completed.includes(node)) above.push(COMPLETED_ID);
    const { parentId } = node.todo;
    if (parentId !== null) above.push(parentId);
    node = parentId === null ? undefined : byId.get(parentId);
  }
  return above;
}
