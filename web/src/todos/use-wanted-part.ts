import { useEffect, useEffectEvent } from "react";
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
