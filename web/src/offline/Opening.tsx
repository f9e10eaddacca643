import { CloudOff } from "lucide-react";
import type { ConnectionStatus } from "glint-client";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";

interface OpeningProps {
  readonly status: ConnectionStatus;
  readonly onRetry: () => void;
}

/** The placeholder of a list that is loading, or was never stored here while the server cannot be reached. */
export function Opening({ status, onRetry }: OpeningProps) {
  if (status.kind !== "offline" && status.kind !== "reconnecting") return <Loading />;
  return (
    <Notice title={texts.sets.notKept} text={texts.sets.notKeptText} icon={<CloudOff />} alert>
      <Button variant="primary" onPress={onRetry}>
        {texts.common.tryAgain}
      </Button>
    </Notice>
  );
}
