import { lazy } from "react";
import { useLocation } from "wouter";
import { SET_NAME_MAX_CHARS, TEAM_NAME_MAX_CHARS, type TodoSet } from "glint-client/wire";
import { createSet, deleteSet, restoreSet, updateSet, useSets } from "../data/sets";
import { createTeam } from "../data/teams";
import { MembersDialog } from "../team/MembersDialog";
import { PermissionsDialog } from "../team/PermissionsDialog";
import { TeamSettingsDialog } from "../team/TeamSettingsDialog";
import { paths, type NewSetState } from "../paths";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { notify, notifyFailure } from "../ui/toasts";
import { NameDialog } from "../drafts/NameDialog";
import type { OpenDialog } from "../workspace/dialogs";
import { CommandMenu } from "./command-menu";
import { DataDialog } from "./DataDialog";
import { SessionsDialog } from "./SessionsDialog";
import { SignOutDialog } from "./SignOutDialog";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { useWorkspace } from "../workspace/workspace";

const NotificationsDialog = lazy(() => import("../bell/NotificationsDialog"));
const AccessTokensDialog = lazy(() => import("./AccessTokensDialog"));
const ExportDialog = lazy(() => import("./ExportDialog"));
const ImportDialog = lazy(() => import("./ImportDialog"));
const RenewalDialog = lazy(() => import("../sets/RenewalDialog"));
const SettingsDialog = lazy(() => import("./SettingsDialog"));
const ShareLinksDialog = lazy(() => import("../sets/ShareLinksDialog"));
const WebhooksDialog = lazy(() => import("../team/WebhooksDialog"));
const TrashDialog = lazy(() => import("../trash/TrashDialog"));

interface DialogsProps {
  readonly dialog: OpenDialog;
  readonly onClose: () => void;
}

/** Whichever dialog is open. */
export default function Dialogs({ dialog, onClose }: DialogsProps) {
  if ("set" in dialog) return <OfList dialog={dialog} onClose={onClose} />;
  switch (dialog.kind) {
    case "new-team":
      return <NewTeam onClose={onClose} />;
    case "new-set":
      return <SetName dialog={dialog} onClose={onClose} />;
    case "members":
      return <MembersDialog onClose={onClose} />;
    case "team-settings":
      return <TeamSettingsDialog onClose={onClose} />;
    case "sessions":
      return <SessionsDialog onClose={onClose} />;
    case "access-tokens":
      return <AccessTokensDialog onClose={onClose} />;
    case "data":
      return <DataDialog onClose={onClose} />;
    case "notifications":
      return <NotificationsDialog onClose={onClose} />;
    case "settings":
      return <SettingsDialog onClose={onClose} />;
    case "sign-out":
      return <SignOutDialog onClose={onClose} />;
    case "commands":
      return <CommandMenu onClose={onClose} />;
    case "shortcuts":
      return <ShortcutsDialog onClose={onClose} />;
  }
}

interface OfListProps {
  readonly dialog: Extract<OpenDialog, { readonly set: TodoSet | null }>;
  readonly onClose: () => void;
}

function OfList({ dialog, onClose }: OfListProps) {
  switch (dialog.kind) {
    case "rename-set":
      return <SetName dialog={dialog} onClose={onClose} />;
    case "permissions":
      return <PermissionsDialog set={dialog.set} onClose={onClose} />;
    case "webhooks":
      return <WebhooksDialog set={dialog.set} onClose={onClose} />;
    case "trash":
      return <TrashDialog set={dialog.set} onClose={onClose} />;
    case "delete-set":
      return <DeleteSet set={dialog.set} onClose={onClose} />;
    case "renewal":
      return <RenewalDialog set={dialog.set} onClose={onClose} />;
    case "share-links":
      return <ShareLinksDialog set={dialog.set} onClose={onClose} />;
    case "export":
      return <ExportDialog set={dialog.set} onClose={onClose} />;
    case "import":
      return <ImportDialog set={dialog.set} onClose={onClose} />;
  }
}

function NewTeam({ onClose }: { readonly onClose: () => void }) {
  const { me } = useWorkspace();
  const [, navigate] = useLocation();
  return (
    <NameDialog
      title={texts.teams.newTitle}
      draft={{ userId: me.id, setId: "teams", place: "new-name" }}
      label={textsLater.teams.nameLabel}
      placeholder={textsLater.teams.namePlaceholder}
      action={textsLater.teams.create}
      maxLength={TEAM_NAME_MAX_CHARS}
      onClose={onClose}
      onSave={async (name) => navigate(paths.team((await createTeam(name)).id))}
    />
  );
}

interface SetNameProps {
  readonly dialog: OpenDialog;
  readonly onClose: () => void;
}

function SetName({ dialog, onClose }: SetNameProps) {
  const { me, team } = useWorkspace();
  const [, navigate] = useLocation();
  const { data } = useSets(team.id);
  const opened = dialog.kind === "rename-set" ? dialog.set : null;
  const renamed = data?.sets.find((set) => set.id === opened?.id) ?? opened;
  const save = async (name: string) => {
    if (renamed) await updateSet(team.id, renamed.id, { name });
    else {
      const { id } = await createSet(team.id, name);
      navigate<NewSetState>(paths.set(team.id, id), { state: { isNew: true } });
    }
  };
  return (
    <NameDialog
      title={renamed ? textsLater.sets.renameTitle : texts.sets.newTitle}
      label={textsLater.sets.nameLabel}
      placeholder={textsLater.sets.namePlaceholder}
      value={renamed?.name ?? ""}
      draft={
        renamed
          ? { userId: me.id, setId: renamed.id, place: "name" }
          : { userId: me.id, setId: team.id, place: "new-name" }
      }
      action={renamed ? texts.common.save : textsLater.sets.create}
      maxLength={SET_NAME_MAX_CHARS}
      onClose={onClose}
      onSave={save}
    />
  );
}

/** Leave the list before it is deleted, or its deleter would be told that it is gone. */
function DeleteSet({ set, onClose }: { readonly set: TodoSet; readonly onClose: () => void }) {
  const { team, setId } = useWorkspace();
  const [, navigate] = useLocation();
  const { data } = useSets(team.id);
  return (
    <ConfirmDialog
      title={textsLater.sets.deleteTitle(set.name)}
      message={textsLater.sets.deleteText}
      action={texts.sets.delete}
      onClose={onClose}
      onConfirm={async () => {
        const next = set.id === setId ? neighbourOf(data?.sets ?? [], set.id) : null;
        if (next) navigate(paths.set(team.id, next.id));
        try {
          await deleteSet(team.id, set.id);
        } catch (error) {
          if (next) navigate(paths.set(team.id, set.id));
          throw error;
        }
        if (set.id === setId && !next) navigate(paths.team(team.id));
        const restore = () => void restoreSet(team.id, set.id).catch(notifyFailure);
        const action = { label: texts.todos.undo, run: restore };
        notify({ kind: "info", text: textsLater.sets.deleted(set.name), action });
      }}
    />
  );
}

/** Return the list below, or else above. */
function neighbourOf(sets: readonly TodoSet[], id: string): TodoSet | null {
  const index = sets.findIndex((set) => set.id === id);
  return sets[index + 1] ?? sets[index - 1] ?? null;
}
