import { useMemo, useRef } from "react";

type Method = (...args: unknown[]) => unknown;

/**
 * An object that stands for the latest `value`: reading a property reads that, calling a method calls that, even one
 * that was taken from it earlier. It stays the same until one of `deps` changes, so what depends on it is not rendered
 * at each change, and still acts on what is, not on what was.
 */
export function useLive<T extends object>(value: T, deps: readonly unknown[]): T {
  const latest = useRef(value);
  // While rendering: children read it in the same pass.
  // eslint-disable-next-line react-hooks/refs -- as said above
  latest.current = value;
  return useMemo(
    () => liveObject(() => latest.current),
    // eslint-disable-next-line react-hooks/exhaustive-deps, react-hooks/use-memo -- the caller's
    deps,
  );
}

function liveObject<T extends object>(latest: () => T): T {
  const methods = new Map<PropertyKey, Method>();
  const read = (name: PropertyKey): unknown => Reflect.get(latest(), name);
  const methodNamed = (name: PropertyKey): Method => {
    const known = methods.get(name);
    if (known) return known;
    const method: Method = (...args) => Reflect.apply(read(name) as Method, latest(), args);
    methods.set(name, method);
    return method;
  };
  return new Proxy({} as T, {
    get: (_, name) => {
      const found = read(name);
      return typeof found === "function" ? methodNamed(name) : found;
    },
  });
}
