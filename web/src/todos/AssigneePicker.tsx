import { TODO_MAX_ASSIGNEES, type Member, type Todo } from "glint-client/wire";
import "../styles/assignees.css";
import { Check, UserPlus } from "lucide-react";
import {
  Button,
  Dialog,
  DialogTrigger,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { texts } from "../texts";
import { textsMine } from "../texts/mine";
import { Avatar } from "../ui/Avatar";
import { WithReason } from "../ui/WithReason";
import { useListView } from "./list-view";
import { nameOf, peopleWith, usePeople } from "./people";
import { useSession } from "./session";
import { useWantedForm } from "./use-wanted-part";

const t = textsMine.assignees;

/** Whose the todo is, and the choice of them. */
export function AssigneePicker({ todo }: { readonly todo: Todo }) {
  const { rights, myId } = useListView();
  const people = usePeople();
  const assigned = peopleWith(todo.assignees, people);
  const called = (member: Member) => nameOf(member, myId, texts.todos.you);
  const names = assigned.map(called);
  const mayAssign = rights.assign && people.length > 0;
  const { button, trigger } = useWantedForm("assignees", mayAssign);
  return (
    <div className="panel-fact">
      <span>{t.label}</span>
      <WithReason reason={rights.assign ? null : t.mayNot}>
        <DialogTrigger {...trigger}>
          <Button
            ref={button}
            className="fact-button"
            aria-label={t.change(names)}
            isDisabled={!mayAssign}
          >
            {assigned.length === 0 ? <UserPlus aria-hidden="true" /> : null}
            {assigned.map(({ userId, displayName, avatarUrl }, index) => (
              <span key={userId} className="assignee">
                <Avatar id={userId} name={displayName} url={avatarUrl} />
                <bdi>{names[index]}</bdi>
              </span>
            ))}
            {todo.assignees.length === 0 ? t.nobody : null}
          </Button>
          <Popover className="popover" placement="bottom start">
            <Dialog className="assignees-dialog" aria-label={t.choose(todo.title)}>
              <People todo={todo} people={people} nameOf={called} />
            </Dialog>
          </Popover>
        </DialogTrigger>
      </WithReason>
    </div>
  );
}

interface PeopleProps {
  readonly todo: Todo;
  readonly people: readonly Member[];
  readonly nameOf: (member: Member) => string;
}

/** Everybody in the team; each choice is an edit of its own. */
function People({ todo, people, nameOf }: PeopleProps) {
  const { assign } = useSession();
  const isFull = todo.assignees.length >= TODO_MAX_ASSIGNEES;
  const others = people.map(({ userId }) => userId).filter((id) => !todo.assignees.includes(id));
  return (
    <>
      <ListBox
        className="menu"
        aria-label={t.choose(todo.title)}
        autoFocus
        selectionMode="multiple"
        escapeKeyBehavior="none"
        selectedKeys={todo.assignees}
        disabledKeys={isFull ? others : []}
        onSelectionChange={(keys) => {
          if (keys !== "all") assign(todo.id, [...keys].map(String));
        }}
      >
        {people.map((member) => (
          <ListBoxItem
            key={member.userId}
            id={member.userId}
            textValue={nameOf(member)}
            className="menu-item"
          >
            {({ isSelected }) => (
              <>
                <Avatar id={member.userId} name={member.displayName} url={member.avatarUrl} />
                <span dir="auto">{nameOf(member)}</span>
                {isSelected ? <Check aria-hidden="true" /> : <span className="menu-gap" />}
              </>
            )}
          </ListBoxItem>
        ))}
      </ListBox>
      {isFull ? <p className="assignees-note">{t.full(TODO_MAX_ASSIGNEES)}</p> : null}
    </>
  );
}
