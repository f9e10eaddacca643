import { Hand } from "lucide-react";
import { Link } from "wouter";
import type { MyList, Todo } from "glint-client/wire";
import { paths } from "../paths";
import { isPersonalSpace } from "../personal-space";
import { texts } from "../texts";
import { textsMine } from "../texts/mine";
import DueMark from "../todos/DueMark";
import { Avatar } from "../ui/Avatar";
import { Check } from "../ui/Check";
import { useWorkspace } from "../workspace/workspace";
import { useCompletionOf } from "./completion";

interface MineTodoProps {
  readonly list: MyList;
  readonly todo: Todo;
  /** Whether the list is named, which no heading does. */
  readonly saysList?: boolean;
}

/** One of the user's own todos: complete it here, or go to its list. */
export function MineTodo({ list, todo, saysList = false }: MineTodoProps) {
  const { isDone, write } = useCompletionOf();
  const href = paths.todo(list.teamId, list.setId, todo.id);
  return (
    <li className="mine-todo">
      <Check
        slot={null}
        shape="round"
        aria-label={texts.todos.completeOne(todo.title)}
        isSelected={isDone(list, todo)}
        onChange={(completed) => write(list, todo, completed)}
      />
      <div className="mine-text">
        <Link href={href} dir="auto" className="mine-title">
          {todo.title}
        </Link>
        <span className="mine-facts">
          <DueMark todo={todo} />
          <Claimer todo={todo} />
          {saysList ? (
            <span className="mine-place" dir="auto">
              {texts.common.facts([list.setName, teamNameOf(list)])}
            </span>
          ) : null}
        </span>
      </div>
    </li>
  );
}

function Claimer({ todo: { claimedBy, claimedByName, claimedByAvatar } }: { readonly todo: Todo }) {
  const { me } = useWorkspace();
  if (claimedBy === null) return null;
  const isMine = claimedBy === me.id;
  const text = texts.todos.claimedBy(
    isMine ? textsMine.assignees.me : (claimedByName ?? texts.todos.someone),
  );
  return (
    <span className="mine-claim">
      {isMine ? (
        <Hand aria-hidden="true" />
      ) : (
        <Avatar id={claimedBy} name={claimedByName ?? ""} url={claimedByAvatar} />
      )}
      {text}
    </span>
  );
}

export function teamNameOf({ teamId, teamName }: MyList): string {
  return isPersonalSpace(teamId) ? texts.teams.personal : teamName;
}
