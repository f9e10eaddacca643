import { lazy, useState, type ComponentType } from "react";

/** A component that is loaded later, and how to load it ahead of time. */
interface Preloadable<P> {
  readonly Component: ComponentType<P>;
  readonly preload: () => void;
}

/**
 * Load a component when it is first shown, or before: then it is there at once, with what has the focus in it. After
 * `lazy` alone React may wait for 300 ms, and what is typed meanwhile goes elsewhere.
 */
export function preloadable<P extends object>(
  load: () => Promise<{ readonly default: ComponentType<P> }>,
): Preloadable<P> {
  const Later = lazy(load);
  let loaded: ComponentType<P> | null = null;
  const preload = () => {
    if (loaded) return;
    load().then(
      (module) => (loaded = module.default),
      () => undefined, // it is tried again when it is shown
    );
  };
  function Component(props: P) {
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? Later);
    return <Shown {...props} />;
  }
  return { Component, preload };
}
