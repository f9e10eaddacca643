import { Check, ChevronDown } from "lucide-react";
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Whether the label is for screen readers only. */
  readonly labelHidden?: boolean;
  readonly isDisabled?: boolean;
}

/** One of a few values, from a drop-down. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, options, value, onChange, labelHidden, isDisabled } = props;
  return (
    <Select
      className="field choice"
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen && chosen.value !== value) onChange(chosen.value);
      }}
      isDisabled={isDisabled ?? false}
      {...(labelHidden ? { "aria-label": label } : {})}
    >
      {labelHidden ? null : <Label>{label}</Label>}
      <Button className="input choice-button">
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown aria-hidden="true" />
      </Button>
      <Popover className="popover">
        <ListBox className="menu" items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.name} className="menu-item">
              <span>{option.name}</span>
              {option.value === value ? <Check className="menu-check" aria-hidden="true" /> : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
