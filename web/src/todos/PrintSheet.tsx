import { Fragment, useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import type { Todo } from "glint-client/wire";
import { isolated, language, quoted, texts } from "../texts";
import { textsDates } from "../texts/dates";
import { fullText, localDue, repeatText, type Reader } from "./due";
import { useListView } from "./list-view";
import { rowsOf, type TodoRow } from "./rows";
import { shownName } from "./shown-name";
import { useDatedRows } from "./use-dated-rows";
import { useReader } from "./use-reader";

/** The open list on paper, whole: on the screen only the visible rows exist. */
export default function PrintSheet(props: SheetProps) {
  return usePrinting() ? createPortal(<Sheet {...props} />, document.body) : null;
}

interface SheetProps {
  readonly name: string;
  /** The team whose list it is; guests do not know it. */
  readonly team: string | null;
}

function Sheet({ name, team }: SheetProps) {
  const { outline, order, query, filter } = useListView();
  const dated = useDatedRows();
  const reader = useReader();
  const rows = order === "date" ? dated : rowsOf(outline);
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date());
  return (
    <section className="print-sheet">
      <h1 dir="auto">{name}</h1>
      <p>
        {texts.common.facts([
          ...(team === null ? [] : [isolated(team)]),
          day,
          ...(query ? [quoted(query)] : []),
          ...(filter ? [filter.label] : []),
        ])}
      </p>
      <Todos rows={rows.filter((row) => row.todo !== null)} reader={reader} />
      {rows.map((row) =>
        row.todo === null ? (
          <Fragment key={row.id}>
            <h2>{row.title}</h2>
            <Todos rows={row.children} reader={reader} />
          </Fragment>
        ) : null,
      )}
    </section>
  );
}

interface TodosProps {
  readonly rows: readonly TodoRow[];
  readonly reader: Reader;
}

function Todos({ rows, reader }: TodosProps) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id} className={row.todo.completed ? "is-printed-completed" : undefined}>
          <p dir="auto">
            {row.todo.title}
            <Fact text={"above" in row && row.above ? texts.todos.below(row.above) : null} />
            <Fact text={whenDue(row.todo, reader)} />
            <Fact text={claimer(row.todo)} />
          </p>
          {row.children.length > 0 ? <Todos rows={row.children} reader={reader} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Fact({ text }: { readonly text: string | null }) {
  return text === null ? null : (
    <span className="print-fact" dir="auto">
      {text}
    </span>
  );
}

function claimer({ claimedBy, claimedByName }: Todo): string | null {
  return claimedBy === null ? null : shownName(claimedBy, claimedByName);
}

/** The whole date, as it is read on other days too, and how often again. */
function whenDue(todo: Todo, { zone, locale }: Reader): string | null {
  const due = localDue(todo, zone);
  if (due === null) return null;
  const date = fullText(due, locale);
  return todo.repeat ? textsDates.repeat.also(date, repeatText(todo.repeat, locale)) : date;
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
