import {
  createContext,
  use,
  useCallback,
  useMemo,
  useState,
  type Dispatch,
  type SetStateAction,
} from "react";
import type { Todo, TodoSet, User } from "glint-client/wire";
import { TOUCH, useMediaQuery } from "../ui/use-media-query";
import { useListOrder, type ListOrder } from "./list-order";
import { OutlineMemory, shownSiblings, type Outline, type OutlineView } from "./outline";
import { positionsAfterStep } from "./positions";
import { rightsOf, type Rights } from "./rights";
import type { Filter } from "./search";
import type { ListSession } from "./session";
import { useFollowed, withGhost, type Followed } from "./use-followed";
import { useMoves, type Moves, type MovingContext } from "./use-moves";
import { useUndoableComplete, type Complete } from "./use-undoable-complete";
import { useUndoableDelete } from "./use-undoable-delete";

/** How the user comes to see a list: it is in their personal space, or in a team of theirs, or they have a link to it. */
export type Access = "own" | "member" | "guest";

/** A part of a todo's panel that can have the focus when it is opened. */
export type PanelPart = "due" | "assignees" | "comments";

/** The view of the open list: search, selection, editing, and the actions on rows. */
export interface ListView extends Moves {
  readonly outline: Outline;
  readonly todos: readonly Todo[];
  readonly rights: Rights;
  readonly myId: string;
  readonly setId: string;
  readonly access: Access;
  /** Whether the main input is a finger: then a tap edits and a long press drags. */
  readonly isTouch: boolean;
  /** Todos with edits of the user that the server has not confirmed in time. */
  readonly unsaved: ReadonlySet<string>;
  readonly order: ListOrder;
  readonly sort: (order: ListOrder) => void;
  /** Whether todos may be moved within the list, as it is shown. */
  readonly mayArrange: boolean;
  /** The search text; "" if there is no search. */
  readonly query: string;
  readonly filter: Filter | null;
  /** Whether a search or a filter leaves todos out. */
  readonly isPartial: boolean;
  /** Clear search and filter, so that an added todo is visible. */
  readonly showAll: () => void;
  /** The todo whose title is being edited. Its row stays when it is deleted. */
  readonly editing: Followed | null;
  readonly edit: (id: string | null) => void;
  readonly selecting: boolean;
  readonly setSelecting: (selecting: boolean) => void;
  readonly selected: ReadonlySet<string>;
  readonly select: (ids: ReadonlySet<string>) => void;
  /** The parent of new todos; null for the top level. */
  readonly addingBelow: Followed | null;
  readonly addBelow: (id: string | null) => void;
  /** The todo whose panel is open. It stays open when the todo is deleted. */
  readonly opened: Followed | null;
  /** Open a todo, at this part of its panel if one is given. */
  readonly open: (id: string | null, part?: PanelPart) => void;
  /** The part at which the panel was opened, until that has the focus. */
  readonly wantedPart: PanelPart | null;
  readonly reachPart: () => void;
  readonly complete: Complete;
  readonly remove: (ids: readonly string[]) => void;
  readonly step: (todo: Todo, step: -1 | 1) => void;
  /** The todos for which another list is being chosen; empty while none is. */
  readonly leaving: readonly string[];
  readonly chooseList: (ids: readonly string[]) => void;
  /** The todos that others changed since this browser last showed the list; their rows are marked. */
  readonly changed: ReadonlySet<string>;
  readonly markChanged: (ids: ReadonlySet<string>) => void;
}

export const ListViewContext = createContext<ListView | null>(null);

/**
 * The same for rows, where it stays the same object for longer. It is a context of its own: where two providers of one
 * are nested, React renders what reads the inner one also when only the outer one has changed.
 */
export const RowViewContext = createContext<ListView | null>(null);

export function useListView(): ListView {
  const view = use(RowViewContext) ?? use(ListViewContext);
  if (!view) throw new Error("useListView needs a TodoScreen above it");
  return view;
}

interface ListViewOptions {
  readonly set: Pick<TodoSet, "id" | "splitCompleted">;
  readonly session: ListSession;
  readonly me: Pick<User, "id">;
  /** Comments of a guest, of which the server does not say whose they are. */
  readonly wrote?: ReadonlySet<string>;
  readonly access: Access;
  readonly query: string;
  readonly filter: Filter | null;
  readonly showAll: () => void;
}

const NO_TODOS: readonly Todo[] = [];
const NONE: ReadonlySet<string> = new Set();

export function useListViewState(options: ListViewOptions): ListView {
  const { set, session, me, wrote, access, query, filter, showAll } = options;
  const todos = session.todos ?? NO_TODOS;
  const selection = useSelection();
  const { selected, select } = selection;
  const fields = useFields(session.todos, select);
  const [order, sort] = useListOrder(set.id);
  const isSplit = set.splitCompleted || order === "date";
  const outline = useOutline(todos, fields.editing, { splitCompleted: isSplit, query, filter });
  const rights = useMemo(
    () => rightsOf(session.permissions, me.id, wrote),
    [session.permissions, me.id, wrote],
  );
  const place = useMemo(
    () => ({
      ...{ myId: me.id, setId: set.id, access, order, sort },
      ...{ query, filter, isPartial: query !== "" || filter !== null, showAll },
    }),
    [me.id, set.id, access, order, sort, query, filter, showAll],
  );
  const isTouch = useMediaQuery(TOUCH);
  const actions = useRowActions({ session, todos, outline, rights, selected });
  return useMemo(
    () => ({
      outline,
      todos,
      rights,
      mayArrange: rights.reorder && place.order === "arranged",
      isTouch,
      unsaved: session.unsaved.ids,
      ...place,
      ...fields,
      ...selection,
      ...actions,
    }),
    [outline, todos, rights, isTouch, session.unsaved.ids, place, fields, selection, actions],
  );
}

/** Which title is being edited, which todo is the parent of new ones, which one is open, and which are marked. */
function useFields(todos: readonly Todo[] | null, select: Selection["select"]) {
  const [editing, edit] = useFollowed(todos);
  const [addingBelow, addBelow] = useFollowed(todos);
  const [opened, follow] = useFollowed(todos);
  const panel = usePanel(follow, select);
  const [leaving, chooseList] = useState<readonly string[]>([]);
  const [changed, markChanged] = useState(NONE);
  return useMemo(
    () => ({
      ...{ editing, edit, addingBelow, addBelow, opened, leaving, chooseList },
      ...panel,
      ...{ changed, markChanged },
    }),
    [editing, edit, addingBelow, addBelow, opened, panel, leaving, changed],
  );
}

function useRowActions(shown: MovingContext) {
  const { session, todos, outline, rights } = shown;
  const complete = useUndoableComplete(session, todos, rights);
  const remove = useUndoableDelete(session, todos);
  const step = useStep(session, outline);
  const moves = useMoves(shown);
  return useMemo(() => ({ complete, remove, step, ...moves }), [complete, remove, step, moves]);
}

/** How a todo is opened, and where; if others are selected, they no longer are. */
function usePanel(
  follow: (id: string | null) => void,
  select: Selection["select"],
): Pick<ListView, "open" | "wantedPart" | "reachPart"> {
  const [wantedPart, want] = useState<PanelPart | null>(null);
  const open = useCallback<ListView["open"]>(
    (id, part) => {
      follow(id);
      want(part ?? null);
      if (id !== null) select((ids) => (ids.has(id) ? ids : NONE));
    },
    [follow, select],
  );
  return useMemo(() => ({ open, wantedPart, reachPart: () => want(null) }), [open, wantedPart]);
}

/** Move a todo past the visible one before or after it. */
function useStep({ reorder }: ListSession, outline: Outline): ListView["step"] {
  return useCallback(
    (todo, direction) => {
      const shown = shownSiblings(outline, todo.id).map((node) => node.todo);
      const items = positionsAfterStep(shown, todo.id, direction);
      if (items.length > 0) reorder(items);
    },
    [outline, reorder],
  );
}

interface Selection {
  readonly selecting: boolean;
  readonly setSelecting: (on: boolean) => void;
  readonly selected: ReadonlySet<string>;
  readonly select: Dispatch<SetStateAction<ReadonlySet<string>>>;
}

function useSelection(): Selection {
  const [selecting, setMode] = useState(false);
  const [selected, select] = useState<ReadonlySet<string>>(new Set<string>());
  const setSelecting = useCallback((on: boolean) => {
    setMode(on);
    select(new Set<string>());
  }, []);
  return useMemo(
    () => ({ selecting, setSelecting, selected, select }),
    [selecting, setSelecting, selected],
  );
}

function useOutline(
  todos: readonly Todo[],
  editing: Followed | null,
  { splitCompleted, query, filter = null }: Omit<OutlineView, "pinned">,
): Outline {
  const [reused] = useState(() => new OutlineMemory());
  const pinned = editing?.todo.id ?? null;
  const shown = useMemo(() => withGhost(todos, editing), [todos, editing]);
  return useMemo(
    () => reused.outlineOf(shown, { splitCompleted, query, filter, pinned }),
    [reused, shown, splitCompleted, query, filter, pinned],
  );
}
