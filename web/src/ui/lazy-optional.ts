import { lazy, type ComponentType, type LazyExoticComponent } from "react";

/**
 * Load a component that nobody waits for. Without its script, which a page needs that goes offline while it starts, it
 * is left out until the page is loaded again, where any other component would have taken its place with an error.
 */
export function lazyOptional<P extends object>(
  load: () => Promise<{ readonly default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(() => load().catch(() => ({ default: Nothing })));
}

function Nothing(): null {
  return null;
}
