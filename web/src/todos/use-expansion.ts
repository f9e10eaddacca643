import { useCallback, useMemo, useState } from "react";
import { COMPLETED_ID, idsAbove, type Row } from "./rows";

interface Expansion {
  readonly isExpanded: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  readonly expand: (id: string) => void;
}

/**
 * Which rows show their sub-todos: all but those that were collapsed; of a search or a filter, all. The parents of the
 * todo that is being edited (`pinned`) stay expanded.
 */
export function useExpansion(
  rows: readonly Row[],
  isPartial: boolean,
  pinned: string | null,
): Expansion {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set([COMPLETED_ID]));
  const above = useMemo(
    () => (pinned === null ? "" : idsAbove(rows, pinned).join(" ")),
    [rows, pinned],
  );
  const isExpanded = useMemo(() => {
    const pinnedOpen = new Set(above.split(" "));
    return (id: string) => isPartial || !closed.has(id) || pinnedOpen.has(id);
  }, [closed, isPartial, above]);
  const toggle = useCallback(
    (id: string) => {
      if (isPartial) return;
      setClosed((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      });
    },
    [isPartial],
  );
  const expand = useCallback((id: string) => {
    setClosed((before) =>
      before.has(id) ? new Set([...before].filter((key) => key !== id)) : before,
    );
  }, []);
  return { isExpanded, toggle, expand };
}
