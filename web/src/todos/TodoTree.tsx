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

const ROW_HEIGHT_PX = 44;
/** The todos as a tree. Only visible rows are rendered, so 5,000 scroll as well as five. */
export function TodoTree({ setName }: { readonly setName: string }) {
  const view = useListView();
  const { outline, query, selecting, selected } = view;
  const rows = useMemo(() => rowsOf(outline), [outline]);
  const { expandedKeys, onExpandedChange } = useExpansion(
    outline,
    query,
    view.editing?.todo.id ?? null,
  );
  const dragAndDropHooks = useTodoDrag();
  const onKeyDownCapture = useRowKeys();
  const box = useRef<HTMLDivElement>(null);
  const order = useMemo(() => idsInOrder(rows, expandedKeys), [rows, expandedKeys]);
  useEffect(
    () => provideReveal((id) => scrollToRow(box.current, id, order, ROW_HEIGHT_PX)),
    [order],
  );

  const keptFocus = useKeptFocus(box, order);
  return (
    <div ref={box} className="todo-box" onKeyDownCapture={onKeyDownCapture} {...keptFocus}>
      <Virtualizer
        layout={ListLayout}
        layoutOptions={{ estimatedRowSize: ROW_HEIGHT_PX }}
        shouldObserveItemSize
      >
        <Tree
          key={view.rights.reorder ? "movable" : "fixed"}
          aria-label={setName}
          className="todo-tree"
          items={rows}
          expandedKeys={expandedKeys}
          onExpandedChange={onExpandedChange}
          selectionMode="multiple"
          selectionBehavior={selecting ? "toggle" : "replace"}
          selectedKeys={selected}
          onSelectionChange={(keys) => view.select(todoIdsOf(keys, outline))}
          onAction={(key: Key) => {
            const node = outline.byId.get(String(key));
            if (node && view.rights.edit(node.todo)) view.edit(node.id);
          }}
          disabledBehavior="selection"
          disabledKeys={[COMPLETED_ID]}
          {...(view.rights.reorder ? { dragAndDropHooks } : {})}
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
