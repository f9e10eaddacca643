import { lazy, Suspense } from "react";
import type { DraftPlace } from "../drafts/drafts";
import { useDraftPlaces } from "../drafts/use-draft";
import { useListView, type ListView } from "./list-view";
import { useSession } from "./session";

const KeptDrafts = lazy(() => import("./KeptDrafts"));

/** The drafts of the open list that no visible field shows. */
export function DraftPanel() {
  const { permissions } = useSession();
  const view = useListView();
  const places = useDraftPlaces(view.myId, view.setId).filter((place) => !isShown(place, view));
  return permissions && places.length > 0 ? (
    <Suspense fallback={null}>
      <KeptDrafts places={places} />
    </Suspense>
  ) : null;
}

/** Whether the field is visible, or, for new todos, will be again. The panel of a todo shows the draft itself. */
function isShown(
  place: DraftPlace,
  { editing, addingBelow, opened, selecting, rights }: ListView,
): boolean {
  if (place === "name" || place === "new-name") return true;
  if (place === "new") return rights.create;
  const [kind, id] = place.split(":");
  if (kind === "comment" || kind === "description") return opened?.todo.id === id;
  const open = kind === "title" ? editing : kind === "below" && !selecting ? addingBelow : null;
  return open?.todo.id === id;
}
