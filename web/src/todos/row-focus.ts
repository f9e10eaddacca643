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

/** Return the row of a todo, if it is rendered. */
export function rowOf(box: HTMLElement | null, id: string): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[role=row][data-key="${CSS.escape(id)}"]`) ?? null;
}

/** Scroll to the row of a todo, even if it is not rendered because it is far away. */
export function scrollToRow(
  box: HTMLElement | null,
  id: string,
  order: readonly string[],
  rowHeightPx: number,
): void {
  const scroller = box?.querySelector<HTMLElement>("[role=treegrid]");
  if (!scroller) return;
  const row = rowOf(box, id);
  if (row) {
    row.scrollIntoView({ block: "nearest" });
    return;
  }
  const index = order.indexOf(id);
  if (index < 0) return;
  const last = index === order.length - 1;
  scroller.scrollTop = last
    ? scroller.scrollHeight
    : index * rowHeightPx - scroller.clientHeight / 2;
}
