import {
  Keyboard,
  KeyRound,
  Laptop,
  LogOut,
  Monitor,
  Moon,
  Rows3,
  Rows4,
  Sun,
  User,
} from "lucide-react";
import { Button } from "react-aria-components";
import { signOut } from "../data/me";
import { drafts } from "../drafts/browser-drafts";
import { texts } from "../texts";
import { ActionMenu, type MenuAction, type MenuGroup } from "../ui/ActionMenu";
import { Avatar } from "../ui/Avatar";
import { useChoice } from "../device-choice";
import { density, rowLines, theme } from "../ui/looks";
import { notifyFailure } from "../ui/toasts";
import { useOpenDialog } from "../workspace/dialogs";
import { useSharedOutbox } from "../workspace/outbox";
import { useWorkspace } from "../workspace/workspace";

const THEMES = [
  { name: "light", icon: <Sun /> },
  { name: "dark", icon: <Moon /> },
  { name: "system", icon: <Monitor /> },
] as const;

/** The signed-in user, the looks of this device, and signing out. */
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
  const looks = useLooks();
  return [
    ...looks,
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

/** What the app looks like on this device. */
function useLooks(): readonly (readonly MenuAction[])[] {
  const t = texts.account;
  const [shown, height, lines] = [useChoice(theme), useChoice(density), useChoice(rowLines)];
  const marked = (label: string, isChosen: boolean) => (isChosen ? t.chosen(label) : label);
  return [
    THEMES.map(({ name, icon }) => ({
      id: name,
      label: marked(t.theme[name], name === shown),
      about: t.themes,
      icon,
      run: () => theme.choose(name),
    })),
    [
      {
        id: "compact",
        label: marked(t.compact, height === "compact"),
        about: t.density,
        icon: <Rows4 />,
        run: () => density.choose(height === "compact" ? "roomy" : "compact"),
      },
      {
        id: "lines",
        label: marked(t.lines, lines === "on"),
        icon: <Rows3 />,
        run: () => rowLines.choose(lines === "on" ? "off" : "on"),
      },
    ],
  ];
}
