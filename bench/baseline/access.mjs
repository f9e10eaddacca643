// Refusals, and who asks.
export function refuse(status, code) {
  return Response.json({ error: code, code }, { status });
}

export async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Runs the query for session and membership together with `further` statements, in one round trip. */
export async function authorise({ request, env, teamId }, ...further) {
  const token = /(?:^|;\s*)session=([^;]*)/.exec(request.headers.get("cookie") ?? "")?.[1];
  if (!token) throw refuse(401, "not_signed_in");
  const who = env.DB.prepare(
    `SELECT u.id, u.display_name, m.role FROM sessions s JOIN users u ON u.id = s.user_id
     LEFT JOIN memberships m ON m.user_id = u.id AND m.team_id = ?3 WHERE s.token_hash = ?1 AND s.expires_at > ?2`,
  ).bind(await digest(token), new Date().toISOString(), teamId ?? "");
  const [{ results: users }, ...rest] = await env.DB.batch([who, ...further]);
  if (!users.length) throw refuse(401, "not_signed_in");
  if (teamId && !users[0].role) throw refuse(403, "not_a_member");
  return [users[0], ...rest.map(({ results }) => results)];
}
