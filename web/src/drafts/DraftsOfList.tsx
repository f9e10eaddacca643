import { lazy, Suspense } from "react";
import { useDraftPlaces } from "./use-draft";

const LeftDrafts = lazy(() => import("./LeftDrafts"));

interface DraftsOfListProps {
  readonly userId: string;
  readonly setId: string;
}

/** The drafts of a list that can no longer be shown; nothing if there are none. */
export function DraftsOfList(props: DraftsOfListProps) {
  const places = useDraftPlaces(props.userId, props.setId);
  return places.length > 0 ? (
    <Suspense fallback={null}>
      <LeftDrafts {...props} />
    </Suspense>
  ) : null;
}
