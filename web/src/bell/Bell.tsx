import { Bell as BellIcon } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Notification } from "glint-client/wire";
import "../styles/notifications.css";
import { useNotifications } from "../data/notifications";
import { textsNotifications } from "../texts/notifications";
import { IconButton } from "../ui/IconButton";
import { playNotificationSound } from "../ui/sound";
import { useOpenDialog } from "../workspace/dialogs";

const t = textsNotifications;

/** The way to what concerns the user, with how much of it is unread, which is said when it changes. */
export default function Bell() {
  const openDialog = useOpenDialog();
  const { data } = useNotifications();
  const unread = data?.unread ?? 0;
  useSoundOfNews(data?.notifications);
  return (
    <div className="bell">
      <IconButton
        id="bell"
        label={t.bell(unread)}
        aria-haspopup="dialog"
        icon={<BellIcon aria-hidden="true" />}
        onPress={() => openDialog({ kind: "notifications" })}
      />
      {unread > 0 ? (
        <span className="bell-count" aria-hidden="true">
          {t.badge(unread)}
        </span>
      ) : null}
      <span className="visually-hidden" role="status">
        {unread > 0 ? t.unread(unread) : null}
      </span>
    </div>
  );
}

/** Play the sound when there is something unread that was not there at the answer before, if it is turned on. */
function useSoundOfNews(notifications: readonly Notification[] | undefined): void {
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (notifications === undefined) return;
    const ids = notifications.filter(({ read }) => !read).map(({ id }) => id);
    const before = known.current;
    known.current = new Set([...(before ?? []), ...ids]);
    if (before !== null && ids.some((id) => !before.has(id))) void playNotificationSound();
  }, [notifications]);
}
