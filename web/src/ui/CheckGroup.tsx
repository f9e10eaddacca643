import "../styles/check-group.css";

interface CheckGroupProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly chosen: readonly T[];
  readonly onChange: (chosen: readonly T[]) => void;
  /** What is chosen in any case. */
  readonly fixed?: T;
  readonly autoFocus?: boolean;
}

/** A choice of any of a few values, by the browser's native checkboxes. */
export function CheckGroup<T extends string>(props: CheckGroupProps<T>) {
  const { label, options, chosen, onChange, fixed, autoFocus } = props;
  const toggle = (value: T) =>
    onChange(
      chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value],
    );
  return (
    <fieldset className="check-group">
      <legend>{label}</legend>
      {options.map(({ value, name }, index) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            disabled={value === fixed}
            autoFocus={autoFocus === true && index === 0}
            onChange={() => toggle(value)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
