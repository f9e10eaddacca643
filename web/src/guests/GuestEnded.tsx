import { CloudOff, Unlink } from "lucide-react";
import { DraftsOfList } from "../drafts/DraftsOfList";
import type { Ended } from "glint-client";
import { texts } from "../texts";
import { textsOfGuests as t } from "../texts/guests";
import EndedNotice from "../todos/EndedNotice";
import { useListView } from "../todos/list-view";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { GUEST } from "./guest";

/** Why the list of a share link is shown no longer. */
export function GuestEnded({ status }: { readonly status: Ended }) {
  const { setId } = useListView();
  switch (status.kind) {
    case "displaced":
      return (
        <Notice title={t.displaced} text={t.displacedText} icon={<CloudOff />} alert>
          <Button variant="primary" onPress={() => window.location.reload()}>
            {t.reconnect}
          </Button>
        </Notice>
      );
    case "error":
      return <EndedNotice status={status} />;
    default:
      return (
        <Notice title={t.over} text={t.overText} icon={<Unlink />} alert>
          <DraftsOfList userId={GUEST} setId={setId} />
          <Button onPress={() => window.location.reload()}>{texts.common.tryAgain}</Button>
        </Notice>
      );
  }
}
