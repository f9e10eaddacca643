import type { CSSProperties } from "react";

/** The style of what shows how much is done. */
export function shareOf(done: number, all: number): CSSProperties {
  return { "--share": `${(100 * done) / all}%` } as CSSProperties;
}
