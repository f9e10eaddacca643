import { texts } from "../texts";
import { Button } from "../ui/Button";
import { useSession } from "./session";

/** Says that an own change does not get through, and lets its author try again or give it up. */
export function StuckNotice() {
  const session = useSession();
  return (
    <div className="stuck" role="alert">
      <p>{texts.todos.stuck(session.pending)}</p>
      <Button onPress={session.retry}>{texts.common.tryAgain}</Button>
      <Button variant="danger" onPress={session.discardStuck}>
        {texts.todos.discard}
      </Button>
    </div>
  );
}
