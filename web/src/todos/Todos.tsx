import { lazy, memo, Suspense, useMemo, type ReactNode } from "react";
import { useListView } from "./list-view";
import { rowsOf } from "./rows";
import { TodoTree } from "./TodoTree";

const DatedTree = lazy(() => import("./DatedTree"));

interface TodosProps {
  readonly setName: string;
  /** What stands below the last open one, in view however many there are. */
  readonly foot: ReactNode;
  /** What stands below all of them. */
  readonly end?: ReactNode;
}

/** The todos in the order that was chosen. */
export const Todos = memo(function Todos(props: TodosProps) {
  const { outline, order } = useListView();
  const roots = useMemo(() => rowsOf(outline), [outline]);
  return order === "arranged" ? (
    <TodoTree {...props} roots={roots} />
  ) : (
    <Suspense fallback={null}>
      <DatedTree {...props} />
    </Suspense>
  );
});
