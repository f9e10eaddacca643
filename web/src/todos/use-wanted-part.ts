import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useListView, type PanelPart } from "./list-view";

/** Focus this part of the panel when the todo is opened there, also if it is open already. */
export function useWantedPart(part: PanelPart, isReady: boolean, focus: () => void): void {
  const { wantedPart, reachPart } = useListView();
  const isWanted = isReady && wantedPart === part;
  const reach = useEffectEvent(() => {
    reachPart();
    focus();
  });
  useEffect(() => {
    if (isWanted) reach();
  }, [isWanted]);
}

/** A form behind a button of the panel; open when the todo is opened there. */
export function useWantedForm(part: PanelPart, isReady: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, onOpenChange] = useState(false);
  useWantedPart(part, isReady, () => {
    button.current?.focus(); // to which it goes back
    onOpenChange(true);
  });
  return { button, trigger: { isOpen, onOpenChange } };
}
