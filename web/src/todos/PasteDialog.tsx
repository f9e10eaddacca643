import { SUBTODO_MAX_DEPTH, type Todo } from "glint-client/wire";
import { check, FileError, type ExchangedTodo } from "../exchange/model";
import { readMarkdown } from "../exchange/markdown";
import { texts } from "../texts";
import { textsExchange as t } from "../texts/exchange";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { ModalDialog } from "../ui/ModalDialog";
import { useListView } from "./list-view";
import { revealSoon } from "./reveal";
import { useSession } from "./session";

/** How many lines become todos one by one, each in the outbox; more of them are a file to import. */
const LINES_MAX = 200;

interface PasteDialogProps {
  readonly text: string;
  readonly parent: Todo | null;
  /** Take it as one title, with spaces between the lines. */
  readonly onOne: (title: string) => void;
  readonly onClose: () => void;
}

/** Ask whether pasted lines are as many todos. Like all todos they are added offline, too. */
export default function PasteDialog({ text, parent, onOne, onClose }: PasteDialogProps) {
  const { createTodo, updateTodo, comment } = useSession();
  const { showAll, todos: present } = useListView();
  const todos = readMarkdown(text).flatMap((list) => list.todos);
  const refusal = refusalOf(todos, levelBelow(parent, present));
  const add = () => {
    showAll();
    const above: string[] = [];
    for (const todo of todos) {
      const id = createTodo(todo.title, above[todo.level - 1] ?? parent?.id ?? null);
      above[todo.level] = id;
      if (todo.completed) updateTodo(id, { completed: true });
      for (const { text: body } of todo.comments) comment(id, body);
    }
    if (above[0]) revealSoon(above[0]);
    onClose();
  };
  return (
    <ModalDialog title={t.pasteTitle(todos.length)} role="alertdialog" onClose={onClose}>
      <ol className="paste-lines" dir="auto">
        {todos.slice(0, LINES_MAX).map(({ title, level, line }) => (
          <li key={line} style={{ marginInlineStart: `${level * 20}px` }}>
            {title}
          </li>
        ))}
      </ol>
      <FormError error={refusal} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{texts.common.cancel}</Button>
        <Button
          onPress={() => {
            onOne(text.replace(/\s+/g, " ").trim());
            onClose();
          }}
        >
          {t.pasteAsOne}
        </Button>
        <Button variant="primary" autoFocus isDisabled={refusal !== null} onPress={add}>
          {t.pasteAll(todos.length)}
        </Button>
      </div>
    </ModalDialog>
  );
}

/** How deep a sub-todo of this one is; 0 on the top level. */
function levelBelow(parent: Todo | null, todos: readonly Todo[]): number {
  if (!parent) return 0;
  return 1 + levelBelow(todos.find(({ id }) => id === parent.parentId) ?? null, todos);
}

/** Why these cannot be added at this level, as a sentence. */
function refusalOf(todos: readonly ExchangedTodo[], level: number): string | null {
  if (todos.length > LINES_MAX) return t.pasteTooMany(LINES_MAX);
  const deep = todos.find((todo) => todo.level + level > SUBTODO_MAX_DEPTH);
  if (deep) return t.inLine(deep.line, t.errors.tooDeep(SUBTODO_MAX_DEPTH));
  try {
    check([{ name: null, todos }], t.errors);
    return null;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return t.inLine(error.line, error.message);
  }
}
