/** Where the screens are. */
export const paths = {
  home: "/",
  join: (token: string) => `/join/${segment(token)}`,
  team: (teamId: string) => `/t/${segment(teamId)}`,
  set: (teamId: string, setId: string) => `/t/${segment(teamId)}/s/${segment(setId)}`,
} as const;

/** Escaped, but with the colon of `personal:<userId>` kept: the router does not decode that one. */
function segment(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":");
}
