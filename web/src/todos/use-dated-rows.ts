import { useMemo, useState } from "react";
import { DatedRows } from "./dated-rows";
import { useListView } from "./list-view";
import type { Row } from "./rows";
import { matcherOf } from "./search";
import { useReader } from "./use-reader";

/** The rows of the open list by when its todos are due; the same array as long as nothing changes. */
export function useDatedRows(): readonly Row[] {
  const { outline, query, filter, editing } = useListView();
  const { zone, locale, now } = useReader();
  const [memory] = useState(() => new DatedRows());
  const pinned = editing?.todo.id ?? null;
  return useMemo(() => {
    const isFound = matcherOf({ query, filter, pinned });
    return memory.of(outline, { reader: { zone, locale, now }, isFound });
  }, [memory, outline, query, filter, pinned, zone, locale, now]);
}
