import type { TodoSet } from "glint-client/wire";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { useOpenDialog } from "../workspace/dialogs";
import { useWorkspace } from "../workspace/workspace";
import { useSession } from "./session";

/**
 * The way to the list's share links, for those who may manage them. Until that is known it is disabled, which the style
 * sheet hides, and keeps its place in the heading for those who usually may.
 */
export function ShareButton({ set }: { readonly set: TodoSet }) {
  const { team } = useWorkspace();
  const { permissions } = useSession();
  const open = useOpenDialog();
  const mayShare = permissions ? permissions.manage_set_links : team.role !== "member";
  if (!mayShare) return null;
  return (
    <Button
      className="share-button"
      isDisabled={permissions === null}
      onPress={() => open({ kind: "share-links", set })}
    >
      {texts.sets.share}
    </Button>
  );
}
