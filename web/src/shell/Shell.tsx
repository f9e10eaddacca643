import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import type { Team, User } from "glint-client/wire";
import { useRefusedTexts } from "../drafts/use-refused-texts";
import { SetArea } from "../sets/SetArea";
import { texts } from "../texts";
import { DialogHost } from "./DialogHost";
import { DialogsContext, type OpenDialog } from "../workspace/dialogs";
import { useSharedOutbox } from "../workspace/outbox";
import { PhoneButtons } from "./PhoneButtons";
import { Sidebar } from "./Sidebar";
import { isPersonalSpace } from "../personal-space";
import { lazyOptional } from "../ui/lazy-optional";
import { catchLostFocus } from "../ui/lost-focus";
import { useMediaQuery } from "../ui/use-media-query";
import { useRefusalsElsewhere } from "./use-refusals-elsewhere";
import { useShortcuts } from "../ui/use-shortcuts";
import { WorkspaceContext } from "../workspace/workspace";

const Drawer = lazy(() => import("./Drawer"));
const MinePage = lazy(() => import("../mine/MinePage"));
const TeamFaces = lazyOptional(() => import("./TeamFaces"));

const ALWAYS = { first: true, whileTyping: true };

interface ShellProps {
  readonly me: User;
  readonly team: Team;
  readonly workspaces: readonly Team[];
  readonly setId: string | null;
  /** Whether the user's own todos are shown, instead of a list of the team. */
  readonly isMine?: boolean;
}

/** The frame of the signed-in app: the sidebar (a drawer on narrow screens) and the open set. */
export function Shell({ me, team, workspaces, setId, isMine = false }: ShellProps) {
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const wide = useMediaQuery("(min-width: 800px)");
  const workspace = useMemo(() => ({ me, team, workspaces, setId }), [me, team, workspaces, setId]);
  const openDialog = useCallback((next: OpenDialog) => {
    setDrawerOpen(false);
    setDialog(next);
  }, []);
  const closeDialog = useCallback(() => {
    setDialog(null);
    catchLostFocus();
  }, []);
  useRefusalsElsewhere(team.id, setId);
  useRefusedTexts(useSharedOutbox());
  useShortcuts({ "?": () => openDialog({ kind: "shortcuts" }) });
  useShortcuts(
    {
      "Mod+k": () => openDialog({ kind: "commands" }),
      "Mod+,": () => openDialog({ kind: "settings" }),
    },
    ALWAYS,
  );

  const lead = useMemo(
    () => (wide ? null : <PhoneButtons onOpenSidebar={() => setDrawerOpen(true)} />),
    [wide],
  );
  const sidebar = <Sidebar isDrawer={!wide} onNavigate={() => setDrawerOpen(false)} />;
  return (
    <WorkspaceContext value={workspace}>
      <DialogsContext value={openDialog}>
        <a className="skip-link" href="#main">
          {texts.shell.skipToList}
        </a>
        <div className="shell">
          {wide ? (
            <div className="sidebar">{sidebar}</div>
          ) : (
            <Suspense fallback={null}>
              <Drawer isOpen={drawerOpen} onOpenChange={setDrawerOpen}>
                {sidebar}
              </Drawer>
            </Suspense>
          )}
          <main id="main" className="main" tabIndex={-1}>
            {isMine ? (
              <Suspense fallback={null}>
                <MinePage lead={lead} />
              </Suspense>
            ) : (
              <SetArea lead={lead} />
            )}
          </main>
        </div>
        {isPersonalSpace(team.id) ? null : (
          <Suspense fallback={null}>
            <TeamFaces />
          </Suspense>
        )}
        <DialogHost dialog={dialog} onClose={closeDialog} />
      </DialogsContext>
    </WorkspaceContext>
  );
}
