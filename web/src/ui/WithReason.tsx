import type { ReactNode } from "react";
import { Focusable, Tooltip, TooltipTrigger } from "react-aria-components";

interface WithReasonProps {
  /** Why the control is disabled; null if it is not. */
  readonly reason: string | null;
  readonly children: ReactNode;
}

/** Say on hover and on focus why a control is disabled: the control itself gets neither. */
export function WithReason({ reason, children }: WithReasonProps) {
  return reason === null ? (
    children
  ) : (
    <TooltipTrigger delay={0}>
      <Focusable>
        <span className="with-reason" role="group" aria-label={reason} tabIndex={0}>
          {children}
        </span>
      </Focusable>
      <Tooltip className="tooltip" offset={6}>
        {reason}
      </Tooltip>
    </TooltipTrigger>
  );
}
