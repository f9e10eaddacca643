import { apiPath } from "glint-client";
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
    const part: Part = await request<Part>("GET", `${apiPath("auth", "me", "data")}?${query}`);
    (sections[part.section] ??= []).push(...part.items);
    after = part.next;
  } while (after !== null);
  return sections;
}

/** What becomes of the texts that one wrote in teams when one's account is deleted. */
export type Texts = "keep" | "delete";

/** Deletes one's account, and what this browser has of it. */
export async function deleteAccount(texts: Texts): Promise<void> {
  await request("DELETE", apiPath("auth", "me"), { texts });
  await forgetMe();
}
