import { Keyboard, Laptop, LogOut, Monitor, Moon, Sun, User } from "lucide-react";
import { Button } from "react-aria-components";
import { signOut } from "../data/me";
import { drafts } from "../drafts/browser-drafts";
import { texts } from "../texts";
import { ActionMenu, type MenuAction } from "../ui/ActionMenu";
import { Avatar } from "../ui/Avatar";
import { notifyFailure } from "../ui/toasts";
import { useOpenDialog } from "../workspace/dialogs";
import { useSharedOutbox } from "../workspace/outbox";
import { setTheme, useTheme, type Theme } from "./theme";
import { useWorkspace } from "../workspace/workspace";

const THEMES: readonly { readonly theme: Theme; readonly icon: React.ReactNode }[] = [
  { theme: "light", icon: <Sun /> },
  { theme: "dark", icon: <Moon /> },
  { theme: "system", icon: <Monitor /> },
];

/** The signed-in user, the theme of this device, and signing out. */
export function AccountMenu() {
  const { me } = useWorkspace();
  const openDialog = useOpenDialog();
  const outbox = useSharedOutbox();
  const theme = useTheme();
  const looks = THEMES.map((choice): MenuAction => ({
    id: choice.theme,
    label:
      choice.theme === theme
        ? texts.account.chosen(texts.account.theme[choice.theme])
        : texts.account.theme[choice.theme],
    icon: choice.icon,
    run: () => setTheme(choice.theme),
  }));
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
      groups={[
        looks,
        [
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
              if (outbox?.waiting.length || drafts.count(me.id) > 0)
                openDialog({ kind: "sign-out" });
              else void signOut().catch(notifyFailure);
            },
          },
        ],
      ]}
    />
  );
}
