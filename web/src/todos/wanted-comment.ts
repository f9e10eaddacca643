let wanted: string | null = null;

/** Have a comment scrolled to once it is shown; null for none. */
export function wantComment(id: string | null): void {
  wanted = id;
}

/** Return the comment to scroll to, and forget it, if it is one of these. */
export function takeWantedComment(ids: readonly string[]): string | null {
  const found = ids.find((id) => id === wanted) ?? null;
  if (found !== null) wanted = null;
  return found;
}
