import { lines, newTodo, type ExchangedList, type ExchangedTodo } from "./model";

/** A task as Microsoft Graph gives it, which is what tools that export from Microsoft To Do store. */
interface Task {
  readonly title: string;
  readonly status?: string;
  readonly createdDateTime?: string;
  readonly dueDateTime?: { readonly dateTime?: string } | null;
  readonly body?: { readonly content?: string };
  readonly checklistItems?: readonly {
    readonly displayName: string;
    readonly isChecked?: boolean;
  }[];
}

interface TaskList {
  readonly displayName: string;
  readonly tasks: readonly Task[];
}

/** Read the lists, or the tasks of one; null if it is something else. The steps of a task are its sub-todos. */
export function readMicrosoft(text: string): readonly ExchangedList[] | null {
  const found = parse(text);
  const items: unknown = Array.isArray(found)
    ? found
    : (found as { value?: unknown } | null)?.value;
  if (!Array.isArray(items) || items.length === 0) return null;
  if (items.every(isList))
    return items.map(({ displayName, tasks }) => ({
      name: displayName,
      todos: tasks.flatMap(read),
    }));
  return items.every(isTask) ? [{ name: null, todos: items.flatMap(read) }] : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // whoever reads it next says where it is wrong
  }
}

function isTask(item: unknown): item is Task {
  const { title, status } = (item ?? {}) as Partial<Task>;
  return typeof title === "string" && typeof status === "string";
}

function isList(item: unknown): item is TaskList {
  const { displayName, tasks } = (item ?? {}) as Partial<TaskList>;
  return typeof displayName === "string" && Array.isArray(tasks) && tasks.every(isTask);
}

function read(task: Task): readonly ExchangedTodo[] {
  const dueOn = task.dueDateTime?.dateTime?.slice(0, 10);
  const created = task.createdDateTime ? new Date(task.createdDateTime) : null;
  const todo: ExchangedTodo = {
    ...newTodo(task.title, 1),
    description: lines(task.body?.content ?? "").trim() || null,
    completed: task.status === "completed",
    due: dueOn ? { dueOn } : null,
    createdAt: created && !Number.isNaN(created.getTime()) ? created.toISOString() : null,
  };
  const steps = (task.checklistItems ?? []).map(({ displayName, isChecked }) => ({
    ...newTodo(displayName, 1),
    level: 1,
    completed: isChecked === true,
  }));
  return [todo, ...steps];
}
