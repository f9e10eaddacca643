import { Check, Hand, Trash2, X } from "lucide-react";
import { Toolbar } from "react-aria-components";
import type { Todo } from "../generated/wire";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import { WithReason } from "../ui/WithReason";
import { useListView } from "./list-view";
import { focusRowOrList } from "./row-focus";
import { useSession } from "./session";

/** Actions on all selected todos, each where it is allowed. */
export default function SelectionBar() {
  const session = useSession();
  const view = useListView();
  const { rights, selected } = view;
  const todos = view.todos.filter((todo) => selected.has(todo.id));
  const completable = todos.filter((todo) => rights.complete(todo));
  const allDone = completable.length > 0 && completable.every((todo) => todo.completed);
  const claimable = todos.filter((todo) => rights.claim(todo) && todo.claimedBy === null);
  const removable = todos.filter((todo) => rights.remove(todo));
  const reasonAgainst = (able: readonly Todo[]): string | null => {
    if (able.length > 0) return null;
    return todos.length > 0 ? texts.selection.notAllowed : texts.selection.none;
  };
  const done = () => {
    view.setSelecting(false);
    focusRowOrList(todos[0]?.id);
  };

  return (
    <Toolbar aria-label={texts.selection.toolbar} className="selection-bar">
      <span className="selection-count" role="status">
        {texts.selection.count(todos.length)}
      </span>
      <div className="selection-actions">
        <WithReason reason={reasonAgainst(completable)}>
          <Button
            isDisabled={completable.length === 0}
            onPress={() => {
              const changed = completable.filter((todo) => todo.completed === allDone);
              view.complete(
                changed.map((todo) => todo.id),
                !allDone,
              );
              done();
            }}
          >
            <Check aria-hidden="true" />
            {allDone ? texts.todos.reopen : texts.todos.complete}
          </Button>
        </WithReason>
        <WithReason reason={reasonAgainst(claimable)}>
          <Button
            isDisabled={claimable.length === 0}
            onPress={() => {
              for (const todo of claimable) session.claim(todo.id, true);
              done();
            }}
          >
            <Hand aria-hidden="true" />
            {texts.todos.claim}
          </Button>
        </WithReason>
        <WithReason reason={reasonAgainst(removable)}>
          <Button
            variant="danger"
            isDisabled={removable.length === 0}
            onPress={() => {
              view.remove(removable.map((todo) => todo.id));
              done();
            }}
          >
            <Trash2 aria-hidden="true" />
            {texts.todos.delete}
          </Button>
        </WithReason>
      </div>
      <IconButton label={texts.selection.stop} icon={<X />} onPress={done} />
    </Toolbar>
  );
}
