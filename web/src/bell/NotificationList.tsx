import { BellRing, CalendarClock } from "lucide-react";
import { useRef } from "react";
import { sentenceOf } from "glint-client";
import type { Notification } from "glint-client/wire";
import { markRead, useNotifications } from "../data/notifications";
import { isPersonalSpace } from "../personal-space";
import { paths } from "../paths";
import { texts } from "../texts";
import { textsNotifications } from "../texts/notifications";
import { saysWhen } from "../todos/due";
import { useReader } from "../todos/use-reader";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { isModified } from "../ui/modified-click";
import { Notice } from "../ui/Notice";
import { useRelativeTime } from "../ui/use-relative-time";
import { useGoToNotified } from "./use-go-to-notified";

const t = textsNotifications;

/** The newest first, what is unread marked; each leads to its todo, and is read by that. */
export function NotificationList({ onClose }: { readonly onClose: () => void }) {
  const query = useNotifications();
  const { data } = query;
  const goTo = useGoToNotified();
  const box = useRef<HTMLDivElement>(null);
  const unread = (data?.notifications ?? []).filter(({ read }) => !read).map(({ id }) => id);
  return (
    <div ref={box} className="notifications" tabIndex={-1}>
      {query.isLoading && !data ? <Loading /> : null}
      {query.error ? (
        <p className="notifications-note" role="status">
          {t.failed(sentenceOf(query.error))}
        </p>
      ) : null}
      {data?.notifications.length === 0 ? (
        <Notice title={t.none} text={t.noneText} icon={<BellRing />} />
      ) : null}
      {unread.length > 0 ? (
        <Button
          variant="quiet"
          onPress={() => {
            box.current?.focus();
            void markRead(new Set(unread));
          }}
        >
          {t.readAll}
        </Button>
      ) : null}
      <ul aria-label={t.title}>
        {data?.notifications.map((each) => (
          <li key={each.id}>
            <Entry
              notification={each}
              onGo={() => {
                onClose();
                if (!each.read) void markRead(new Set([each.id]));
                goTo(each);
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface EntryProps {
  readonly notification: Notification;
  readonly onGo: () => void;
}

/** A link, so that it opens in another tab as well. */
function Entry({ notification, onGo }: EntryProps) {
  const { actor, read, excerpt, teamId, teamName, setId, setName, todoId } = notification;
  const team = isPersonalSpace(teamId) ? texts.teams.personal : teamName;
  return (
    <a
      className={read ? "notification" : "notification is-unread"}
      href={paths.todo(teamId, setId, todoId)}
      onClick={(event) => {
        if (isModified(event)) return;
        event.preventDefault();
        onGo();
      }}
    >
      {actor ? (
        <Avatar id={actor.id} name={actor.displayName} url={actor.avatarUrl} />
      ) : (
        <CalendarClock aria-hidden="true" />
      )}
      <span className="notification-main">
        <span dir="auto">{useSentence(notification)}</span>
        {excerpt ? (
          <span className="notification-excerpt" dir="auto">
            {excerpt}
          </span>
        ) : null}
        <span className="notification-place">
          <span dir="auto">{t.place(setName, team)}</span>
          {actor ? <Since at={notification.at} /> : null}
        </span>
      </span>
      {read ? null : (
        <span className="notification-dot">
          <span className="visually-hidden">{t.isUnread}</span>
        </span>
      )}
    </a>
  );
}

function Since({ at }: { readonly at: string }) {
  const { relative, exact } = useRelativeTime(at);
  return (
    <time dateTime={at} title={exact}>
      {relative}
    </time>
  );
}

function useSentence(notification: Notification): string {
  const { kind, title, actor, completed, dueOn, dueTime, dueZone } = notification;
  const reader = useReader();
  const who = actor?.displayName ?? texts.todos.someone;
  if (kind === "assigned") return t.assigned(who, title);
  if (kind === "mentioned") return t.mentioned(who, title);
  const when = saysWhen({ completed, dueOn, dueTime, dueZone }, reader);
  if (when?.state === "overdue") return t.overdue(title, when.text);
  return t.due(title, when?.text ?? "");
}
