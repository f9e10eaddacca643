import type { Todo } from "glint-client/wire";
import "../styles/dates.css";
import { CalendarDays } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { textsDates } from "../texts/dates";
import { Loading } from "../ui/Loading";
import { WithReason } from "../ui/WithReason";
import { repeatText, saysWhen } from "./due";
import { useListView } from "./list-view";
import { useReader } from "./use-reader";
import { useWantedForm } from "./use-wanted-part";

/** With the parser of typed dates. */
const DueForm = lazy(() => import("./DueForm"));

/** When the todo is due, and the form to change it. */
export function DueField({ todo }: { readonly todo: Todo }) {
  const { rights } = useListView();
  const reader = useReader();
  const when = saysWhen(todo, reader);
  const date = when?.text ?? textsDates.none;
  const text = todo.repeat
    ? textsDates.repeat.also(date, repeatText(todo.repeat, reader.locale))
    : date;
  const mayEdit = rights.edit(todo);
  const { button, trigger } = useWantedForm("due", mayEdit);
  return (
    <div className="panel-fact">
      <span>{textsDates.label}</span>
      <WithReason reason={mayEdit ? null : textsDates.mayNot}>
        <DialogTrigger {...trigger}>
          <Button
            ref={button}
            className="fact-button"
            aria-label={textsDates.change(text)}
            isDisabled={!mayEdit}
          >
            <CalendarDays aria-hidden="true" />
            <span className={`due-${when?.state ?? "later"}`}>{text}</span>
          </Button>
          <Popover className="popover" placement="bottom start">
            <Dialog className="due-dialog" aria-label={textsDates.choose(todo.title)}>
              {({ close }) => (
                <Suspense fallback={<Loading lines={3} />}>
                  <DueForm todo={todo} onClose={close} />
                </Suspense>
              )}
            </Dialog>
          </Popover>
        </DialogTrigger>
      </WithReason>
    </div>
  );
}
