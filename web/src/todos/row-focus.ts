import type { RowOffsets } from "./row-offsets";

/** Focus the row that an element is in. */
export function focusRow(inside: Element | null): void {
  inside?.closest<HTMLElement>("[role=row]")?.focus();
}

/** Focus the row of a todo, or the list if it is gone, in the next frame. */
export function focusRowOrList(id: string | undefined): void {
  requestAnimationFrame(() => {
    const list = document.getElementById("main");
    ((id === undefined ? null : rowOf(list, id)) ?? list)?.focus();
  });
}

/** In the next frame, focus the row that takes the place of these, which are about to go; the list if there is none. */
export function focusHeirOf(ids: ReadonlySet<string>): void {
  const rows = document.querySelectorAll<HTMLElement>("[role=treegrid] [role=row][data-key]");
  const order = Array.from(rows, (row) => row.dataset["key"] ?? "");
  const last = order.findLastIndex((id) => ids.has(id));
  const heir = order.slice(last + 1).find((id) => !ids.has(id));
  focusRowOrList(heir ?? order.findLast((id) => !ids.has(id)));
}

/** Return the row of a todo, if it is rendered. */
export function rowOf(box: HTMLElement | null, id: string): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[role=row][data-key="${CSS.escape(id)}"]`) ?? null;
}

/** How much of the scroller's lower end may be covered by what stands below the open rows. */
function footPx(scroller: HTMLElement): number {
  return scroller.querySelector<HTMLElement>(".list-foot")?.offsetHeight ?? 0;
}

/** Scroll to the row of a todo, unless it is in view; return whether there is such a row. */
export function scrollToRow(
  scroller: HTMLElement | null,
  offsets: RowOffsets,
  id: string,
): boolean {
  const place = offsets.placeOf(id);
  if (!scroller || place < 0) return false;
  const { scrollTop } = scroller;
  const clientHeight = scroller.clientHeight - footPx(scroller);
  const [top, bottom] = [offsets.top(place), offsets.top(place + 1)];
  if (top < scrollTop) scroller.scrollTop = top;
  else if (bottom > scrollTop + clientHeight) scroller.scrollTop = bottom - clientHeight;
  return true;
}
