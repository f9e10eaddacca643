import { Keyboard, KeyRound, Laptop, LogOut, Settings2, User } from "lucide-react";
import { Button } from "react-aria-components";
import { signOut } from "../data/me";
import { drafts } from "../drafts/browser-drafts";
import { texts } from "../texts";
import { ActionMenu, type MenuGroup } from "../ui/ActionMenu";
import { Avatar } from "../ui/Avatar";
import { notifyFailure } from "../ui/toasts";
import { useOpenDialog } from "../workspace/dialogs";
import { useSharedOutbox } from "../workspace/outbox";
import { useWorkspace } from "../workspace/workspace";

/** The signed-in user, the settings of this device, and signing out. */
export function AccountMenu() {
  const { me } = useWorkspace();
  const actions = useAccountActions();
  return (
    <ActionMenu
      label={texts.account.menu}
      trigger={
        <Button className="account-button" aria-label={texts.account.button(me.displayName)}>
          <Avatar id={me.id} name={me.displayName} url={me.avatarUrl} size="medium" />
          <span className="account-name" dir="auto">
            {me.displayName}
          </span>
        </Button>
      }
      groups={actions}
    />
  );
}

/** What the user may do that is about no team. */
export function useAccountActions(): readonly MenuGroup[] {
  const { me } = useWorkspace();
  const openDialog = useOpenDialog();
  const outbox = useSharedOutbox();
  return [
    [
      {
        id: "settings",
        label: texts.account.settings,
        about: texts.account.settingsFor,
        icon: <Settings2 />,
        shortcut: "Ctrl ,",
        run: () => openDialog({ kind: "settings" }),
      },
      {
        id: "shortcuts",
        label: texts.shortcuts.title,
        icon: <Keyboard />,
        shortcut: "?",
        run: () => openDialog({ kind: "shortcuts" }),
      },
    ],
    [
      {
        id: "sessions",
        label: texts.account.sessions,
        icon: <Laptop />,
        run: () => openDialog({ kind: "sessions" }),
      },
      {
        id: "access-tokens",
        label: texts.account.tokens,
        icon: <KeyRound />,
        run: () => openDialog({ kind: "access-tokens" }),
      },
      {
        id: "data",
        label: texts.account.data,
        icon: <User />,
        run: () => openDialog({ kind: "data" }),
      },
      {
        id: "sign-out",
        label: texts.account.signOut,
        icon: <LogOut />,
        run: () => {
          if (outbox?.waiting.length || drafts.count(me.id) > 0) openDialog({ kind: "sign-out" });
          else void signOut().catch(notifyFailure);
        },
      },
    ],
  ];
}
