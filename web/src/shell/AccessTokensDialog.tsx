import { sentenceOf } from "glint-client";
import type { AccessToken, NewAccessToken } from "glint-client/wire";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { revokeAccessToken, useAccessTokens } from "../data/access-tokens";
import { texts } from "../texts";
import { textsOfAccessTokens as t } from "../texts/access-tokens";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { IconButton } from "../ui/IconButton";
import { Loading } from "../ui/Loading";
import { ModalDialog } from "../ui/ModalDialog";
import { ShownOnce } from "../ui/ShownOnce";
import { UseAndExpiry } from "../ui/UseAndExpiry";
import { useNextRowFocus } from "../ui/use-next-row-focus";
import { useWorkspace } from "../workspace/workspace";
import { NewTokenForm } from "./NewTokenForm";

/** The user's access tokens, each with a button to revoke it, and a form for another one. */
export default function AccessTokensDialog({ onClose }: { readonly onClose: () => void }) {
  const query = useAccessTokens();
  const tokens = query.data;
  const [made, setMade] = useState<NewAccessToken | null>(null);
  const [revoked, setRevoked] = useState<AccessToken | null>(null);
  const { list, leave } = useNextRowFocus(tokens ?? null, ".icon-button");
  return (
    <ModalDialog title={texts.account.tokens} onClose={onClose} wide isDismissable={false}>
      <p className="dialog-text">{t.intro}</p>
      {query.error ? <p role="alert">{sentenceOf(query.error)}</p> : null}
      {made ? (
        <ShownOnce key={made.id} label={t.secret(made.name)} hint={t.once} value={made.secret} />
      ) : null}
      <div ref={list} tabIndex={-1}>
        {tokens ? <TokenList tokens={tokens} onRevoke={setRevoked} /> : <Loading lines={2} />}
      </div>
      <NewTokenForm onMade={setMade} />
      {revoked ? (
        <ConfirmDialog
          title={t.revokeTitle(revoked.name)}
          message={t.revokeText}
          action={t.revokeAction}
          onClose={() => setRevoked(null)}
          onConfirm={async () => {
            leave(revoked.id);
            await revokeAccessToken(revoked.id);
            if (revoked.id === made?.id) setMade(null);
          }}
        />
      ) : null}
    </ModalDialog>
  );
}

interface TokenListProps {
  readonly tokens: readonly AccessToken[];
  readonly onRevoke: (token: AccessToken) => void;
}

function TokenList({ tokens, onRevoke }: TokenListProps) {
  if (tokens.length === 0) return <p className="dialog-text">{t.none}</p>;
  return (
    <ul className="member-list" aria-label={texts.account.tokens}>
      {tokens.map((token) => (
        <li key={token.id} className="member">
          <Description token={token} />
          <IconButton
            label={t.revoke(token.name)}
            icon={<Trash2 />}
            onPress={() => onRevoke(token)}
          />
        </li>
      ))}
    </ul>
  );
}

function Description({ token }: { readonly token: AccessToken }) {
  const { workspaces } = useWorkspace();
  const { name, scopes, teamId, usedAt, expiresAt } = token;
  const ofTeam = workspaces.find(({ id }) => id === teamId)?.name ?? t.unknownTeam;
  const may = t.may(scopes.map((scope) => t.scope[scope]));
  return (
    <span className="member-names">
      <span className="member-name" dir="auto">
        {name}
      </span>
      <span className="member-username">
        {t.summary(may, teamId === null ? t.allTeams : ofTeam)}
      </span>
      <UseAndExpiry unused={t.unused} {...{ usedAt, expiresAt }} />
    </span>
  );
}
