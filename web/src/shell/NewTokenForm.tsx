import { useState, type ReactNode } from "react";
import { TOKEN_NAME_MAX_CHARS, type NewAccessToken } from "glint-client/wire";
import { createAccessToken, type Scope } from "../data/access-tokens";
import { NameForm } from "../drafts/NameForm";
import { textsOfAccessTokens as t } from "../texts/access-tokens";
import { CheckGroup } from "../ui/CheckGroup";
import { Choice } from "../ui/Choice";
import { DAY_S, LifetimeChoice } from "../ui/LifetimeChoice";
import { useWorkspace } from "../workspace/workspace";

const LIFETIMES = ["7", "30", "90", "365"] as const;
const SCOPES = ["read", "write", "comment", "manage"] as const satisfies readonly Scope[];
const ALL_TEAMS = "all";

interface NewTokenFormProps {
  readonly onMade: (token: NewAccessToken) => void;
}

/** What a new access token is called, may do, where, and for how long. */
export function NewTokenForm({ onMade }: NewTokenFormProps) {
  const { me, team, workspaces } = useWorkspace();
  const [scopes, setScopes] = useState<readonly Scope[]>(["read"]);
  const [teamId, setTeamId] = useState(team.id);
  const [days, setDays] = useState<(typeof LIFETIMES)[number]>("90");
  const make = async (name: string) => {
    const terms = { teamId: teamId === ALL_TEAMS ? null : teamId, expiresIn: Number(days) * DAY_S };
    onMade(await createAccessToken({ name, scopes, ...terms }));
  };
  const teams = workspaces.map(({ id, name }) => ({ value: id, name }));
  return (
    <section className="invites">
      <h3>{t.new}</h3>
      <NameForm
        label={t.name}
        placeholder={t.namePlaceholder}
        autoComplete="off"
        draft={{ userId: me.id, setId: "tokens", place: "new-name" }}
        maxLength={TOKEN_NAME_MAX_CHARS}
        action={t.create}
        onSave={make}
        actions={(submit: ReactNode) => (
          <>
            <CheckGroup
              label={t.mayDo}
              options={SCOPES.map((value) => ({ value, name: t.scope[value] }))}
              chosen={scopes}
              onChange={setScopes}
              fixed="read"
            />
            <div className="invite-terms">
              <Choice
                label={t.team}
                options={[...teams, { value: ALL_TEAMS, name: t.allTeams }]}
                value={teamId}
                onChange={setTeamId}
              />
              <LifetimeChoice offered={LIFETIMES} days={days} onChange={setDays} />
            </div>
            <div className="dialog-actions">{submit}</div>
          </>
        )}
      />
    </section>
  );
}
