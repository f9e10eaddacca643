import { useEffect, useState } from "react";

/** While someone types, the server is not asked. */
const TYPING_MS = 300;

/** The text once it has not changed for a moment; "" until then. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
