-- What earlier versions left behind: claims of people who are no longer in the team, and places beyond the limit of
-- 2^50. Both are put right by events, as any change of a list, so that clients follow.
INSERT INTO events (set_id, seq, payload, created_at)
SELECT t.set_id, l.seq + row_number() OVER place,
  json_object('type', 'todo:claimed', 'setId', t.set_id, 'seq', l.seq + row_number() OVER place, 'cause', 'left',
    'id', t.id, 'claimedBy', NULL, 'claimedByName', NULL, 'claimedByAvatar', NULL),
  strftime('%Y-%m-%dT%H:%M:%fZ')
FROM todos t JOIN todo_sets l ON l.id = t.set_id
WHERE t.claimed_by IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = t.team_id AND m.user_id = t.claimed_by)
WINDOW place AS (PARTITION BY t.set_id ORDER BY t.id);
UPDATE todos SET claimed_by = NULL
WHERE claimed_by IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = todos.team_id AND m.user_id = todos.claimed_by);
UPDATE todo_sets SET seq = (SELECT max(seq) FROM events WHERE set_id = id)
WHERE seq < (SELECT max(seq) FROM events WHERE set_id = id);

INSERT INTO events (set_id, seq, payload, created_at)
SELECT l.id, l.seq + 1,
  json_object('type', 'todo:reordered', 'setId', l.id, 'seq', l.seq + 1, 'cause', 'renumbered', 'items',
    (SELECT json_group_array(json_object('id', x.id, 'sortOrder', x.place)) FROM (
      SELECT id, row_number() OVER (ORDER BY sort_order, created_at, id) AS place FROM todos WHERE set_id = l.id) x)),
  strftime('%Y-%m-%dT%H:%M:%fZ')
FROM todo_sets l WHERE EXISTS (SELECT 1 FROM todos t WHERE t.set_id = l.id AND abs(t.sort_order) > 1125899906842624);
UPDATE todos SET sort_order = x.place FROM (
  SELECT id, row_number() OVER (PARTITION BY set_id ORDER BY sort_order, created_at, id) AS place FROM todos
  WHERE set_id IN (SELECT set_id FROM todos WHERE abs(sort_order) > 1125899906842624)) x
WHERE todos.id = x.id;
UPDATE todo_sets SET seq = (SELECT max(seq) FROM events WHERE set_id = id)
WHERE seq < (SELECT max(seq) FROM events WHERE set_id = id);

UPDATE todo_sets SET sort_order = x.place FROM (
  SELECT id, row_number() OVER (PARTITION BY team_id ORDER BY sort_order, created_at, id) AS place FROM todo_sets
  WHERE team_id IN (SELECT team_id FROM todo_sets WHERE abs(sort_order) > 1125899906842624)) x
WHERE todo_sets.id = x.id;
