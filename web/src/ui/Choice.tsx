import { useId } from "react";

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Whether the label is for screen readers only. */
  readonly labelHidden?: boolean;
  readonly isDisabled?: boolean;
}

/** A choice of a few values by the browser's native drop-down. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, options, value, onChange, labelHidden, isDisabled } = props;
  const id = useId();
  return (
    <div className="field">
      {labelHidden ? null : <label htmlFor={id}>{label}</label>}
      <select
        id={id}
        className="input choice"
        aria-label={labelHidden ? label : undefined}
        value={value}
        disabled={isDisabled}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}
