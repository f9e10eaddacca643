import { useCallback, useState } from "react";

/** Todos as they were arranged, or by when they are due. */
export type ListOrder = "arranged" | "date";

const keyOf = (setId: string) => `glint-order:${setId}`;

/** In what order a list is shown; kept on this device. */
export function useListOrder(setId: string): [ListOrder, (order: ListOrder) => void] {
  const [order, setOrder] = useState(() => kept(setId));
  const choose = useCallback(
    (chosen: ListOrder) => {
      setOrder(chosen);
      if (chosen === "date") localStorage.setItem(keyOf(setId), chosen);
      else localStorage.removeItem(keyOf(setId));
    },
    [setId],
  );
  return [order, choose];
}

function kept(setId: string): ListOrder {
  return localStorage.getItem(keyOf(setId)) === "date" ? "date" : "arranged";
}
