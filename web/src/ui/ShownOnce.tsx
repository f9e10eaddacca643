import { useEffect, useRef } from "react";
import { CopyButton } from "./CopyButton";
import { TextInput } from "./TextInput";

interface ShownOnceProps {
  readonly label: string;
  /** Says that it is not shown again. */
  readonly hint: string;
  readonly value: string;
}

/** A text that the server says this once, to be copied: focused, and all of it in sight. */
export function ShownOnce({ label, hint, value }: ShownOnceProps) {
  const box = useRef<HTMLDivElement>(null);
  // The focus alone would leave the end of it below the edge.
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={box} className="new-link">
      <TextInput label={label} hint={hint} value={value} isReadOnly autoFocus />
      <CopyButton text={value} />
    </div>
  );
}
