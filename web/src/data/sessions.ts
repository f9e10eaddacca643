import useSWR from "swr";
import type { Session } from "glint-client/wire";
import { apiPath } from "glint-client";
import { refresh } from "./cache";
import { request } from "./request";

const SESSIONS = ["sessions"] as const;

/** The user's sessions, this one first. */
export function useSessions() {
  return useSWR(SESSIONS, async () => {
    const path = apiPath("auth", "sessions");
    return (await request<{ sessions: readonly Session[] }>("GET", path)).sessions;
  });
}

/** End one session; its open pages are signed out at once. */
export async function endSession(id: string): Promise<void> {
  await request("DELETE", apiPath("auth", "sessions", id));
  await refresh(SESSIONS);
}

/** End all sessions but this one. */
export async function endOtherSessions(): Promise<void> {
  await request("DELETE", apiPath("auth", "sessions"));
  await refresh(SESSIONS);
}
