import { lazy, Suspense, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { mergeProps } from "react-aria/mergeProps";
import { useListState, type Key, type ListState } from "react-stately";
import { useLive } from "../ui/use-live";
import { RowViewContext, useListView, type ListView } from "./list-view";
import { provideReveal } from "./reveal";
import { RowCollection } from "./row-collection";
import { scrollToRow } from "./row-focus";
import { idsAbove, todoIdsOf, useRowHeight, type Row } from "./rows";
import { RowSessionContext, useSession, type ListSession } from "./session";
import { TreeFoot } from "./TreeFoot";
import { TreeRow, type TreeContents } from "./TreeRow";
import { useExpansion } from "./use-expansion";
import { useKeptFocus } from "./use-kept-focus";
import { useRowKeys } from "./use-row-keys";
import { useRowSwipe } from "./use-row-swipe";
import { rowsInView, useRowLayout, useView, type RowLayout, type View } from "./use-row-window";
import { useTodoDrag } from "./use-todo-drag";
import { useTreeDrag, type TreeDrag } from "./use-tree-drag";
import { useTreeGrid } from "./use-tree-grid";

const EmptyNotice = lazy(() => import("./EmptyNotice"));

interface TodoTreeProps {
  readonly setName: string;
  /** The rows of the top level; the same array as long as nothing changes. */
  readonly roots: readonly Row[];
  /** What stands below the last open row, in view however long the list is. */
  readonly foot: ReactNode;
  /** What stands below all rows. */
  readonly end?: ReactNode;
}

/** The todos as a tree. Only rows in view are rendered, so that 5,000 work as well as five. */
export function TodoTree({ setName, roots, foot, end }: TodoTreeProps) {
  const view = useListView();
  const { isPartial, isTouch } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { isExpanded, toggle, expand } = useExpansion(
    roots,
    isPartial,
    view.editing?.todo.id ?? null,
  );
  const collection = useCollection(roots, isExpanded);
  const layout = useRowLayout(scroller, collection, useRowHeight(isTouch));
  const state = useTreeState(collection, roots);
  const { onAction } = useLive({ onAction: (key: Key) => openOrEdit(String(key), view) }, []);
  const { gridProps, grid } = useTreeGrid({
    ...{ label: setName, scroller, state, collection, layout },
    onAction: view.selecting ? null : onAction,
  });
  const hooks = useTodoDrag(box);
  const drag = useTreeDrag({ scroller, hooks, state, collection, layout, toggle });
  useRowSwipe(box);
  const onKeyDownCapture = useRowKeys(box);
  const keptFocus = useKeptFocus(box, collection);
  const { offsets } = layout;
  useLayoutEffect(() => {
    const scrollTo = (id: string) => scrollToRow(scroller.current, offsets, id);
    const expandTo = (id: string) => idsAbove(roots, id).forEach(expand);
    return provideReveal({ scrollTo, expand, expandTo });
  }, [offsets, roots, expand]);
  return (
    <div ref={box} className="todo-box" onKeyDownCapture={onKeyDownCapture} {...keptFocus}>
      <div ref={scroller} className="todo-scroller" data-scroller>
        <div
          {...mergeProps(gridProps, drag.collectionProps)}
          ref={grid}
          role="treegrid"
          className="todo-tree"
          data-empty={collection.size === 0 || undefined}
        >
          <Rows view={useView(scroller)} {...{ collection, layout, state, drag, toggle }} />
          {collection.size === 0 ? <Empty /> : null}
        </div>
        <TreeFoot {...{ scroller, offsets, foot, end }} />
      </div>
    </div>
  );
}

/** A tap opens the todo, a double click or Enter edits its title, where that is allowed. */
function openOrEdit(id: string, { outline, rights, isTouch, open, edit }: ListView): void {
  const node = outline.byId.get(id);
  if (!node) return;
  if (isTouch) open(id);
  else if (rights.edit(node.todo)) edit(id);
}

/** What is selected and focused. It is live, so that rows need not be rendered at each change. */
function useTreeState(collection: RowCollection, roots: readonly Row[]): ListState<Row> {
  const { outline, selecting, selected, select, isTouch } = useListView();
  const headings = useMemo(
    () => roots.flatMap(({ id, todo }) => (todo === null ? id : [])),
    [roots],
  );
  const selectionMode = isTouch && !selecting ? "none" : "multiple";
  const state = useListState<Row>({
    collection,
    selectionMode,
    selectionBehavior: selecting ? "toggle" : "replace",
    selectedKeys: selected,
    onSelectionChange: (keys) => select(todoIdsOf(keys, outline)),
    disabledBehavior: "selection",
    disabledKeys: headings,
  });
  const selectionManager = useLive(state.selectionManager, [selectionMode, selecting]);
  return useLive({ ...state, selectionManager }, [selectionManager]);
}

interface RowsProps {
  readonly view: View;
  readonly collection: RowCollection;
  readonly layout: RowLayout;
  readonly state: ListState<Row>;
  readonly drag: TreeDrag;
  readonly toggle: (id: string) => void;
}

/** The rows in view, of which those are rendered again that have changed. */
function Rows({ view, collection, layout, state, drag, toggle }: RowsProps) {
  const { offsets, measure } = layout;
  const { focusedKey, isFocused, selectedKeys } = state.selectionManager;
  const rows = rowsInView(view, collection, offsets, [focusedKey, drag.kept]);
  const tree = useLiveTree(state, drag, collection, toggle);
  return (
    <RowViewContext value={useLiveView()}>
      <RowSessionContext value={useLiveSession()}>
        <div role="presentation" className="todo-rows" style={{ height: offsets.total }}>
          {rows.map((node) => {
            const place = collection.placeOf(node.key);
            const isTabStop = focusedKey === node.key;
            return (
              <TreeRow
                key={node.key}
                {...{ tree, node, place, measure, isTabStop }}
                top={offsets.top(place)}
                isSelected={selectedKeys.has(node.key)}
                isFocused={isFocused && isTabStop}
                dragging={drag.isActive ? drag : null}
              />
            );
          })}
        </div>
      </RowSessionContext>
    </RowViewContext>
  );
}

function useLiveTree(
  state: ListState<Row>,
  { hooks, dragState, dropState }: TreeDrag,
  rows: RowCollection,
  toggle: (id: string) => void,
): TreeContents {
  const collection = useLive(rows, []);
  return useMemo(
    () => ({ state, drag: { hooks, dragState, dropState }, collection, toggle }),
    [state, hooks, dragState, dropState, collection, toggle],
  );
}

/** The view, the same object until something changes that rows show, other than their own todo. */
function useLiveView(): ListView {
  const view = useListView();
  const { rights, isTouch, selecting, editing, unsaved, changed, opened } = view;
  return useLive(view, [
    ...[rights, view.order, isTouch, selecting, editing, unsaved, changed, opened?.todo.id],
    ...[view.myId, view.setId, view.isPartial],
  ]);
}

function useLiveSession(): ListSession {
  const session = useSession();
  return useLive(session, [session.permissions]);
}

/** The rows that are shown, reusing what has not changed. */
function useCollection(roots: readonly Row[], isExpanded: (id: string) => boolean): RowCollection {
  const [memory] = useState(() => new RowMemory());
  return useMemo(() => memory.collectionOf(roots, isExpanded), [memory, roots, isExpanded]);
}

class RowMemory {
  #last: RowCollection | undefined;

  collectionOf(roots: readonly Row[], isExpanded: (id: string) => boolean): RowCollection {
    this.#last = RowCollection.of(roots, isExpanded, this.#last);
    return this.#last;
  }
}

function Empty() {
  return (
    <div role="row" aria-level={1} className="row-cell">
      <div role="gridcell" className="row-cell">
        <Suspense fallback={null}>
          <EmptyNotice />
        </Suspense>
      </div>
    </div>
  );
}
