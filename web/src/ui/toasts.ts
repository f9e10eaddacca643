import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components";
import { sentenceOf } from "glint-client";

export interface Notice {
  readonly kind: "info" | "refusal";
  readonly text: string;
  /** It takes the place of an earlier notice of the same topic. */
  readonly topic?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const INFO_MS = 6_000;

export const toasts = new ToastQueue<Notice>({ maxVisibleToasts: 3 });

/** Show a notice for a few seconds; a refusal stays until it is dismissed. */
export function notify(notice: Notice): void {
  const { topic } = notice;
  const earlier = topic && toasts.visibleToasts.find(({ content }) => content.topic === topic);
  if (earlier) toasts.close(earlier.key);
  toasts.add(notice, notice.kind === "info" ? { timeout: INFO_MS } : {});
}

export function notifyFailure(error: unknown): void {
  notify({ kind: "refusal", text: sentenceOf(error) });
}
