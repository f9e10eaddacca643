// The floor for comparison: what JavaScript on workerd needs for the same requests. Session, membership, D1, answer,
// and in waitUntil a broadcast by tag through a hibernating Durable Object. No validation, permissions, idempotency,
// presence or recovery. With LOG=on a change is committed together with its numbered event, as in Glint; without it,
// events have no `seq` and only the todo is written.
import { DurableObject } from "cloudflare:workers";

const DAY_MS = 86_400_000;
const TODO = `t.id, t.user_id AS userId, NULL AS parentId, t.title, t.completed, t.sort_order AS sortOrder, 0 AS commentCount,
  t.claimed_by AS claimedBy, c.display_name AS claimedByName, NULL AS claimedByAvatar, t.created_at AS createdAt, t.updated_at AS updatedAt`;

export class Room extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", '{"type":"pong","heads":{}}'));
  }

  fetch(request) {
    const setId = request.headers.get("x-set");
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server, [setId]);
    server.send(JSON.stringify({ type: "realtime:ready", setId, seq: 0 }));
    return new Response(null, { status: 101, webSocket: client });
  }

  publish(setId, text) {
    for (const socket of this.ctx.getWebSockets(setId)) {
      try {
        socket.send(text);
      } catch {} // a dead one stops nobody else
    }
  }

  webSocketMessage() {}
  webSocketClose(socket, code) {
    socket.close(code === 1005 || code === 1006 || code === 1015 ? 1000 : code);
  }
  webSocketError() {}
}

export default {
  async fetch(request, env, ctx) {
    try {
      return await route(request, env, ctx);
    } catch (error) {
      if (error instanceof Response) return error;
      console.error(error);
      return refuse(500, "internal");
    }
  },
};

function route(request, env, ctx) {
  const [, , top, teamId, kind, id, last] = new URL(request.url).pathname.split("/").map(decodeURIComponent);
  const call = { request, env, ctx, teamId };
  switch (`${request.method} ${[top, kind, last].filter(Boolean).join(" ")}`) {
    case "GET health":
      return Response.json({ ok: true });
    case "GET teams sets todos":
      return listTodos(call, id);
    case "POST teams sets todos":
      return createTodo(call, id);
    case "GET teams sets ws":
      return connect(call, id);
    case "PATCH teams todos":
      return updateTodo(call, id);
    case "DELETE teams todos":
      return deleteTodo(call, id);
    case "POST auth":
      return signIn(call);
    case "POST teams":
      return createTeam(call);
    case "POST teams sets":
      return createSet(call);
    case "POST teams invites":
      return invite(call);
    case "POST invites":
      return join(call);
  }
  return refuse(404, "not_found");
}

function refuse(status, code) {
  return Response.json({ error: code, code }, { status });
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Runs the query for session and membership together with `further` statements, in one round trip. */
async function authorise({ request, env, teamId }, ...further) {
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

function selectSet({ env, teamId }, setId) {
  return env.DB.prepare("SELECT id, seq FROM todo_sets WHERE id = ?1 AND team_id = ?2").bind(setId, teamId);
}

function selectTodo({ env, teamId }, id) {
  return env.DB.prepare(
    "SELECT t.* FROM todos t JOIN todo_sets l ON l.id = t.set_id AND l.team_id = ?2 WHERE t.id = ?1",
  ).bind(id, teamId);
}

async function listTodos(call, setId) {
  const list = call.env.DB.prepare(
    `SELECT ${TODO} FROM todos t LEFT JOIN users c ON c.id = t.claimed_by WHERE t.set_id = ?1 ORDER BY t.sort_order, t.created_at`,
  ).bind(setId);
  const [user, [set], todos] = await authorise(call, selectSet(call, setId), list);
  if (!set) throw refuse(404, "not_found");
  for (const todo of todos) todo.completed = todo.completed === 1;
  return Response.json({ todos, role: user.role, permissions: {}, seq: set.seq });
}

/** Commits `statements`, with LOG=on also the event and its number; resolves to the numbered event. */
async function commit({ env }, event, ...statements) {
  if (env.LOG !== "on") return (await env.DB.batch(statements)).at(0).results[0];
  const bump = env.DB.prepare("UPDATE todo_sets SET seq = seq + 1 WHERE id = ?1").bind(event.setId);
  const log = env.DB.prepare(
    `INSERT INTO events SELECT id, seq, json_set(?2, '$.seq', seq) FROM todo_sets WHERE id = ?1 RETURNING seq`,
  ).bind(event.setId, JSON.stringify(event));
  const done = await env.DB.batch([...statements, bump, log]);
  event.seq = done.at(-1).results[0].seq;
  return done[0].results[0];
}

function publish({ env, ctx, teamId }, event) {
  ctx.waitUntil(env.ROOM.getByName(teamId).publish(event.setId, JSON.stringify(event)));
}

async function createTodo(call, setId) {
  const { title } = await call.request.json();
  const [user, [set]] = await authorise(call, selectSet(call, setId));
  if (!set) throw refuse(404, "not_found");
  const at = new Date().toISOString();
  const todo = {
    ...{
      id: crypto.randomUUID(),
      userId: user.id,
      parentId: null,
      title,
      completed: false,
      sortOrder: 0,
      commentCount: 0,
    },
    ...{ claimedBy: null, claimedByName: null, claimedByAvatar: null, createdAt: at, updatedAt: at },
  };
  const event = { type: "todo:created", setId, todo };
  const insert = call.env.DB.prepare(
    `INSERT INTO todos (id, set_id, user_id, title, sort_order, created_at, updated_at)
     VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(sort_order), 0) + 1 FROM todos WHERE set_id = ?2), ?5, ?5)
     RETURNING sort_order AS sortOrder`,
  ).bind(todo.id, setId, user.id, title, at);
  Object.assign(todo, await commit(call, event, insert));
  publish(call, event);
  return Response.json({ todo, seq: event.seq }, { status: 201 });
}

async function updateTodo(call, id) {
  const patch = await call.request.json();
  const [, [todo]] = await authorise(call, selectTodo(call, id));
  if (!todo) throw refuse(404, "not_found");
  const updatedAt = new Date().toISOString();
  const event = { type: "todo:updated", setId: todo.set_id, todo: { id, ...patch, updatedAt } };
  const completed = patch.completed === undefined ? todo.completed : Number(patch.completed);
  const update = call.env.DB.prepare("UPDATE todos SET title = ?2, completed = ?3, updated_at = ?4 WHERE id = ?1");
  await commit(call, event, update.bind(id, patch.title ?? todo.title, completed, updatedAt));
  publish(call, event);
  return Response.json({ ok: true, seq: event.seq });
}

async function deleteTodo(call, id) {
  const [, [todo]] = await authorise(call, selectTodo(call, id));
  if (!todo) throw refuse(404, "not_found");
  const event = { type: "todo:deleted", setId: todo.set_id, id };
  await commit(call, event, call.env.DB.prepare("DELETE FROM todos WHERE id = ?1").bind(id));
  publish(call, event);
  return Response.json({ ok: true, seq: event.seq });
}

async function connect(call, setId) {
  const [, [set]] = await authorise(call, selectSet(call, setId));
  if (!set) throw refuse(404, "not_found");
  const headers = new Headers(call.request.headers);
  headers.set("x-set", setId);
  return call.env.ROOM.getByName(call.teamId).fetch(new Request(call.request, { headers }));
}

// What the harness needs to set up; not measured.

async function signIn({ request, env }) {
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

async function createTeam(call) {
  const [user] = await authorise(call);
  const id = crypto.randomUUID();
  await call.env.DB.prepare("INSERT INTO memberships VALUES (?1, ?2, 'owner')").bind(id, user.id).run();
  return Response.json({ team: { id } }, { status: 201 });
}

async function createSet(call) {
  const { name } = await call.request.json();
  await authorise(call);
  const id = crypto.randomUUID();
  await call.env.DB.prepare("INSERT INTO todo_sets (id, team_id, name) VALUES (?1, ?2, ?3)")
    .bind(id, call.teamId, name)
    .run();
  return Response.json({ set: { id, name } }, { status: 201 });
}

async function invite(call) {
  await authorise(call);
  const token = crypto.randomUUID();
  await call.env.DB.prepare("INSERT INTO invites VALUES (?1, ?2)").bind(token, call.teamId).run();
  return Response.json({ invite: { token } }, { status: 201 });
}

async function join(call) {
  const token = call.teamId; // the same place in the path
  const [user] = await authorise({ ...call, teamId: undefined });
  const { team_id: id } = await call.env.DB.prepare("SELECT team_id FROM invites WHERE token = ?1").bind(token).first();
  await call.env.DB.prepare("INSERT INTO memberships VALUES (?1, ?2, 'member')").bind(id, user.id).run();
  return Response.json({ team: { id } });
}
