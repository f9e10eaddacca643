import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style"> {
  readonly variant?: "primary" | "plain" | "danger" | "quiet";
  readonly className?: string;
}

export function Button({ variant = "plain", className = "", ...props }: ButtonProps) {
  return <AriaButton {...props} className={`button button-${variant} ${className}`} />;
}
