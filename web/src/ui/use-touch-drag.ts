import { useEffect, useRef, type RefObject } from "react";
import type { TouchDrag } from "./touch-drag";

/** Let a long press drag the rows in `box`, while `isEnabled`; loaded where it is needed. */
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
    if (!isEnabled) return;
    let stop = (): void => undefined;
    let isOver = false;
    import("./touch-drag").then(
      ({ listenForTouchDrag }) => {
        if (isOver || !box.current) return;
        stop = listenForTouchDrag(box.current, {
          nests: latest.current.nests,
          targets: (id) => latest.current.targets(id),
          move: (id, spot) => latest.current.move(id, spot),
        });
      },
      () => undefined, // the rows' menus move them too
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [box, isEnabled]);
}
