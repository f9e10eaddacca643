import { Link2, Trash2 } from "lucide-react";
import { useState } from "react";
import type { NewInvite, Role } from "glint-client/wire";
import { createInvite, revokeInvite, useInvites } from "../data/invites";
import { useWorkspace } from "../workspace/workspace";
import { language } from "../texts";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { DAY_S, LifetimeChoice } from "../ui/LifetimeChoice";
import { CopyButton } from "../ui/CopyButton";
import { FormError } from "../ui/FormError";
import { IconButton } from "../ui/IconButton";
import { TextInput } from "../ui/TextInput";
import { notify, notifyFailure } from "../ui/toasts";
import { useTask } from "../ui/use-task";
import { rolesUpTo } from "../data/roles";

const LIFETIMES = ["1", "7", "30"] as const;
const USES = ["any", "1", "5", "25"] as const;

/** Create invitation links, and list and revoke open ones. */
export function InvitePanel() {
  const { team } = useWorkspace();
  const [role, setRole] = useState<Role>("member");
  const [days, setDays] = useState<(typeof LIFETIMES)[number]>("7");
  const [uses, setUses] = useState<(typeof USES)[number]>("any");
  const [made, setMade] = useState<NewInvite | null>(null);
  const task = useTask(async () => {
    const maxUses = uses === "any" ? null : Number(uses);
    const invite = await createInvite(team.id, { role, expiresIn: Number(days) * DAY_S, maxUses });
    setMade(invite);
    if (!("clipboard" in navigator)) return;
    await navigator.clipboard.writeText(invite.url).then(
      () => notify({ kind: "info", text: textsLater.copy.done }),
      () => undefined, // it is shown, to be copied by hand
    );
  });
  return (
    <section className="invites">
      <h3>{textsLater.invites.title}</h3>
      <Button variant="primary" isPending={task.running} onPress={task.run}>
        <Link2 aria-hidden="true" />
        {textsLater.invites.copy}
      </Button>
      <details className="invite-options">
        <summary>{textsLater.invites.options}</summary>
        <div className="invite-terms">
          <Choice
            label={textsLater.invites.role}
            options={rolesUpTo(team.role).map((value) => ({
              value,
              name: textsLater.roles[value],
            }))}
            value={role}
            onChange={setRole}
          />
          <LifetimeChoice offered={LIFETIMES} days={days} onChange={setDays} />
          <Choice
            label={textsLater.invites.uses}
            options={USES.map((value) => ({ value, name: textsLater.invites.people[value] }))}
            value={uses}
            onChange={setUses}
          />
        </div>
      </details>
      <FormError error={task.error} />
      {made ? <NewLink url={made.url} /> : null}
      <OpenInvites teamId={team.id} />
    </section>
  );
}

function NewLink({ url }: { readonly url: string }) {
  return (
    <div className="new-link">
      <TextInput
        label={textsLater.invites.link}
        hint={textsLater.invites.once}
        value={url}
        isReadOnly
      />
      <CopyButton text={url} />
    </div>
  );
}

function OpenInvites({ teamId }: { readonly teamId: string }) {
  const { data: invites } = useInvites(teamId);
  if (!invites?.length) return null;
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  return (
    <ul className="invite-list" aria-label={textsLater.invites.open}>
      {invites.map((invite) => (
        <li key={invite.id}>
          <span>
            {textsLater.invites.summary(
              textsLater.roles[invite.role],
              day.format(new Date(invite.expiresAt)),
              invite.uses,
            )}
            {invite.usedBy.length > 0 ? (
              <span className="invite-users">
                {textsLater.invites.usedBy(
                  invite.usedBy.map(({ displayName }) => displayName),
                  invite.uses,
                )}
              </span>
            ) : null}
          </span>
          <IconButton
            label={textsLater.invites.revoke}
            icon={<Trash2 />}
            onPress={() => void revokeInvite(teamId, invite.id).catch(notifyFailure)}
          />
        </li>
      ))}
    </ul>
  );
}
