import { Check, FolderInput, Hand, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { Toolbar } from "react-aria-components";
import type { Todo } from "glint-client/wire";
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
        <Action
          label={allDone ? texts.todos.reopen : texts.todos.complete}
          icon={<Check aria-hidden="true" />}
          reason={reasonAgainst(completable)}
          run={() => {
            const changed = completable.filter((todo) => todo.completed === allDone);
            view.complete(idsOf(changed), !allDone);
            done();
          }}
        />
        <Action
          label={texts.todos.claim}
          icon={<Hand aria-hidden="true" />}
          reason={reasonAgainst(claimable)}
          run={() => {
            for (const todo of claimable) session.claim(todo.id, true);
            done();
          }}
        />
        <Action
          label={texts.selection.move}
          icon={<FolderInput aria-hidden="true" />}
          reason={reasonAgainst(removable)}
          run={() => view.chooseList(idsOf(removable))}
        />
        <Action
          label={texts.todos.delete}
          icon={<Trash2 aria-hidden="true" />}
          reason={reasonAgainst(removable)}
          danger
          run={() => {
            view.remove(idsOf(removable));
            done();
          }}
        />
      </div>
      <IconButton label={texts.selection.stop} icon={<X />} onPress={done} />
    </Toolbar>
  );
}

interface ActionProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Why it cannot be done; null if it can. */
  readonly reason: string | null;
  readonly danger?: boolean;
  readonly run: () => void;
}

function Action({ label, icon, reason, danger, run }: ActionProps) {
  return (
    <WithReason reason={reason}>
      <Button {...(danger ? { variant: "danger" } : {})} isDisabled={reason !== null} onPress={run}>
        {icon}
        {label}
      </Button>
    </WithReason>
  );
}

function idsOf(todos: readonly Todo[]): readonly string[] {
  return todos.map((todo) => todo.id);
}
