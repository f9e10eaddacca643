import { useId } from "react";

interface NativeFieldProps {
  readonly type: "date" | "time";
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isDisabled?: boolean;
}

/** The browser's own field, with its own calendar or clock. */
export function NativeField({ type, label, value, onChange, isDisabled }: NativeFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type={type}
        min={type === "date" ? "1970-01-01" : undefined}
        max={type === "date" ? "2999-12-31" : undefined}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
