import { texts } from "../texts";
import { Button } from "../ui/Button";
import { useProgress, useSession } from "./session";

/** Say that an edit is stuck, and let the user retry or discard it. */
export function StuckNotice() {
  const session = useSession();
  const pending = useProgress(session, (progress) => progress.pending);
  return (
    <div className="stuck" role="alert">
      <p>{texts.todos.stuck(pending)}</p>
      <Button onPress={session.retry}>{texts.common.tryAgain}</Button>
      <Button variant="danger" onPress={session.discardStuck}>
        {texts.todos.discard}
      </Button>
    </div>
  );
}
