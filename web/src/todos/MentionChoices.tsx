import type { Member } from "glint-client/wire";
import { textsNotifications } from "../texts/notifications";
import { Avatar } from "../ui/Avatar";
import type { MentionChoice } from "./use-mention";

const t = textsNotifications.mention;

/** The people whom the word before the caret may mention; the field keeps the focus. */
export function MentionChoices({ choice }: { readonly choice: MentionChoice }) {
  const { listId, people, activeId, pick } = choice;
  return (
    <>
      <span className="visually-hidden" role="status">
        {people.length > 0 ? t.found(people.length) : null}
      </span>
      {people.length > 0 ? (
        <ul id={listId} className="mention-choices" role="listbox" aria-label={t.choose}>
          {people.map((person) => (
            <li
              key={person.userId}
              id={optionId(listId, person.userId)}
              role="option"
              aria-selected={person.userId === activeId}
              className="menu-item"
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(person)}
            >
              <Avatar id={person.userId} name={person.displayName} url={person.avatarUrl} />
              <span dir="auto">{person.displayName}</span>
              {isNamedLike(person, people) ? (
                <span className="mention-username">{person.username}</span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** Whether someone else has the same name. */
function isNamedLike({ userId, displayName }: Member, people: readonly Member[]): boolean {
  return people.some((other) => other.userId !== userId && other.displayName === displayName);
}

/** What tells a screen reader, at the field, which choice is the active one. */
export function mentionProps({ listId, people, activeId }: MentionChoice) {
  if (activeId === null) return {};
  return {
    "aria-autocomplete": "list" as const,
    "aria-haspopup": "listbox" as const,
    "aria-controls": people.length > 0 ? listId : undefined,
    "aria-activedescendant": optionId(listId, activeId),
  };
}

function optionId(listId: string, userId: string): string {
  return `${listId}-${userId}`;
}
