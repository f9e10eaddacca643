import { useEffect, useRef, type RefObject } from "react";
import { listenForLongPress, type Lift, type TouchDrag } from "./long-press";

const loadLift = async (): Promise<Lift> => (await import("./touch-drag")).lift;

/** Let a long press drag the rows in `box`, while `isEnabled`; what shows it is loaded where that may happen. */
export function useTouchDrag(
  box: RefObject<HTMLElement | null>,
  isEnabled: boolean,
  drag: TouchDrag,
): void {
  const latest = useRef(drag);
  useEffect(() => {
    latest.current = drag;
  });
  useEffect(() => {
    if (!isEnabled || !box.current) return;
    loadLift().catch(() => undefined); // a press loads it again
    const { nests } = latest.current;
    const targets: TouchDrag["targets"] = (id) => latest.current.targets(id);
    const move: TouchDrag["move"] = (id, spot) => latest.current.move(id, spot);
    return listenForLongPress(box.current, { nests, targets, move }, loadLift);
  }, [box, isEnabled]);
}
