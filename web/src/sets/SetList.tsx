import { GripVertical, ListTodo } from "lucide-react";
import {
  Button,
  DropIndicator,
  GridList,
  GridListItem,
  useDragAndDrop,
  type DropItem,
  type Key,
} from "react-aria-components";
import { useRef, useState, type MouseEvent, type RefObject } from "react";
import { useLocation } from "wouter";
import { SAVED_WITHIN_MS, sentenceOf } from "glint-client";
import type { Position, TodoSet } from "glint-client/wire";
import { reorderSets, useSets } from "../data/sets";
import { paths } from "../paths";
import { useWorkspace } from "../workspace/workspace";
import { texts } from "../texts";
import { moveAwayFromOpen, TODO_TYPE } from "../todos/drag-out";
import { positionsAfterMove } from "../todos/positions";
import { focusRow } from "../todos/row-focus";
import { Button as TextButton } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { notifyFailure } from "../ui/toasts";
import { isModified } from "../ui/modified-click";
import { TOUCH, useMediaQuery } from "../ui/use-media-query";
import { useTouchDrag } from "../ui/use-touch-drag";
import { UnsavedMark } from "../ui/UnsavedMark";
import { SetMenu } from "./SetMenu";

/** The type under which a dragged list carries its id. */
const LIST_TYPE = "application/x-glint-list";

interface SetListProps {
  readonly mayManage: boolean;
  readonly onNavigate: () => void;
}

const NONE: readonly TodoSet[] = [];
const NONE_UNSAVED: ReadonlySet<string> = new Set<string>();

/** The team's sets: open one, and, if allowed, reorder them by dragging, with a long press, or by keyboard. */
export function SetList({ mayManage, onNavigate }: SetListProps) {
  const { team, setId } = useWorkspace();
  const [, navigate] = useLocation();
  const query = useSets(team.id);
  const sets = query.data?.sets ?? NONE;
  const openCounts = query.data?.openCounts;
  const box = useRef<HTMLDivElement>(null);
  const isTouch = useMediaQuery(TOUCH);
  const isDraggable = mayManage && !isTouch;
  const { dragAndDropHooks, unsaved } = useSetDrag(box, mayManage, isTouch, sets);

  if (query.isLoading) return <Loading lines={3} />;
  if (query.error && sets.length === 0) {
    return (
      <div className="sidebar-error">
        <p>{sentenceOf(query.error)}</p>
        <TextButton onPress={() => void query.mutate()}>{texts.common.tryAgain}</TextButton>
      </div>
    );
  }
  return (
    <GridList
      ref={box}
      key={isDraggable ? "movable" : "fixed"}
      aria-label={texts.sets.heading}
      className="set-list"
      items={sets}
      dependencies={[mayManage, isDraggable, unsaved, openCounts]}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={setId ? [setId] : []}
      onAction={(key: Key) => {
        navigate(paths.set(team.id, String(key)));
        onNavigate();
      }}
      onSelectionChange={(keys) => {
        const [key] = keys === "all" ? [] : [...keys];
        if (key !== undefined && key !== setId) navigate(paths.set(team.id, String(key)));
        onNavigate();
      }}
      {...(isTouch ? {} : { dragAndDropHooks })}
      keyboardNavigationBehavior="tab"
    >
      {(set) => (
        <GridListItem id={set.id} textValue={set.name} className="set-item">
          {isDraggable ? (
            <Button slot="drag" className="drag-handle" aria-label={texts.sets.drag(set.name)}>
              <GripVertical aria-hidden="true" />
            </Button>
          ) : null}
          <SetLink set={set} />
          {unsaved.has(set.id) ? <UnsavedMark /> : null}
          <OpenCount open={openCounts?.[set.id] ?? 0} />
          <SetMenu set={set} mayManage={mayManage} />
        </GridListItem>
      )}
    </GridList>
  );
}

function OpenCount({ open }: { readonly open: number }) {
  return open > 0 ? (
    <span className="set-count">
      <span aria-hidden="true">{open}</span>
      <span className="visually-hidden">{texts.sets.open(open)}</span>
    </span>
  ) : null;
}

/** The row opens the list; the browser's own ways to follow a link, such as into another tab, are left to it. */
function SetLink({ set }: { readonly set: TodoSet }) {
  const { team } = useWorkspace();
  const keepFromRow = (event: MouseEvent) => {
    if (isModified(event)) event.stopPropagation();
  };
  return (
    <a
      className="set-link"
      href={paths.set(team.id, set.id)}
      draggable={false}
      onPointerDown={keepFromRow}
      onMouseDown={keepFromRow}
      onClick={(event) => {
        if (isModified(event)) event.stopPropagation();
        else {
          event.preventDefault();
          focusRow(event.currentTarget);
        }
      }}
    >
      <ListTodo className="set-icon" aria-hidden="true" />
      <span className="set-name" dir="auto">
        {set.name}
      </span>
    </a>
  );
}

/** Put lists in order, where that is allowed; todos that are dropped on one move there. */
function useSetDrag(
  box: RefObject<HTMLDivElement | null>,
  mayManage: boolean,
  isTouch: boolean,
  sets: readonly TodoSet[],
) {
  const { team, setId } = useWorkspace();
  const [unsaved, setUnsaved] = useState(NONE_UNSAVED);
  const save = (items: readonly Position[]) => {
    const overdue = setTimeout(
      () => setUnsaved(new Set(items.map(({ id }) => id))),
      SAVED_WITHIN_MS,
    );
    void reorderSets(team.id, items)
      .catch(notifyFailure)
      .finally(() => {
        clearTimeout(overdue);
        setUnsaved(NONE_UNSAVED);
      });
  };
  const move = (ids: ReadonlySet<string>, targetId: string, place: "before" | "after") => {
    const items = positionsAfterMove(sets, ids, targetId, place);
    if (items.length > 0) save(items);
  };
  useTouchDrag(box, mayManage && isTouch && sets.length > 0, {
    nests: false,
    targets: () => new Set(sets.map(({ id }) => id)),
    move: (id, { targetId, place }) => {
      if (place !== "on") move(new Set([id]), targetId, place);
    },
  });
  const { dragAndDropHooks } = useDragAndDrop<TodoSet>({
    ...(mayManage
      ? {
          getItems: (keys: Set<Key>) =>
            [...keys].map((key) => ({ "text/plain": nameOf(sets, key), [LIST_TYPE]: String(key) })),
        }
      : {}),
    acceptedDragTypes: [LIST_TYPE, TODO_TYPE],
    getDropOperation: (target, types) => {
      if (target.type !== "item") return "cancel";
      const isOn = target.dropPosition === "on";
      if (!types.has(TODO_TYPE)) return isOn ? "cancel" : "move";
      return isOn && target.key !== setId ? "move" : "cancel";
    },
    onItemDrop: ({ items, target: { key } }) => {
      const to = sets.find(({ id }) => id === key);
      if (to) void todoIdsIn(items).then((ids) => moveAwayFromOpen(ids, to));
    },
    onReorder: ({ keys, target: { key, dropPosition } }) => {
      if (dropPosition !== "on") move(new Set([...keys].map(String)), String(key), dropPosition);
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className="drop-indicator" />,
  });
  return { dragAndDropHooks, unsaved };
}

function nameOf(sets: readonly TodoSet[], key: Key): string {
  return sets.find((set) => set.id === key)?.name ?? "";
}

function todoIdsIn(items: readonly DropItem[]): Promise<readonly string[]> {
  const todos = items.filter((item) => item.kind === "text");
  return Promise.all(todos.map((item) => item.getText(TODO_TYPE)));
}
