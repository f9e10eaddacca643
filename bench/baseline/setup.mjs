// What the harness needs to set up; not measured.
import { authorise, digest } from "./access.mjs";

const DAY_MS = 86_400_000;

export async function signIn({ request, env }) {
  const { username } = await request.json();
  const [id, token] = [crypto.randomUUID(), crypto.randomUUID()];
  await env.DB.batch([
    env.DB.prepare("INSERT INTO users VALUES (?1, ?2, ?2)").bind(id, username),
    env.DB.prepare("INSERT INTO sessions VALUES (?1, ?2, ?3)").bind(
      await digest(token),
      id,
      new Date(Date.now() + DAY_MS).toISOString(),
    ),
  ]);
  return Response.json({ user: { id, username } }, { headers: { "set-cookie": `session=${token}; Path=/; HttpOnly` } });
}

export async function createTeam(call) {
  const [user] = await authorise(call);
  const id = crypto.randomUUID();
  await call.env.DB.prepare("INSERT INTO memberships VALUES (?1, ?2, 'owner')").bind(id, user.id).run();
  return Response.json({ team: { id } }, { status: 201 });
}

export async function createSet(call) {
  const { name } = await call.request.json();
  await authorise(call);
  const id = crypto.randomUUID();
  await call.env.DB.prepare("INSERT INTO todo_sets (id, team_id, name) VALUES (?1, ?2, ?3)")
    .bind(id, call.teamId, name)
    .run();
  return Response.json({ set: { id, name } }, { status: 201 });
}

export async function invite(call) {
  await authorise(call);
  const token = crypto.randomUUID();
  await call.env.DB.prepare("INSERT INTO invites VALUES (?1, ?2)").bind(token, call.teamId).run();
  return Response.json({ invite: { token } }, { status: 201 });
}

export async function join(call) {
  const token = call.teamId; // the same place in the path
  const [user] = await authorise({ ...call, teamId: undefined });
  const { team_id: id } = await call.env.DB.prepare("SELECT team_id FROM invites WHERE token = ?1").bind(token).first();
  await call.env.DB.prepare("INSERT INTO memberships VALUES (?1, ?2, 'member')").bind(id, user.id).run();
  return Response.json({ team: { id } });
}
