import { ROW, type Lift, type Spot } from "./long-press";

/** How close to an edge of the list it scrolls, and how far with each frame. */
const EDGE_PX = 56;
const SCROLL_PX = 7;

interface RenderedRow {
  readonly element: HTMLElement;
  readonly id: string;
  readonly level: number;
  readonly top: number;
  readonly bottom: number;
}

/** Show a copy of the row under the finger, and a line, or a frame, where it would go; scroll near the edges. */
export const lift: Lift = (box, row, { nests, among, startY, fingerY }) => {
  const grip = startY - row.getBoundingClientRect().top;
  const ghost = over(row, "drag-ghost");
  const copy = document.createElement("div");
  copy.className = row.className;
  copy.append(...Array.from(row.children, (child) => child.cloneNode(true)));
  ghost.append(copy);
  ghost.style.font = getComputedStyle(row).font;
  ghost.inert = true;
  const line = over(row, "drag-line");
  const scroller = box.querySelector("[data-scroller], [role=grid]") ?? box;
  let spot: Placed | null = null;
  let frame = 0;
  const follow = (): void => {
    const y = fingerY();
    ghost.style.top = `${y - grip}px`;
    spot?.row.element.classList.remove("is-drop-target");
    spot = spotAt(y, renderedRows(box), among, nests);
    show(line, spot);
    ghost.classList.toggle("is-over", spot?.place === "on");
    const { top: first, bottom: last } = scroller.getBoundingClientRect();
    if (y < first + EDGE_PX) scroller.scrollTop -= SCROLL_PX;
    else if (y > last - EDGE_PX) scroller.scrollTop += SCROLL_PX;
    frame = requestAnimationFrame(follow);
  };
  row.classList.add("is-lifted");
  follow();
  return {
    spot: () => spot,
    remove: () => {
      cancelAnimationFrame(frame);
      spot?.row.element.classList.remove("is-drop-target");
      row.classList.remove("is-lifted");
      ghost.remove();
      line.remove();
    },
  };
};

/** Show where the row would go: a line between two rows, at their level, or the row that it would go below. */
function show(line: HTMLElement, spot: Placed | null): void {
  line.hidden = spot === null || spot.place === "on";
  if (spot === null) return;
  line.style.top = `${spot.y}px`;
  line.style.setProperty("--level", String(spot.row.level));
  if (spot.place === "on") spot.row.element.classList.add("is-drop-target");
}

/** Add an element over the page, as wide as the row. */
function over(row: HTMLElement, className: string): HTMLElement {
  const { left, width } = row.getBoundingClientRect();
  const element = document.createElement("div");
  element.className = className;
  element.style.left = `${left}px`;
  element.style.width = `${width}px`;
  document.body.append(element);
  return element;
}

function renderedRows(box: HTMLElement): readonly RenderedRow[] {
  return Array.from(box.querySelectorAll<HTMLElement>(ROW), (row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const level = Number(row.getAttribute("aria-level") ?? 1);
    return { element: row, id: row.dataset["key"] ?? "", level, top, bottom };
  }).sort((a, b) => a.top - b.top);
}

interface Placed extends Spot {
  readonly row: RenderedRow;
  /** Where the line between the rows is. */
  readonly y: number;
}

function spotAt(
  y: number,
  rows: readonly RenderedRow[],
  among: ReadonlySet<string>,
  nests: boolean,
): Placed | null {
  return nests ? spotAtAnyLevel(y, rows, among) : spotBetween(y, rows, among);
}

/** Before the first of these rows whose middle is below the finger, or else after the last one and what is below that. */
function spotBetween(
  y: number,
  rows: readonly RenderedRow[],
  among: ReadonlySet<string>,
): Placed | null {
  const candidates = rows.filter(({ id }) => among.has(id));
  const next = candidates.find(({ top, bottom }) => (top + bottom) / 2 > y);
  if (next) return placed(next, "before", next.top);
  const last = candidates.at(-1);
  if (!last) return null;
  const after = rows.slice(rows.indexOf(last) + 1);
  const end = after.findIndex(({ level }) => level <= last.level);
  const below = end < 0 ? after : after.slice(0, end);
  return placed(last, "after", (below.at(-1) ?? last).bottom);
}

/** How much of a row's height, at its top and at its bottom, means before and after it; the rest means onto it. */
const EDGE_SHARE = 0.25;

/** Onto the row under the finger, or near its edge before or after it; below all rows, last on the top level. */
function spotAtAnyLevel(
  y: number,
  rows: readonly RenderedRow[],
  among: ReadonlySet<string>,
): Placed | null {
  const index = rows.findIndex(({ top, bottom }) => top <= y && y < bottom);
  const row = rows[index];
  if (!row) return spotBetween(y, rows, new Set(rows.filter(isOnTop).map(({ id }) => id)));
  if (!among.has(row.id)) return null;
  const share = (y - row.top) / (row.bottom - row.top);
  if (share < EDGE_SHARE) return placed(row, "before", row.top);
  if (share <= 1 - EDGE_SHARE) return placed(row, "on", row.top);
  const next = rows[index + 1];
  const isChild = next !== undefined && next.level > row.level;
  if (isChild && !among.has(next.id)) return null;
  return isChild ? placed(next, "before", next.top) : placed(row, "after", row.bottom);
}

function isOnTop({ level }: RenderedRow): boolean {
  return level === 1;
}

function placed(row: RenderedRow, place: Spot["place"], y: number): Placed {
  return { row, targetId: row.id, place, y };
}
