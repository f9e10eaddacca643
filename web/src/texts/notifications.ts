import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts about what concerns the user, loaded with the bell. */
export const english = ({ count, isolated, quoted }: Format) => ({
  title: "Notifications",
  bell: (unread: number) => (unread > 0 ? `Notifications, ${unread} unread` : "Notifications"),
  unread: (n: number) => count(n, { one: "unread notification", other: "unread notifications" }),
  badge: (unread: number) => (unread > 99 ? "99+" : `${unread}`),
  readAll: "Mark all as read",
  none: "Nothing new",
  noneText:
    "You are told here when someone assigns a todo to you or mentions you with @, and when one of your todos is due.",
  failed: (reason: string) => `This may be out of date. ${reason}`,
  isUnread: "Unread",
  assigned: (who: string, title: string) => `${isolated(who)} assigned ${quoted(title)} to you`,
  mentioned: (who: string, title: string) => `${isolated(who)} mentioned you in ${quoted(title)}`,
  due: (title: string, when: string) => `${quoted(title)} is due: ${when}`,
  overdue: (title: string, when: string) => `${quoted(title)}: ${when}`,
  place: (list: string, team: string) => `${isolated(list)}, ${isolated(team)}`,
  mention: {
    choose: "Mention someone",
    found: (n: number) => count(n, { one: "person to mention", other: "people to mention" }),
  },
});

export const textsNotifications = inLanguage(english, translations?.notifications);
