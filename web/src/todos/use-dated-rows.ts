import { useMemo, useState } from "react";
import { DatedRows } from "./dated-rows";
import { useListView } from "./list-view";
import type { Row } from "./rows";
import { foldedTitle, foldForSearch } from "./search";
import { useReader } from "./use-reader";

/** The rows of the open list by when its todos are due; the same array as long as nothing changes. */
export function useDatedRows(): readonly Row[] {
  const { outline, query, editing } = useListView();
  const { zone, locale, now } = useReader();
  const [memory] = useState(() => new DatedRows());
  const pinned = editing?.todo.id ?? null;
  return useMemo(() => {
    const needle = foldForSearch(query.trim());
    return memory.of(outline, {
      reader: { zone, locale, now },
      isFound: (todo) => todo.id === pinned || foldedTitle(todo).includes(needle),
    });
  }, [memory, outline, query, pinned, zone, locale, now]);
}
