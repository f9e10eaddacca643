import { ListTodo } from "lucide-react";
import { GridList, GridListItem, Text } from "react-aria-components";
import type { TodoSet } from "glint-client/wire";
import { useMyPermissionsIn } from "../data/permissions";
import { useSets } from "../data/sets";
import { textsLater } from "../texts/later";
import { ModalDialog } from "../ui/ModalDialog";
import { useWorkspace } from "../workspace/workspace";
import { useListView } from "./list-view";
import { idsBelow } from "./outline";
import { focusHeirOf } from "./row-focus";

/** Choose the list that todos move to, among those of the team. */
export default function MoveDialog() {
  const { team } = useWorkspace();
  const { leaving, todos, outline, setId, chooseList, setSelecting, moveAway } = useListView();
  const others = useSets(team.id).data?.sets.filter(({ id }) => id !== setId) ?? [];
  const only = leaving.length === 1 ? todos.find(({ id }) => id === leaving[0]) : undefined;
  const { title, titleMany, lists, noOther } = textsLater.moving;
  const close = () => chooseList([]);
  const move = (to: TodoSet) => {
    const nodes = leaving.flatMap((id) => outline.byId.get(id) ?? []);
    focusHeirOf(new Set(nodes.flatMap(idsBelow)));
    setSelecting(false);
    moveAway(leaving, to);
    close();
  };
  return (
    <ModalDialog title={only ? title(only.title) : titleMany(leaving.length)} onClose={close}>
      {others.length === 0 ? <p className="dialog-text">{noOther}</p> : null}
      <GridList aria-label={lists} className="move-targets" items={others} autoFocus="first">
        {(set) => <MoveTarget set={set} teamId={team.id} onMove={() => move(set)} />}
      </GridList>
    </ModalDialog>
  );
}

interface MoveTargetProps {
  readonly set: TodoSet;
  readonly teamId: string;
  readonly onMove: () => void;
}

/** A list to move to. Where it is not known whether one may add to it, the server decides. */
function MoveTarget({ set, teamId, onMove }: MoveTargetProps) {
  const rights = useMyPermissionsIn(teamId, set.id).data?.permissions;
  const isClosed = rights !== undefined && !(rights.create_todos && rights.view_todos);
  return (
    <GridListItem
      id={set.id}
      textValue={set.name}
      className="menu-item"
      isDisabled={isClosed}
      onAction={onMove}
    >
      <ListTodo aria-hidden="true" />
      <span className="menu-why">
        <span dir="auto">{set.name}</span>
        {isClosed ? <Text slot="description">{textsLater.moving.mayNotAdd}</Text> : null}
      </span>
    </GridListItem>
  );
}
