import { useState } from "react";
import { useLocation } from "wouter";
import { TEAM_NAME_MAX_CHARS } from "glint-client/wire";
import { leaveTeam } from "../data/members";
import { useMyPermissions } from "../data/permissions";
import { deleteTeam, renameTeam } from "../data/teams";
import { paths } from "../paths";
import { useWorkspace } from "../workspace/workspace";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ModalDialog } from "../ui/ModalDialog";
import { NameForm } from "../drafts/NameForm";

/** The team's name, and how to leave or delete it. */
export function TeamSettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { me, team } = useWorkspace();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState<"leave" | "delete" | null>(null);
  const { data: mine } = useMyPermissions(team.id);
  const maySettle = mine?.permissions.manage_settings === true;
  const leave = async () => {
    await leaveTeam(team.id, me.id);
    navigate(paths.home);
  };
  const destroy = async () => {
    await deleteTeam(team.id);
    navigate(paths.home);
  };
  return (
    <ModalDialog
      title={textsLater.teams.settingsOf(team.name)}
      onClose={onClose}
      isDismissable={!maySettle}
    >
      {maySettle ? <TeamNameForm onSaved={onClose} /> : null}
      <section className="danger-zone">
        <div>
          <p>{textsLater.teams.leaveText}</p>
          <Button onPress={() => setAsking("leave")}>{textsLater.teams.leave}</Button>
        </div>
        {team.role === "owner" ? (
          <div>
            <p>{textsLater.teams.deleteText}</p>
            <Button variant="danger" onPress={() => setAsking("delete")}>
              {textsLater.teams.delete}
            </Button>
          </div>
        ) : null}
      </section>
      {asking ? (
        <ConfirmDialog
          title={
            asking === "leave"
              ? textsLater.teams.leaveTitle(team.name)
              : textsLater.teams.deleteTitle(team.name)
          }
          message={asking === "leave" ? textsLater.teams.leaveText : textsLater.teams.deleteText}
          action={asking === "leave" ? textsLater.teams.leave : textsLater.teams.delete}
          onConfirm={asking === "leave" ? leave : destroy}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </ModalDialog>
  );
}

function TeamNameForm({ onSaved }: { readonly onSaved: () => void }) {
  const { me, team } = useWorkspace();
  return (
    <NameForm
      label={textsLater.teams.nameLabel}
      value={team.name}
      draft={{ userId: me.id, setId: team.id, place: "name" }}
      maxLength={TEAM_NAME_MAX_CHARS}
      action={texts.common.save}
      actions={(submit) => <div className="dialog-actions">{submit}</div>}
      onSave={async (name) => {
        await renameTeam(team.id, name);
        onSaved();
      }}
    />
  );
}
