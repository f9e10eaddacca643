import useSWR from "swr";
import { apiPath } from "glint-client";
import type { ListImage, NewListImage } from "glint-client/wire";
import { refresh } from "./cache";
import { request } from "./request";
import type { LinkedList } from "./share-links";

export type ImageKind = ListImage["kind"];

const key = ({ teamId, setId }: LinkedList) => ["list-images", teamId, setId] as const;

/** The images of a list. */
export function useListImages(list: LinkedList) {
  return useSWR(key(list), async () => {
    return (await request<{ images: readonly ListImage[] }>("GET", pathOf(list))).images;
  });
}

/** Make an image of a list, in place of the one of its kind; its address is in this answer only. */
export async function replaceListImage(list: LinkedList, kind: ImageKind): Promise<NewListImage> {
  const { image } = await request<{ image: NewListImage }>("PUT", pathOf(list, kind));
  await refresh(key(list));
  return image;
}

/** End an image of a list: its address shows nothing any more. */
export async function endListImage(list: LinkedList, kind: ImageKind): Promise<void> {
  await request("DELETE", pathOf(list, kind));
  await refresh(key(list));
}

function pathOf({ teamId, setId }: LinkedList, ...rest: readonly string[]): string {
  return apiPath("teams", teamId, "sets", setId, "images", ...rest);
}
