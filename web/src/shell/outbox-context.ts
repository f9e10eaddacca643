import { createContext, useContext } from "react";
import type { Outbox } from "../outbox/outbox";

/** The signed-in person's outbox; null while nobody is signed in. It outlives the open set and team. */
export const OutboxContext = createContext<Outbox | null>(null);

export function useSharedOutbox(): Outbox | null {
  return useContext(OutboxContext);
}
