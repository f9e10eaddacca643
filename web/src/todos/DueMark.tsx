import type { Todo } from "glint-client/wire";
import "../styles/dates.css";
import { CalendarDays, Repeat } from "lucide-react";
import { textsDates } from "../texts/dates";
import { repeatText, saysWhen } from "./due";
import { useReader } from "./use-reader";

/** When the todo is due, in a row. */
export default function DueMark({ todo }: { readonly todo: Todo }) {
  const reader = useReader();
  const when = saysWhen(todo, reader);
  if (!when) return null;
  const repeat = todo.repeat ? repeatText(todo.repeat, reader.locale) : null;
  const label = repeat ? textsDates.repeat.also(when.text, repeat) : when.text;
  return (
    <span className={`due due-${when.state}`} title={textsDates.due(label)}>
      <CalendarDays aria-hidden="true" />
      <span className="visually-hidden">{textsDates.label}</span>
      <span className="due-text">{when.text}</span>
      {repeat ? (
        <>
          <Repeat aria-hidden="true" />
          <span className="visually-hidden">{repeat}</span>
        </>
      ) : null}
    </span>
  );
}
