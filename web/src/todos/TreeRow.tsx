import { memo, useRef, type KeyboardEvent } from "react";
import { mergeProps } from "react-aria/mergeProps";
import { useGridListItem, useGridListSelectionCheckbox } from "react-aria/useGridList";
import { ButtonContext, CheckboxFieldContext, DEFAULT_SLOT, Provider } from "react-aria-components";
import type { ListState } from "react-stately";
import { texts } from "../texts";
import { GapBefore, GapsAfter, RowAsTarget } from "./DropGaps";
import type { RowCollection, RowNode } from "./row-collection";
import { useListView } from "./list-view";
import { RowHeading } from "./RowHeading";
import { isMarked, type Row } from "./rows";
import { TodoRow } from "./TodoRow";
import type { TreeDrag } from "./use-tree-drag";
import type { RowLayout } from "./use-row-window";

/** What all rows share. It is live: rows are not rendered again for each change of it. */
export interface TreeContents {
  readonly state: ListState<Row>;
  readonly drag: Pick<TreeDrag, "hooks" | "dragState" | "dropState">;
  readonly collection: RowCollection;
  readonly toggle: (id: string) => void;
}

interface TreeRowProps {
  readonly tree: TreeContents;
  readonly node: RowNode;
  /** Its place in the list, from 0 on. */
  readonly place: number;
  readonly top: number;
  readonly measure: RowLayout["measure"];
  readonly isSelected: boolean;
  /** Whether it has the focus, or would get it if the tree did. */
  readonly isFocused: boolean;
  readonly isTabStop: boolean;
  /** Another object at each render while something is dragged, else null. */
  readonly dragging: object | null;
}

/**
 * A row at its place in the tree, with the gaps around it into which others can be dropped. It is rendered again only
 * when its own props change.
 */
export const TreeRow = memo(function TreeRow({ tree, node, place, top, measure }: TreeRowProps) {
  return (
    <div
      role="presentation"
      className="row-place"
      data-row={node.key}
      ref={measure}
      style={{ top }}
    >
      <GapBefore node={node} tree={tree} />
      <RowAsTarget node={node} tree={tree} />
      <RowOfTree tree={tree} node={node} place={place} />
      <GapsAfter node={node} tree={tree} />
    </div>
  );
});

/** What makes a row focusable, selectable, expandable and draggable. */
function RowOfTree({ tree, node, place }: Pick<TreeRowProps, "tree" | "node" | "place">) {
  const { state, drag, toggle } = tree;
  const ref = useRef<HTMLDivElement>(null);
  const { key, value, hasChildNodes, isExpanded } = node;
  const { hooks, dragState, dropState } = drag;
  const isDraggable = !dragState.isDisabled;
  const { rowProps, gridCellProps, isSelected, isFocused, isDisabled, isPressed } = useGridListItem(
    { node, shouldSelectOnPressUp: isDraggable },
    state,
    ref,
  );
  const { checkboxProps } = useGridListSelectionCheckbox({ key }, state);
  const { dragProps, dragButtonProps } = hooks.useDraggableItem(
    { key, hasDragButton: true },
    dragState,
  );
  const marks = useMarks(node);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (moveByArrow(event.key, { node, state, toggle })) event.stopPropagation();
  };
  const chevron = {
    "aria-label": isExpanded ? texts.todos.collapse : texts.todos.expand,
    "aria-labelledby": `${rowProps.id}-chevron ${rowProps.id}`,
    id: `${rowProps.id}-chevron`,
    excludeFromTabOrder: true,
    preventFocusOnPress: true,
    onPress: () => {
      toggle(key);
      state.selectionManager.setFocused(true);
      state.selectionManager.setFocusedKey(key);
    },
  };
  return (
    <div
      {...mergeProps({ onKeyDown }, rowProps, dragProps, marks)}
      ref={ref}
      className="todo-item"
      aria-level={node.level + 1}
      aria-posinset={node.index + 1}
      aria-setsize={node.setSize}
      aria-rowindex={place + 1}
      aria-expanded={hasChildNodes ? isExpanded : undefined}
      data-expanded={isExpanded || undefined}
      data-selected={isSelected || undefined}
      data-disabled={isDisabled || undefined}
      data-focused={isFocused || undefined}
      data-pressed={isPressed || undefined}
      data-dragging={dragState.isDragging(key) || undefined}
      data-drop-target={
        dropState.isDropTarget({ type: "item", key, dropPosition: "on" }) || undefined
      }
    >
      <div {...gridCellProps} className="row-cell">
        <Provider
          values={[
            [CheckboxFieldContext, { slots: { [DEFAULT_SLOT]: {}, selection: checkboxProps } }],
            [ButtonContext, { slots: { [DEFAULT_SLOT]: {}, chevron, drag: dragButtonProps } }],
          ]}
        >
          {value.todo ? <TodoRow row={value} /> : <RowHeading title={value.title} />}
        </Provider>
      </div>
    </div>
  );
}

/** What shows that the panel of the todo is open, and that others changed it, or something below it that is not shown. */
function useMarks({ value, isExpanded }: RowNode) {
  const { changed, opened } = useListView();
  const isChanged = changed.size > 0 && isMarked(value, isExpanded, changed);
  return {
    "data-open": opened?.todo.id === value.todo?.id || undefined,
    "data-changed": isChanged || undefined,
    "aria-description": isChanged ? texts.todos.changed : undefined,
  };
}

interface Arrowed {
  readonly node: RowNode;
  readonly state: ListState<Row>;
  readonly toggle: (id: string) => void;
}

/** Right expands; left collapses, or leads to the parent. Returns whether the key did something. */
function moveByArrow(arrow: string, { node, state, toggle }: Arrowed): boolean {
  if (arrow === "ArrowRight" && node.hasChildNodes && !node.isExpanded) toggle(node.key);
  else if (arrow === "ArrowLeft" && node.isExpanded) toggle(node.key);
  else if (arrow === "ArrowLeft" && node.parentKey !== null)
    state.selectionManager.setFocusedKey(node.parentKey);
  else return false;
  return true;
}
