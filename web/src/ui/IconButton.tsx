import type { ReactNode } from "react";
import { Button, Tooltip, TooltipTrigger, type ButtonProps } from "react-aria-components";

export interface IconButtonProps extends Omit<ButtonProps, "className" | "style" | "children"> {
  /** Its name, for the screen reader and the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly className?: string;
}

const TOOLTIP_DELAY_MS = 600;

export function IconButton({ label, icon, className = "", ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={TOOLTIP_DELAY_MS}>
      <Button {...props} aria-label={label} className={`icon-button ${className}`}>
        {icon}
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
