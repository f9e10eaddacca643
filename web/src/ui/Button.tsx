import { announce, clearAnnouncer } from "@react-aria/live-announcer";
import { useEffect, useRef } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style"> {
  readonly variant?: "primary" | "plain" | "danger" | "quiet";
  readonly className?: string;
}

export function Button({ variant = "plain", className = "", ...props }: ButtonProps) {
  useNoStaleAnnouncement(props.isPending === true);
  return <AriaButton {...props} className={`button button-${variant} ${className}`} />;
}

// The first announcement of a page is made 100 ms later, when what it names may be gone, all others at once. So the first
// one says nothing.
announce("", "polite");

/** React Aria announces a button that is pending by its id. Once the button is gone, that would be an image without a name. */
function useNoStaleAnnouncement(isPending: boolean): void {
  const isAnnounced = useRef(false);
  useEffect(() => {
    if (isPending) isAnnounced.current = true;
  }, [isPending]);
  useEffect(
    () => () => {
      if (isAnnounced.current) clearAnnouncer("assertive");
    },
    [],
  );
}
