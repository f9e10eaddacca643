import { useSyncExternalStore } from "react";

/** A choice that is kept on this device, and which the style sheets see as an attribute of the page. */
export class DeviceChoice<T extends string> {
  readonly #name: string;
  readonly #options: readonly [T, ...T[]];
  readonly #listeners = new Set<() => void>();

  /** The first of the options is the one without a choice. */
  constructor(name: string, options: readonly [T, ...T[]]) {
    this.#name = name;
    this.#options = options;
  }

  readonly current = (): T => {
    const stored = localStorage.getItem(this.#key);
    return this.#options.find((option) => option === stored) ?? this.#options[0];
  };

  /** Show what was chosen. Call before the first render. */
  apply(): void {
    document.documentElement.dataset[this.#name] = this.current();
  }

  choose(option: T): void {
    localStorage.setItem(this.#key, option);
    this.apply();
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get #key(): string {
    return `glint-${this.#name}`;
  }
}

/** What was chosen; renders again when that changes. */
export function useChoice<T extends string>(choice: DeviceChoice<T>): T {
  return useSyncExternalStore(choice.subscribe, choice.current);
}
