import { Plus, Search } from "lucide-react";
import { Suspense } from "react";
import { useMyPermissions } from "../data/permissions";
import { SetList } from "../sets/SetList";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import { lazyOptional } from "../ui/lazy-optional";
import { AccountMenu } from "./AccountMenu";
import { useOpenDialog } from "../workspace/dialogs";
import { TeamMenu } from "./TeamMenu";
import { useWorkspace } from "../workspace/workspace";

const Bell = lazyOptional(() => import("../bell/Bell"));
const MineLink = lazyOptional(() => import("../mine/MineLink"));

interface SidebarProps {
  /** Whether it slides over a page, which has the bell then. */
  readonly isDrawer: boolean;
  readonly onNavigate: () => void;
}

export function Sidebar({ isDrawer, onNavigate }: SidebarProps) {
  const { team } = useWorkspace();
  const openDialog = useOpenDialog();
  const { data: mine } = useMyPermissions(team.id);
  const mayManage = mine?.permissions.manage_sets === true;
  return (
    <nav className="sidebar-inner" aria-label={texts.shell.sidebar}>
      <TeamMenu />
      <Button
        variant="quiet"
        className="sidebar-search"
        onPress={() => openDialog({ kind: "commands" })}
      >
        <Search aria-hidden="true" />
        <span>
          {texts.shell.search}
          <span className="visually-hidden"> {texts.shell.searchAlso}</span>
        </span>
        <kbd aria-hidden="true">{texts.shell.searchKeys}</kbd>
      </Button>
      <div className="sidebar-mine">
        <Suspense fallback={null}>
          <MineLink onNavigate={onNavigate} />
        </Suspense>
      </div>
      <div className="sidebar-heading">
        <h2>{texts.sets.heading}</h2>
        {mayManage ? (
          <IconButton
            label={texts.sets.newTitle}
            icon={<Plus />}
            onPress={() => openDialog({ kind: "new-set" })}
          />
        ) : null}
      </div>
      <SetList mayManage={mayManage} onNavigate={onNavigate} />
      <div className="sidebar-bottom">
        <AccountMenu />
        {isDrawer ? null : (
          <Suspense fallback={null}>
            <Bell />
          </Suspense>
        )}
      </div>
    </nav>
  );
}
