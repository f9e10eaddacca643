import { GripVertical, ListTodo } from "lucide-react";
import {
  Button,
  DropIndicator,
  GridList,
  GridListItem,
  useDragAndDrop,
  type Key,
} from "react-aria-components";
import { useState } from "react";
import { useLocation } from "wouter";
import { reorderSets, useSets } from "../data/sets";
import type { Position, TodoSet } from "../generated/wire";
import { SAVED_WITHIN_MS } from "../outbox/unsaved";
import { paths } from "../paths";
import { sentenceOf } from "../client/api-error";
import { useWorkspace } from "../workspace/workspace";
import { texts } from "../texts";
import { positionsAfterMove } from "../todos/positions";
import { Button as TextButton } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { notifyFailure } from "../ui/toasts";
import { UnsavedMark } from "../ui/UnsavedMark";
import { SetMenu } from "./SetMenu";

interface SetListProps {
  readonly mayManage: boolean;
  readonly onNavigate: () => void;
}

const NONE: readonly TodoSet[] = [];
const NONE_UNSAVED: ReadonlySet<string> = new Set<string>();

/** The team's sets: open one, and, if allowed, reorder them by dragging or by keyboard. */
export function SetList({ mayManage, onNavigate }: SetListProps) {
  const { team, setId } = useWorkspace();
  const [, navigate] = useLocation();
  const query = useSets(team.id);
  const sets = query.data?.sets ?? NONE;
  const { dragAndDropHooks, unsaved } = useSetDrag(team.id, sets);

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
      key={mayManage ? "movable" : "fixed"}
      aria-label={texts.sets.heading}
      className="set-list"
      items={sets}
      dependencies={[mayManage, unsaved]}
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
      {...(mayManage ? { dragAndDropHooks } : {})}
      keyboardNavigationBehavior="tab"
    >
      {(set) => (
        <GridListItem id={set.id} textValue={set.name} className="set-item">
          {mayManage ? (
            <Button slot="drag" className="drag-handle" aria-label={texts.sets.drag(set.name)}>
              <GripVertical aria-hidden="true" />
            </Button>
          ) : null}
          <ListTodo className="set-icon" aria-hidden="true" />
          <span className="set-name">{set.name}</span>
          {unsaved.has(set.id) ? <UnsavedMark /> : null}
          <SetMenu set={set} mayManage={mayManage} />
        </GridListItem>
      )}
    </GridList>
  );
}

function useSetDrag(teamId: string, sets: readonly TodoSet[]) {
  const [unsaved, setUnsaved] = useState(NONE_UNSAVED);
  const move = (items: readonly Position[]) => {
    const overdue = setTimeout(
      () => setUnsaved(new Set(items.map(({ id }) => id))),
      SAVED_WITHIN_MS,
    );
    void reorderSets(teamId, items)
      .catch(notifyFailure)
      .finally(() => {
        clearTimeout(overdue);
        setUnsaved(NONE_UNSAVED);
      });
  };
  const { dragAndDropHooks } = useDragAndDrop<TodoSet>({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": nameOf(sets, key) })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition === "on") return;
      const moved = new Set([...keys].map(String));
      const items = positionsAfterMove(sets, moved, String(target.key), target.dropPosition);
      if (items.length > 0) move(items);
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className="drop-indicator" />,
  });
  return { dragAndDropHooks, unsaved };
}

function nameOf(sets: readonly TodoSet[], key: Key): string {
  return sets.find((set) => set.id === key)?.name ?? "";
}
