import { CircleSlash, CloudOff, LogOut } from "lucide-react";
import { refreshMe } from "../data/me";
import { DraftsOfList } from "../drafts/DraftsOfList";
import { useDraftPlaces } from "../drafts/use-draft";
import { paths } from "../paths";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import type { ConnectionStatus } from "../realtime/status";
import { useListView } from "./list-view";
import { useSession } from "./session";

type Ended = Extract<
  ConnectionStatus,
  { readonly kind: "signed-out" | "removed" | "gone" | "error" }
>;

export function isEnded(status: ConnectionStatus): status is Ended {
  return ["signed-out", "removed", "gone", "error"].includes(status.kind);
}

/** Takes the place of a list that cannot be shown any more, and says what to do next. */
export function EndedNotice({ status }: { readonly status: Ended }) {
  const session = useSession();
  const { myId, setId } = useListView();
  const hasDrafts = useDraftPlaces(myId, setId).length > 0;
  switch (status.kind) {
    case "signed-out":
      return (
        <Notice
          title={texts.ended.signedOut}
          text={hasDrafts ? texts.ended.draftsKept : texts.ended.signedOutText}
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
        <Notice title={texts.ended[status.kind]} text={status.reason} icon={<CircleSlash />} alert>
          <DraftsOfList userId={myId} setId={setId} />
          <Button variant="primary" onPress={() => window.location.assign(paths.home)}>
            {texts.ended.toOthers}
          </Button>
        </Notice>
      );
    case "error":
      return (
        <Notice title={texts.ended.error} text={status.reason} icon={<CloudOff />} alert>
          <Button variant="primary" onPress={() => session.retry()}>
            {texts.common.tryAgain}
          </Button>
        </Notice>
      );
  }
}
