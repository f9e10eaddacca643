import type { Todo } from "glint-client/wire";
import "../styles/assignees.css";
import { textsMine } from "../texts/mine";
import { Avatar } from "../ui/Avatar";
import { useListView } from "./list-view";
import { nameOf, peopleWith, usePeople } from "./people";

const FACES_MAX = 3;

/** The pictures of those whose todo it is, the first few of many. */
export default function AssigneeFaces({ todo }: { readonly todo: Todo }) {
  const { myId } = useListView();
  const assigned = peopleWith(todo.assignees, usePeople());
  if (assigned.length === 0) return null;
  const more = assigned.length - FACES_MAX;
  const names = assigned.map((each) => nameOf(each, myId, textsMine.assignees.me));
  const label = textsMine.assignees.to(names);
  return (
    <span className="assignees" title={label}>
      <span className="visually-hidden">{label}</span>
      {assigned.slice(0, FACES_MAX).map(({ userId, displayName, avatarUrl }) => (
        <Avatar key={userId} id={userId} name={displayName} url={avatarUrl} />
      ))}
      {more > 0 ? (
        <span className="avatar avatar-more" data-initials={`+${more}`} aria-hidden="true" />
      ) : null}
    </span>
  );
}
