import { ListTodo, SearchX } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import {
  Collection,
  ListLayout,
  Tree,
  TreeItem,
  TreeItemContent,
  Virtualizer,
  type Key,
} from "react-aria-components";
import { isPersonalSpace } from "../personal-space";
import { texts } from "../texts";
import { Notice } from "../ui/Notice";
import { useWorkspace } from "../workspace/workspace";
import { CompletedHeading } from "./CompletedHeading";
import { useListView } from "./list-view";
import type { OutlineNode } from "./outline";
import { provideReveal } from "./reveal";
import { scrollToRow } from "./row-focus";
import { COMPLETED_ID, idsInOrder, rowsOf, todoIdsOf, type Row } from "./rows";
import { TodoRow } from "./TodoRow";
import { useExpansion } from "./use-expansion";
import { useKeptFocus } from "./use-kept-focus";
import { useRowKeys } from "./use-row-keys";
import { useTodoDrag } from "./use-todo-drag";

/** The height of a title of one line; as --row in tokens.css. */
const ROW_HEIGHT_PX = 44;
const TOUCH_ROW_HEIGHT_PX = 52;

/** The todos as a tree. Only visible rows are rendered, so 5,000 scroll as well as five. */
export function TodoTree({ setName }: { readonly setName: string }) {
  const view = useListView();
  const { outline, query, selecting, selected, isTouch } = view;
  const rowHeight = isTouch ? TOUCH_ROW_HEIGHT_PX : ROW_HEIGHT_PX;
  const isDraggable = view.rights.reorder && !isTouch;
  const rows = useMemo(() => rowsOf(outline), [outline]);
  const { expandedKeys, onExpandedChange } = useExpansion(
    outline,
    query,
    view.editing?.todo.id ?? null,
  );
  const box = useRef<HTMLDivElement>(null);
  const dragAndDropHooks = useTodoDrag(box);
  const onKeyDownCapture = useRowKeys();
  const order = useMemo(() => idsInOrder(rows, expandedKeys), [rows, expandedKeys]);
  useEffect(
    () => provideReveal((id) => scrollToRow(box.current, id, order, rowHeight)),
    [order, rowHeight],
  );

  const keptFocus = useKeptFocus(box, order);
  const onAction = (key: Key) => {
    const node = outline.byId.get(String(key));
    if (node && view.rights.edit(node.todo)) view.edit(node.id);
  };
  return (
    <div ref={box} className="todo-box" onKeyDownCapture={onKeyDownCapture} {...keptFocus}>
      <Virtualizer
        layout={ListLayout}
        layoutOptions={{ estimatedRowSize: rowHeight }}
        shouldObserveItemSize
      >
        <Tree
          key={isDraggable ? "movable" : "fixed"}
          aria-label={setName}
          className="todo-tree"
          items={rows}
          expandedKeys={expandedKeys}
          onExpandedChange={onExpandedChange}
          selectionMode={isTouch && !selecting ? "none" : "multiple"}
          selectionBehavior={selecting ? "toggle" : "replace"}
          selectedKeys={selected}
          onSelectionChange={(keys) => view.select(todoIdsOf(keys, outline))}
          {...(selecting ? {} : { onAction })}
          disabledBehavior="selection"
          disabledKeys={[COMPLETED_ID]}
          {...(isDraggable ? { dragAndDropHooks } : {})}
          keyboardNavigationBehavior="tab"
          renderEmptyState={() => <Empty />}
        >
          {(row) => <RowItem row={row} />}
        </Tree>
      </Virtualizer>
    </div>
  );
}

function Empty() {
  const { query, rights } = useListView();
  const { team } = useWorkspace();
  if (query) return <Notice title={texts.search.none(query)} icon={<SearchX />} />;
  const { nonePersonal, noneText, noneReadOnly } = texts.todos;
  const invitation = isPersonalSpace(team.id) ? nonePersonal : noneText;
  const text = rights.create ? invitation : noneReadOnly;
  return <Notice title={texts.todos.none} text={text} icon={<ListTodo />} />;
}

function RowItem({ row }: { readonly row: Row }) {
  if (row.kind === "completed") {
    return (
      <TreeItem
        id={row.id}
        textValue={texts.todos.completedHeading(row.nodes.length)}
        className="todo-item"
      >
        <TreeItemContent>
          <CompletedHeading count={row.nodes.length} />
        </TreeItemContent>
        <Collection items={row.nodes}>{(node) => <TodoItem node={node} />}</Collection>
      </TreeItem>
    );
  }
  return <TodoItem node={row.node} />;
}

function TodoItem({ node }: { readonly node: OutlineNode }) {
  return (
    <TreeItem id={node.id} textValue={node.todo.title} className="todo-item">
      <TreeItemContent>
        <TodoRow node={node} />
      </TreeItemContent>
      <Collection items={node.children}>{(child) => <TodoItem node={child} />}</Collection>
    </TreeItem>
  );
}
