import useSWR from "swr";
import { apiPath } from "glint-client";
import type { AccessToken, NewAccessToken } from "glint-client/wire";
import { refresh } from "./cache";
import { request } from "./request";

export type Scope = AccessToken["scopes"][number];

export interface TokenTerms {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The only team that the token is for; null is all. */
  readonly teamId: string | null;
  /** In seconds. */
  readonly expiresIn: number;
}

const TOKENS = ["access-tokens"] as const;

/** The user's access tokens, the newest first. */
export function useAccessTokens() {
  return useSWR(TOKENS, async () => {
    const path = apiPath("auth", "me", "tokens");
    return (await request<{ tokens: readonly AccessToken[] }>("GET", path)).tokens;
  });
}

/** Make a token; its secret is in this answer only. */
export async function createAccessToken(terms: TokenTerms): Promise<NewAccessToken> {
  const path = apiPath("auth", "me", "tokens");
  const { token } = await request<{ token: NewAccessToken }>("POST", path, terms);
  await refresh(TOKENS);
  return token;
}

/** End a token; programs that use it are disconnected at once. */
export async function revokeAccessToken(id: string): Promise<void> {
  await request("DELETE", apiPath("auth", "me", "tokens", id));
  await refresh(TOKENS);
}
