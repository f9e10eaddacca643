import { CheckboxButton, CheckboxField, type CheckboxFieldProps } from "react-aria-components";

interface CheckProps extends Omit<CheckboxFieldProps, "children" | "className" | "style"> {
  readonly shape: "round" | "square";
}

/** A checkbox without a visible label: give it an `aria-label`, or a slot that has one. */
export function Check({ shape, ...props }: CheckProps) {
  return (
    <CheckboxField {...props} className="check-field">
      <CheckboxButton className={`check check-${shape}`}>
        <span className="check-box" aria-hidden="true">
          <svg viewBox="0 0 16 16">
            <path d="M3.5 8.5l3 3 6-6.5" />
          </svg>
        </span>
      </CheckboxButton>
    </CheckboxField>
  );
}
