import { useMemo, type RefObject } from "react";
import { ListKeyboardDelegate } from "react-aria/ListKeyboardDelegate";
import type { DragAndDropHooks } from "react-aria-components";
import type { Key, ListState } from "react-stately";
import { useLive } from "../ui/use-live";
import { dropTargets } from "./drop-targets";
import type { RowCollection } from "./row-collection";
import type { Row } from "./rows";
import type { RowLayout } from "./use-row-window";

/** How much further right each level of sub-todos is; as in row.css. */
const INDENT_PX = 32;

/** All of the hooks, which are optional for lists that only drag, or only accept what is dropped. */
export type DragHooks = Required<DragAndDropHooks<Row>>;

export interface TreeDrag {
  readonly hooks: DragHooks;
  readonly dragState: ReturnType<DragHooks["useDraggableCollectionState"]>;
  readonly dropState: ReturnType<DragHooks["useDroppableCollectionState"]>;
  readonly collectionProps: ReturnType<DragHooks["useDroppableCollection"]>["collectionProps"];
  /** A row that must stay rendered: where a drag is. */
  readonly kept: Key | null;
  readonly isActive: boolean;
}

interface TreeDragOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly hooks: DragHooks;
  readonly state: ListState<Row>;
  readonly collection: RowCollection;
  readonly layout: RowLayout;
  readonly toggle: (id: string) => void;
}

/** Let rows be dragged and dropped by mouse, keyboard and screen reader. The states are live. */
export function useTreeDrag(options: TreeDragOptions): TreeDrag {
  const { scroller, hooks, state, collection, layout, toggle } = options;
  const { selectionManager } = state;
  const drags = hooks.useDraggableCollectionState({ collection, selectionManager });
  const dragState = useLive(drags, [drags.isDisabled]);
  hooks.useDraggableCollection({}, dragState, scroller);
  const drops = hooks.useDroppableCollectionState({ collection, selectionManager });
  const dropState = useLive(drops, []);
  const delegates = useMemo(() => {
    const surface = { collection, offsets: layout.offsets };
    return {
      dropTargetDelegate: dropTargets(() => ({ ...surface, ...measured(scroller.current) })),
      keyboardDelegate: new ListKeyboardDelegate({
        collection,
        ref: scroller,
        layoutDelegate: layout.delegate,
      }),
    };
  }, [collection, layout, scroller]);
  const { collectionProps } = hooks.useDroppableCollection(
    {
      ...delegates,
      onDropActivate: ({ target }) => {
        const row = target.type === "item" ? collection.getItem(target.key) : null;
        if (row?.hasChildNodes && !row.isExpanded) toggle(row.key);
      },
    },
    dropState,
    scroller,
  );
  const isActive = dragState.draggedKey !== null || dropState.target !== null;
  const kept = keptBy(dropState, collection);
  return { hooks, dragState, dropState, collectionProps, kept, isActive };
}

function keptBy({ target }: TreeDrag["dropState"], collection: RowCollection): Key | null {
  if (target?.type !== "item") return null;
  const row = collection.getItem(target.key);
  return row && target.dropPosition === "after" ? collection.lastBelow(row).key : target.key;
}

/** How far the tree is scrolled, and where its levels begin. */
function measured(box: HTMLElement | null) {
  const row = box?.querySelector("[role=row][data-key]");
  const start = row && box ? row.getBoundingClientRect().x - box.getBoundingClientRect().x : 0;
  return {
    scrollTop: box?.scrollTop ?? 0,
    levelAt: (x: number) => Math.max(0, Math.round((x - start) / INDENT_PX) - 1),
  };
}
