import useSWR from "swr";
import { apiPath } from "glint-client";
import type { NewWebhook, Webhook } from "glint-client/wire";
import { refresh } from "./cache";
import { request } from "./request";

/** What webhooks are for: a list, or without `setId` all lists of a team. */
export interface WebhookPlace {
  readonly teamId: string;
  readonly setId: string | null;
}

/** How webhooks fare is asked for this often, while it is looked at. */
const REFETCH_MS = 3_000;

const key = ({ teamId, setId }: WebhookPlace) => ["webhooks", teamId, setId ?? ""] as const;

const pathOf = ({ teamId, setId }: WebhookPlace) =>
  setId === null
    ? apiPath("teams", teamId, "webhooks")
    : apiPath("teams", teamId, "sets", setId, "webhooks");

/** The webhooks of a list, or those of the team for all of its lists; the newest first. */
export function useWebhooks(place: WebhookPlace) {
  return useSWR(
    key(place),
    async () => (await request<{ webhooks: readonly Webhook[] }>("GET", pathOf(place))).webhooks,
    { refreshInterval: REFETCH_MS },
  );
}

/** Make a webhook; its secret is in this answer only. */
export async function createWebhook(place: WebhookPlace, url: string): Promise<NewWebhook> {
  const { webhook } = await request<{ webhook: NewWebhook }>("POST", pathOf(place), { url });
  await refresh(key(place));
  return webhook;
}

/** Have a webhook sign with another secret, which is in this answer only. */
export async function rotateWebhook({ teamId }: WebhookPlace, id: string): Promise<string> {
  const path = apiPath("teams", teamId, "webhooks", id, "rotate");
  return (await request<{ secret: string }>("POST", path)).secret;
}

/** Have a webhook that fails or is paused try again at once. */
export async function resumeWebhook(place: WebhookPlace, id: string): Promise<void> {
  await request("POST", apiPath("teams", place.teamId, "webhooks", id, "resume"));
  await refresh(key(place));
}

/** Have a webhook send everything again that happened in a list after this event. */
export async function replayWebhook(
  place: WebhookPlace,
  id: string,
  setId: string,
  seq: number,
): Promise<void> {
  await request("POST", apiPath("teams", place.teamId, "sets", setId, "webhooks", id, "replay"), {
    seq,
  });
  await refresh(key(place));
}

/** End a webhook: nothing is sent any more. */
export async function endWebhook(place: WebhookPlace, id: string): Promise<void> {
  await request("DELETE", apiPath("teams", place.teamId, "webhooks", id));
  await refresh(key(place));
}
