import { lazy, Suspense, useMemo } from "react";
import { useListView } from "./list-view";
import { rowsOf } from "./rows";
import { TodoTree } from "./TodoTree";

const DatedTree = lazy(() => import("./DatedTree"));

/** The todos in the order that was chosen. */
export function Todos({ setName }: { readonly setName: string }) {
  const { outline, order } = useListView();
  const roots = useMemo(() => rowsOf(outline), [outline]);
  return order === "arranged" ? (
    <TodoTree setName={setName} roots={roots} />
  ) : (
    <Suspense fallback={null}>
      <DatedTree setName={setName} />
    </Suspense>
  );
}
