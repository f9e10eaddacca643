-- A commit may log several events, also in several lists of a team. Where it did, `logged` is the JSON array of their
-- [set id, seq], so that a replay publishes all of them again; where it logged one, that is set_id and seq.
ALTER TABLE idempotency_keys ADD COLUMN logged TEXT;
