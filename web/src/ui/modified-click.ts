/** Whether a click on a link asks for one of the browser's own ways to follow it, such as into another tab. */
export function isModified(
  event: Pick<MouseEvent, "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}
