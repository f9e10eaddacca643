import { TodoTree } from "./TodoTree";
import { useDatedRows } from "./use-dated-rows";

/** The todos by when they are due. */
export default function DatedTree({ setName }: { readonly setName: string }) {
  return <TodoTree setName={setName} roots={useDatedRows()} />;
}
