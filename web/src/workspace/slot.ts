/** What `useSyncExternalStore` needs to follow a resource that is opened and closed. */
export interface Slot<T> {
  readonly subscribe: (changed: () => void) => () => void;
  readonly current: () => T | null;
}

/** Hold no resource, ever. */
export const EMPTY_SLOT: Slot<never> = { subscribe: () => () => undefined, current: () => null };

/** Hold what `open` returns for as long as someone subscribes. */
export function slotOf<T extends { close(): void }>(open: () => T): Slot<T> {
  let resource: T | null = null;
  return {
    current: () => resource,
    subscribe(changed) {
      const opened = open();
      resource = opened;
      changed();
      return () => {
        opened.close();
        resource = null;
      };
    },
  };
}
