import { useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { language, quoted, texts } from "../texts";
import { useWorkspace } from "../workspace/workspace";
import { useListView } from "./list-view";
import type { OutlineNode } from "./outline";

/** The open list on paper, whole: on the screen only the visible rows exist. */
export default function PrintSheet({ name }: { readonly name: string }) {
  return usePrinting() ? createPortal(<Sheet name={name} />, document.body) : null;
}

function Sheet({ name }: { readonly name: string }) {
  const { team } = useWorkspace();
  const { outline, query } = useListView();
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date());
  return (
    <section className="print-sheet">
      <h1 dir="auto">{name}</h1>
      <p>
        <bdi>{team.name}</bdi>, {day}
        {query ? `, ${quoted(query)}` : null}
      </p>
      <Todos nodes={outline.open} />
      {outline.completed.length > 0 ? (
        <>
          <h2>{texts.todos.completedHeading(outline.completed.length)}</h2>
          <Todos nodes={outline.completed} />
        </>
      ) : null}
    </section>
  );
}

function Todos({ nodes }: { readonly nodes: readonly OutlineNode[] }) {
  return (
    <ul>
      {nodes.map(({ id, todo, children }) => (
        <li key={id} className={todo.completed ? "is-printed-completed" : undefined}>
          <p dir="auto">
            {todo.title}
            {todo.claimedByName === null ? null : (
              <span className="print-claim" dir="auto">
                {todo.claimedByName}
              </span>
            )}
          </p>
          {children.length > 0 ? <Todos nodes={children} /> : null}
        </li>
      ))}
    </ul>
  );
}

/** Whether the browser is printing. What is rendered then is in the page before the browser goes on. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const start = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", start);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", start);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting;
}
