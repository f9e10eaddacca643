import { useCallback } from "react";
import useSWR, { unstable_serialize, useSWRConfig } from "swr";
import { apiPath } from "glint-client";
import type { Notification, Notifications } from "glint-client/wire";
import { readerZone } from "../ui/local-time";
import { change, refresh } from "./cache";
import { request } from "./request";

/** What others do is shown at once where there is push, and within this long anywhere. */
const REFETCH_MS = 60_000;
/** How many the server takes at once. */
const READ_MAX = 200;

/** The key of what concerns the user. */
export const NOTIFICATIONS = ["notifications"] as const;

/** As the server has it, and, as long as it has not heard of it, what was read here. */
interface Shown extends Notification {
  readonly readHere?: true;
}

/** What concerns the user, in all teams. It is kept for a start offline, as are marks that were not sent yet. */
export function useNotifications() {
  const { cache } = useSWRConfig();
  const fetchThem = useCallback(async () => {
    const kept = cache.get(unstable_serialize(NOTIFICATIONS))?.data as Notifications | undefined;
    await sendMarks(kept?.notifications ?? []);
    const zone = new URLSearchParams({ zone: readerZone() }).toString();
    return request<Notifications>("GET", `${apiPath("notifications")}?${zone}`);
  }, [cache]);
  return useSWR(NOTIFICATIONS, fetchThem, { refreshInterval: REFETCH_MS });
}

/** Mark these as read: here at once, and everywhere as soon as the server can be reached. */
export async function markRead(ids: ReadonlySet<string>): Promise<void> {
  await change<Notifications>(NOTIFICATIONS, ({ notifications }) => {
    const marked = notifications.map((each): Shown => {
      return !each.read && ids.has(each.id) ? { ...each, read: true, readHere: true } : each;
    });
    return { notifications: marked, unread: marked.filter(({ read }) => !read).length };
  });
  await refresh(NOTIFICATIONS);
}

async function sendMarks(shown: readonly Shown[]): Promise<void> {
  const ids = shown.filter(({ readHere }) => readHere).map(({ id }) => id);
  for (let start = 0; start < ids.length; start += READ_MAX)
    await request("POST", apiPath("notifications", "read"), {
      ids: ids.slice(start, start + READ_MAX),
    });
}
