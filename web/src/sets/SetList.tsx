import { GripVertical, ListTodo } from "lucide-react";
import {
  Button,
  DropIndicator,
  GridList,
  GridListItem,
  useDragAndDrop,
  type Key,
} from "react-aria-components";
import { useLocation } from "wouter";
import { reorderSets, useSets } from "../data/sets";
import type { TodoSet } from "../generated/wire";
import { paths } from "../paths";
import { sentenceOf } from "../realtime/api-error";
import { useWorkspace } from "../shell/workspace";
import { texts } from "../texts";
import { positionsAfterMove } from "../todos/positions";
import { Button as TextButton } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { notifyFailure } from "../ui/toasts";
import { SetMenu } from "./SetMenu";

interface SetListProps {
  readonly mayManage: boolean;
  readonly onNavigate: () => void;
}

const NONE: readonly TodoSet[] = [];

/** The team's sets: open one, and with the right to, put them in order by drag or by keyboard. */
export function SetList({ mayManage, onNavigate }: SetListProps) {
  const { team, setId } = useWorkspace();
  const [, navigate] = useLocation();
  const query = useSets(team.id);
  const sets = query.data?.sets ?? NONE;
  const { dragAndDropHooks } = useSetDrag(team.id, sets);

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
      dependencies={[mayManage]}
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
          <SetMenu set={set} mayManage={mayManage} />
        </GridListItem>
      )}
    </GridList>
  );
}

function useSetDrag(teamId: string, sets: readonly TodoSet[]) {
  return useDragAndDrop<TodoSet>({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": nameOf(sets, key) })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition === "on") return;
      const moved = new Set([...keys].map(String));
      const items = positionsAfterMove(sets, moved, String(target.key), target.dropPosition);
      if (items.length > 0) reorderSets(teamId, items).catch(notifyFailure);
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className="drop-indicator" />,
  });
}

function nameOf(sets: readonly TodoSet[], key: Key): string {
  return sets.find((set) => set.id === key)?.name ?? "";
}
