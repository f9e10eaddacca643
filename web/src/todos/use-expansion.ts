import { useCallback, useMemo, useState } from "react";
import { COMPLETED_ID, idsAbove, type Row } from "./rows";

interface Expansion {
  readonly isExpanded: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  readonly expand: (id: string) => void;
}

/**
 * Which rows show their sub-todos: all but those that were collapsed; in a search, all. The parents of the
 * todo that is being edited (`pinned`) stay expanded.
 */
export function useExpansion(
  rows: readonly Row[],
  query: string,
  pinned: string | null,
): Expansion {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set([COMPLETED_ID]));
  const above = useMemo(
    () => (pinned === null ? "" : idsAbove(rows, pinned).join(" ")),
    [rows, pinned],
  );
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
