import { drafts } from "../drafts/browser-drafts";
import { signOut } from "../data/me";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { useSharedOutbox } from "../workspace/outbox";
import { useWorkspace } from "../workspace/workspace";

/** Ask before a sign-out that would delete unsaved edits or drafts. */
export function SignOutDialog({ onClose }: { readonly onClose: () => void }) {
  const { me } = useWorkspace();
  const changes = useSharedOutbox()?.waiting.length ?? 0;
  return (
    <ConfirmDialog
      title={textsLater.signOut.title}
      message={textsLater.signOut.text(changes, drafts.count(me.id))}
      action={texts.account.signOut}
      onClose={onClose}
      onConfirm={signOut}
    />
  );
}
