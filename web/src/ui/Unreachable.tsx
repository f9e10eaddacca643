import { CloudOff } from "lucide-react";
import { texts } from "../texts";
import { Button } from "./Button";
import { Notice } from "./Notice";

interface UnreachableProps {
  /** Why, as a sentence. */
  readonly reason: string;
  readonly onRetry: () => void;
  readonly isRetrying?: boolean;
  /** Whether it is the whole page. */
  readonly isPage?: boolean;
}

/** What is shown in place of something that could not be loaded. */
export function Unreachable({ reason, onRetry, isRetrying, isPage }: UnreachableProps) {
  return (
    <Notice
      title={texts.errors.unreachable}
      text={reason}
      icon={<CloudOff />}
      isPage={isPage === true}
      alert
    >
      <Button variant="primary" onPress={onRetry} isPending={isRetrying === true}>
        {texts.common.tryAgain}
      </Button>
    </Notice>
  );
}
