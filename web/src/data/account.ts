import { ApiError } from "../client/api-error";
import { apiPath } from "../client/http";
import { textsLater } from "../texts-later";
import { forgetMe } from "./me";
import { request } from "./request";

interface Part {
  readonly section: string;
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** Everything that is stored about oneself, by section. It comes in parts: a long history takes a while. */
export async function readMyData(): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const sections: Record<string, unknown[]> = {};
  let after: string | null = "";
  do {
    const query = new URLSearchParams({ after }).toString();
    const path = `${apiPath("auth", "me", "data")}?${query}`;
    const part: Part = await orNotYet(request<Part>("GET", path));
    (sections[part.section] ??= []).push(...part.items);
    after = part.next;
  } while (after !== null);
  return sections;
}

/** What becomes of the texts that one wrote in teams when one's account is deleted. */
export type Texts = "keep" | "delete";

/** Deletes one's account, and what this browser has of it. */
export async function deleteAccount(texts: Texts): Promise<void> {
  await orNotYet(request("DELETE", apiPath("auth", "me"), { texts }));
  await forgetMe();
}

/** Return the answer; the last release's server, which answers while a rollout lasts, does not have these routes. */
async function orNotYet<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ApiError) || ![404, 405].includes(error.status)) throw error;
    throw new ApiError(error.status, { error: textsLater.data.notYet, code: error.code });
  }
}
