import { ApiError, apiPath, decodeEvent, type SequencedEvent } from "glint-client";
import { request } from "./request";

/** Fetch what happened in a list after `seq`; null if there is no full record of it. */
export async function eventsAfter(
  teamId: string,
  setId: string,
  seq: number,
): Promise<readonly SequencedEvent[] | null> {
  const path = apiPath("teams", teamId, "sets", setId, "events");
  try {
    const { events } = await request<{ events: readonly unknown[] }>("GET", `${path}?since=${seq}`);
    return events.map(decodeEvent).filter((event) => event !== null);
  } catch (error) {
    if (error instanceof ApiError && error.status === 410) return null;
    throw error;
  }
}
