import useSWR from "swr";
import type { User } from "glint-client/wire";
import { apiPath } from "glint-client";
import { drafts } from "../drafts/browser-drafts";
import { forgetEverything } from "../offline/answers";
import { forgetAll, ME, refresh, store } from "./cache";
import { completeUser } from "./last-release";
import { request } from "./request";

/** Who is signed in; `data` is null when nobody is, undefined until that is known. */
export function useMe() {
  return useSWR(ME, async () => {
    const { user } = await request<{ user: User | null }>("GET", apiPath("auth", "me"));
    return user && completeUser(user);
  });
}

/** Fetch again who is signed in, and with which teams. */
export function refreshMe(): Promise<void> {
  return refresh(ME);
}

/** Sign in by name alone; only some servers offer it (`useHealth`). */
export async function signInForTrial(username: string): Promise<void> {
  const { user } = await request<{ user: User }>("POST", apiPath("auth", "dev"), { username });
  await forgetAll();
  await store(ME, completeUser(user));
}

export async function signOut(): Promise<void> {
  await request("POST", apiPath("auth", "logout"));
  await forgetMe();
}

/** Forgets all that this browser has of whoever was signed in until now. */
export async function forgetMe(): Promise<void> {
  drafts.wipe();
  await forgetEverything().catch(() => undefined);
  await forgetAll();
  await store(ME, null);
}

/** Where to send the browser to sign in with the provider; it comes back to `returnTo`. */
export function signInPath(provider: string, returnTo: string): string {
  return `${apiPath("auth", "login")}?${new URLSearchParams({ provider, returnTo }).toString()}`;
}
