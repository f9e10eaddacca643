import type { ReactNode } from "react";
import { TodoTree } from "./TodoTree";
import { useDatedRows } from "./use-dated-rows";

interface DatedTreeProps {
  readonly setName: string;
  readonly foot: ReactNode;
  readonly end?: ReactNode;
}

/** The todos by when they are due. */
export default function DatedTree(props: DatedTreeProps) {
  return <TodoTree {...props} roots={useDatedRows()} />;
}
