import { ListTodo, SearchX } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { mergeProps } from "react-aria/mergeProps";
import { useGridList } from "react-aria/useGridList";
import { useListState, type Key } from "react-stately";
import { isPersonalSpace } from "../personal-space";
import { texts } from "../texts";
import { Notice } from "../ui/Notice";
import { useWorkspace } from "../workspace/workspace";
import { useListView } from "./list-view";
import { provideReveal } from "./reveal";
import { RowCollection } from "./row-collection";
import { scrollToRow } from "./row-focus";
import { COMPLETED_ID, rowsOf, todoIdsOf, type Row } from "./rows";
import { TreeRow } from "./TreeRow";
import { useExpansion } from "./use-expansion";
import { useKeptFocus } from "./use-kept-focus";
import { useRowKeys } from "./use-row-keys";
import { useRowLayout, useRowWindow } from "./use-row-window";
import { useTodoDrag } from "./use-todo-drag";
import { useTreeDrag } from "./use-tree-drag";

/** The height of a title of one line; as --row in tokens.css. */
const ROW_HEIGHT_PX = 44;
const TOUCH_ROW_HEIGHT_PX = 52;
const DISABLED = [COMPLETED_ID];

/** The todos as a tree. Only rows in view are rendered, so that 5,000 work as well as five. */
export function TodoTree({ setName }: { readonly setName: string }) {
  const view = useListView();
  const { outline, query, selecting, selected, isTouch } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { isExpanded, toggle, expand } = useExpansion(
    outline,
    query,
    view.editing?.todo.id ?? null,
  );
  const collection = useCollection(isExpanded);
  const layout = useRowLayout(scroller, collection, isTouch ? TOUCH_ROW_HEIGHT_PX : ROW_HEIGHT_PX);
  const state = useListState<Row>({
    collection,
    selectionMode: isTouch && !selecting ? "none" : "multiple",
    selectionBehavior: selecting ? "toggle" : "replace",
    selectedKeys: selected,
    onSelectionChange: (keys) => view.select(todoIdsOf(keys, outline)),
    disabledBehavior: "selection",
    disabledKeys: DISABLED,
  });
  const onAction = (key: Key) => {
    const node = outline.byId.get(String(key));
    if (node && view.rights.edit(node.todo)) view.edit(node.id);
  };
  const { gridProps } = useGridList(
    {
      "aria-label": setName,
      keyboardNavigationBehavior: "tab",
      layoutDelegate: layout.delegate,
      isVirtualized: true,
      ...(selecting ? {} : { onAction }),
    },
    state,
    scroller,
  );
  const drag = useTreeDrag({
    scroller,
    hooks: useTodoDrag(box),
    state,
    collection,
    layout,
    toggle,
  });
  const kept = [state.selectionManager.focusedKey, drag.kept];
  const { offsets, measure } = layout;
  const rows = useRowWindow(scroller, collection, offsets, kept);
  const onKeyDownCapture = useRowKeys(box);
  const keptFocus = useKeptFocus(box, collection);
  useEffect(() => {
    const scrollTo = (id: string) => scrollToRow(scroller.current, offsets, id);
    return provideReveal({ scrollTo, expand });
  }, [offsets, expand]);
  return (
    <div ref={box} className="todo-box" onKeyDownCapture={onKeyDownCapture} {...keptFocus}>
      <div
        {...mergeProps(gridProps, drag.collectionProps)}
        role="treegrid"
        ref={scroller}
        className="todo-tree"
        data-empty={collection.size === 0 || undefined}
      >
        <div role="presentation" className="todo-rows" style={{ height: offsets.total }}>
          {rows.map((node) => (
            <TreeRow
              key={node.key}
              {...{ node, collection, offsets, measure, state, drag, toggle }}
            />
          ))}
        </div>
        {collection.size === 0 ? <Empty /> : null}
      </div>
    </div>
  );
}

/** The rows that are shown, reusing what has not changed. */
function useCollection(isExpanded: (id: string) => boolean): RowCollection {
  const { outline } = useListView();
  const [memory] = useState(() => new RowMemory());
  return useMemo(
    () => memory.collectionOf(rowsOf(outline), isExpanded),
    [memory, outline, isExpanded],
  );
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
        <EmptyNotice />
      </div>
    </div>
  );
}

function EmptyNotice() {
  const { query, rights } = useListView();
  const { team } = useWorkspace();
  if (query) return <Notice title={texts.search.none(query)} icon={<SearchX />} />;
  const { nonePersonal, noneText, noneReadOnly } = texts.todos;
  const invitation = isPersonalSpace(team.id) ? nonePersonal : noneText;
  const text = rights.create ? invitation : noneReadOnly;
  return <Notice title={texts.todos.none} text={text} icon={<ListTodo />} />;
}
