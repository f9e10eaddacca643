import { useMemo, useState } from "react";
import { DatedRows } from "./dated-rows";
import { useListView } from "./list-view";
import { foldedTitle, foldForSearch } from "./search";
import { TodoTree } from "./TodoTree";
import { useReader } from "./use-reader";

/** The todos by when they are due. */
export default function DatedTree({ setName }: { readonly setName: string }) {
  const { outline, query, editing } = useListView();
  const { zone, locale, now } = useReader();
  const [memory] = useState(() => new DatedRows());
  const pinned = editing?.todo.id ?? null;
  const roots = useMemo(() => {
    const needle = foldForSearch(query.trim());
    return memory.of(outline, {
      reader: { zone, locale, now },
      isFound: (todo) => todo.id === pinned || foldedTitle(todo).includes(needle),
    });
  }, [memory, outline, query, pinned, zone, locale, now]);
  return <TodoTree setName={setName} roots={roots} />;
}
