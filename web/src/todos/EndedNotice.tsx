import { CircleSlash, CloudOff, LogOut } from "lucide-react";
import type { Ended } from "glint-client";
import { refreshMe } from "../data/me";
import { DraftsOfList } from "../drafts/DraftsOfList";
import { useDraftPlaces } from "../drafts/use-draft";
import { paths } from "../paths";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { useListView } from "./list-view";
import { useSession } from "./session";

const t = textsLater.ended;

/** Explain why a list can no longer be shown, and what to do next. */
export default function EndedNotice({ status }: { readonly status: Ended }) {
  const session = useSession();
  const { myId, setId } = useListView();
  const hasDrafts = useDraftPlaces(myId, setId).length > 0;
  switch (status.kind) {
    case "signed-out":
      return (
        <Notice
          title={t.signedOut}
          text={hasDrafts ? t.draftsKept : t.signedOutText}
          icon={<LogOut />}
          alert
        >
          <Button variant="primary" onPress={() => void refreshMe()}>
            {texts.signIn.action}
          </Button>
        </Notice>
      );
    case "removed":
    case "gone":
      return (
        <Notice title={t[status.kind]} text={status.reason} icon={<CircleSlash />} alert>
          <DraftsOfList userId={myId} setId={setId} />
          <Button variant="primary" onPress={() => window.location.assign(paths.home)}>
            {t.toOthers}
          </Button>
          {status.kind === "gone" ? (
            <Button onPress={() => window.location.reload()}>{texts.common.tryAgain}</Button>
          ) : null}
        </Notice>
      );
    case "displaced":
      return (
        <Notice title={t.displaced} text={t.displacedText} icon={<CloudOff />} alert>
          <Button variant="primary" onPress={() => window.location.reload()}>
            {t.reconnect}
          </Button>
        </Notice>
      );
    case "error":
      return (
        <Notice title={t.error} text={status.reason} icon={<CloudOff />} alert>
          <Button variant="primary" onPress={() => session.retry()}>
            {texts.common.tryAgain}
          </Button>
        </Notice>
      );
  }
}
