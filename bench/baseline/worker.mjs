// The floor for comparison: what JavaScript on workerd needs for the same requests. Session, membership, D1, answer,
// and in waitUntil a broadcast by tag through a hibernating Durable Object. No validation, permissions, idempotency,
// presence or recovery. With LOG=on a change is committed together with its numbered event, as in Glint; without it,
// events have no `seq` and only the todo is written.
import { DurableObject } from "cloudflare:workers";
import { authorise, refuse } from "./access.mjs";
import { createSet, createTeam, invite, join, signIn } from "./setup.mjs";

const TODO = `t.id, t.user_id AS userId, NULL AS parentId, t.title, t.completed, t.sort_order AS sortOrder, 0 AS commentCount,
  t.claimed_by AS claimedBy, c.display_name AS claimedByName, NULL AS claimedByAvatar, t.assignees,
  t.due_on AS dueOn, t.due_time AS dueTime, t.due_zone AS dueZone, t.repeat, t.created_at AS createdAt, t.updated_at AS updatedAt`;

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
  const answer = ROUTES[`${request.method} ${[top, kind, last].filter(Boolean).join(" ")}`];
  return answer ? answer(call, id) : refuse(404, "not_found");
}

const ROUTES = {
  "GET health": () => Response.json({ ok: true }),
  "GET auth": showUser,
  "GET teams sets": listSets,
  "GET teams sets todos": listTodos,
  "POST teams sets todos": createTodo,
  "GET teams sets events": listEvents,
  "GET teams sets ws": connect,
  "PATCH teams todos": updateTodo,
  "DELETE teams todos": deleteTodo,
  "POST auth": signIn,
  "POST teams": createTeam,
  "POST teams sets": createSet,
  "POST teams invites": invite,
  "POST invites": join,
};

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
  for (const todo of todos) {
    todo.completed = todo.completed === 1;
    todo.assignees = todo.assignees ? JSON.parse(todo.assignees) : [];
    todo.repeat = todo.repeat && JSON.parse(todo.repeat);
  }
  return Response.json({ todos, role: user.role, permissions: {}, seq: set.seq });
}

async function showUser(call) {
  const [user] = await authorise({ ...call, teamId: undefined });
  return Response.json({ user: { id: user.id, displayName: user.display_name } });
}

async function listSets(call) {
  const list = call.env.DB.prepare("SELECT id, name FROM todo_sets WHERE team_id = ?1").bind(call.teamId);
  const [user, sets] = await authorise(call, list);
  return Response.json({ sets, role: user.role });
}

async function listEvents(call, setId) {
  const since = Number(new URL(call.request.url).searchParams.get("since"));
  const log = call.env.DB.prepare("SELECT payload FROM events WHERE set_id = ?1 AND seq > ?2 ORDER BY seq");
  const [, [set], events] = await authorise(call, selectSet(call, setId), log.bind(setId, since));
  if (!set) throw refuse(404, "not_found");
  return Response.json({ events: events.map(({ payload }) => JSON.parse(payload)), seq: set.seq });
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
    ...{ claimedBy: null, claimedByName: null, claimedByAvatar: null, assignees: [] },
    ...{ dueOn: null, dueTime: null, dueZone: null, repeat: null, createdAt: at, updatedAt: at },
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
