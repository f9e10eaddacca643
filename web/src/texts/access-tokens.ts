import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts about access tokens: loaded with their dialog. */
export const english = ({ isolated, listed, quoted }: Format) => ({
  intro: "With an access token, a script or another program can use Glint in your name.",
  none: "You have no access tokens.",
  allTeams: "All teams",
  unknownTeam: "A team that you are no longer in",
  scope: {
    read: "read",
    write: "change todos",
    comment: "comment",
    manage: "manage lists and teams",
  },
  may: (scopes: readonly string[]) => `May ${listed(scopes)}`,
  summary: (may: string, team: string) => `${may} · ${isolated(team)}`,
  unused: "Never used",
  revoke: (name: string) => `Revoke ${isolated(name)}`,
  revokeTitle: (name: string) => `Revoke ${quoted(name)}?`,
  revokeText: "Programs that use this token can no longer use Glint. This cannot be undone.",
  revokeAction: "Revoke token",
  new: "New access token",
  name: "What is it for?",
  namePlaceholder: "Backup script",
  mayDo: "It may …",
  team: "Team",
  create: "Create token",
  secret: (name: string) => `Access token ${quoted(name)}`,
  once: "Copy it now. It is shown only this once; whoever has it can use Glint in your name.",
});

export const textsOfAccessTokens = inLanguage(english, translations?.accessTokens);
