import { lazy, Suspense } from "react";
import { useDraftPlaces } from "./use-draft";

const LeftDrafts = lazy(() => import("./LeftDrafts"));

interface DraftsOfListProps {
  readonly userId: string;
  readonly setId: string;
}

/** What was typed into a list that cannot be shown any more; nothing where nothing was. */
export function DraftsOfList(props: DraftsOfListProps) {
  const places = useDraftPlaces(props.userId, props.setId);
  return places.length > 0 ? (
    <Suspense fallback={null}>
      <LeftDrafts {...props} />
    </Suspense>
  ) : null;
}
