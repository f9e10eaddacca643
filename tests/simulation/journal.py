"""What the database has committed, kept beside it: what everybody must have in the end, and when they got it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glint_client.replica import Replica
from glint_client.wire import Event, State
from live.effects import RETRY_AFTER_S
from tests.simulation.mutants import AGAIN
from tests.simulation.request import Request
from tests.simulation.sense import check_sense
from tests.simulation.staleness import CALL_FAILED, HOPS_S, NOTHING_LOST, REPEATED, Staleness
from tests.simulation.violations import DoneTwice, Lost
from tests.support.http_app import Answer

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.outbox import Acknowledged
    from tests.simulation.world import World

HEAD_KEY_CHARS: Final = 8
HEAL_AFTER_S: Final = 2.0
REFUSALS: Final = 300
REDACTED: Final = "Deleted"
"""The title of what was deleted for good."""
IN_FLIGHT_S: Final = 5.0
"""How long after a restore answers of before may still arrive."""
REFUSED: Final = (409, 422)
"""A repeat is never answered with these after the first request has been carried out."""

_PUSHED_AGAIN: Final = """
SELECT 1 FROM todo_sets l WHERE l.id = ?1 AND NOT EXISTS (
  SELECT 1 FROM events e JOIN memberships m ON m.team_id = l.team_id
  WHERE e.set_id = l.id AND e.seq = ?2 AND coalesce(m.access_since, m.joined_at) >= e.created_at)
AND NOT EXISTS (SELECT 1 FROM events e JOIN share_links k ON k.set_id = e.set_id
  WHERE e.set_id = l.id AND e.seq = ?2 AND k.created_at >= e.created_at)"""


@dataclass(eq=False)
class Commit:
    """One committed event. Times are virtual seconds.

    `pushed_s` is when the object first sent it to viewers, `heard_s` when it first knew of its number.
    """

    event: Event
    at_s: float
    request: Request | None
    pushed_s: float | None = None
    heard_s: float | None = None


def key_of(event: Event) -> str:
    """Return the key of the change that an event is of, or ''."""
    return event.get("mutationId", "").partition(AGAIN)[0]


class SetLog:
    """The log of one set, as it was committed, and the list after each event."""

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        self.commits: dict[int, Commit] = {}
        self.states: dict[int, State] = {replica.seq: replica.state}

    def append(self, commit: Commit) -> None:
        """Add the next event."""
        seq = commit.event["seq"]
        check_sense(self.replica.state, commit.event)
        assert seq == self.replica.seq + 1, f"The log goes from {self.replica.seq} to {seq}."
        self.replica.receive(commit.event)
        self.commits[seq], self.states[seq] = commit, self.replica.state


class Journal:
    """Everything that was committed, `kinds` of which kind; `undone` are the keys of what a restore has undone.

    `redacted` says that something was deleted for good.

    `epoch` counts restores, each from when the new numbers are given: before that, what clients have may be undone.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.sets: dict[str, SetLog] = {}
        self.keys, self.kinds = Counter[tuple[str, str]](), Counter[str]()
        self.undone: set[str] = set()
        self.redacted = False
        self.epoch = 0
        self._restored_s = -1.0
        self.staleness = Staleness(world)

    def load(self) -> None:
        """Start from what is stored."""
        self.sets = {set_id: SetLog(replica) for set_id, replica in self._world.stored_lists().items()}

    def append(self, events: Sequence[tuple[str, int, str]], request: Request | None) -> None:
        """Take the events of a committed batch."""
        done: dict[tuple[str, str], Event] = {}
        for set_id, _, payload in events:
            event: Event = json.loads(payload)
            commit = Commit(event, self._world.loop.time(), request)
            if request is not None:
                request.commits += 1
            log = self.sets.setdefault(set_id, SetLog(Replica({}, 0)))
            if request is not None:
                self._world.concerned.happened(request, event, log.replica.state)
            log.append(commit)
            if request is not None and event.get("actorId"):
                self._world.access.changed(request, set_id)
                self._world.rights.changed(request, event)
            self.kinds[f"{event['type']} {event.get('cause', '')}".rstrip()] += 1
            if key := key_of(event):
                done[key, set_id] = event
        self.keys.update(done.keys())
        for once, event in done.items():
            if self.keys[once] > 1:
                raise DoneTwice(f"{event} has been done before.")

    def restored(self) -> None:
        """Forget what a restore has undone."""
        before, self._restored_s = self.sets, self._world.loop.time() + IN_FLIGHT_S
        self.load()
        for set_id, log in before.items():
            kept = self.sets.get(set_id)
            for seq, commit in log.commits.items():
                if kept is not None and seq <= kept.replica.seq:
                    kept.commits[seq], kept.states[seq] = commit, log.states[seq]
                elif key := key_of(commit.event):
                    self.undone.add(key)
                    del self.keys[key, set_id]

    def renumbered(self) -> None:
        """Follow the numbers after a restore: they go on far beyond."""
        self.epoch += 1
        for set_id, replica in self._world.stored_lists().items():
            log = self.sets.setdefault(set_id, SetLog(replica))
            log.replica = replica
            log.states[replica.seq] = replica.state

    def head(self, set_id: str) -> int:
        """Return the head of a set."""
        return self.sets[set_id].replica.seq

    def published(self, events: str) -> None:
        """Note what the object has sent."""
        now_s = self._world.loop.time()
        for event in map(json.loads, events.split("\n")):
            commit = self._commit(event["setId"], event["seq"])
            if commit is not None and commit.pushed_s is None:
                commit.pushed_s = now_s
                self._check_push(commit, now_s)
            self._note_broken(event["setId"], event["seq"])

    def requests_of(self, events: str) -> list[Request]:
        """The requests that have committed these events, each once."""
        commits = (self._commit(event["setId"], event["seq"]) for event in map(json.loads, events.split("\n")))
        return list(dict.fromkeys(commit.request for commit in commits if commit and commit.request))

    def _note_broken(self, set_id: str, seq: int) -> None:
        """Note whose connection is broken when the object hears of an event."""
        for client in self._world.clients:
            if client.place.set == set_id:
                client.list.pushed(seq)

    def _check_push(self, commit: Commit, now_s: float) -> None:
        """Check how long the object took to hear of an event, from the answer on."""
        request = commit.request
        if request is None or request.answered_s is None or request.calls_failed > len(RETRY_AFTER_S):
            return
        if request.faults <= {"a call failed"}:
            row = CALL_FAILED if request.faults else NOTHING_LOST
            self.staleness.check(row, now_s - request.answered_s, f"the push of {commit.event['seq']}")

    def effects_done(self, request: Request) -> None:
        """Check that what a request has changed was pushed, unless a fault has prevented it."""
        if request.commits and not request.faults:
            silent = [c.event["seq"] for log in self.sets.values() for c in log.commits.values()
                      if c.request is request and c.pushed_s is None]  # fmt: skip
            assert not silent, f"{silent} of {request.path} was not pushed."

    def heads(self, pong: str) -> None:
        """Note how far the object knows the logs."""
        now_s, heads = self._world.loop.time(), json.loads(pong)["heads"]
        for set_id, log in self.sets.items():
            head = heads.get(set_id[:HEAD_KEY_CHARS], 0)
            while (commit := log.commits.get(head)) and commit.heard_s is None:
                commit.heard_s = now_s
                self._note_broken(set_id, head)
                head -= 1

    def applied(self, client: Client, before: int) -> None:
        """Check what a client has now, and how long each event took."""
        log, seq = self.sets.get(client.place.set), client.replica.seq
        if log is None or client.list.epoch != self.epoch or self._world.restoring:
            return
        committed = log.states.get(seq)
        if committed is not None and client.is_guest:
            committed = {key: client.as_shown(todo) for key, todo in committed.items()}
        assert self._is(client.replica.state, committed), f"{client.name} has another list at {seq}."
        for each in range(max(before, seq - len(log.commits)) + 1, seq + 1):
            if commit := log.commits.get(each):
                self.staleness.seen(client, each, commit)

    def _is(self, state: State, committed: State | None) -> bool:
        """Whether a list is as committed, but for titles that were deleted for good since (R157)."""
        if state == committed or committed is None or not self.redacted:
            return state == committed
        redacted = {key for key, todo in state.items() if todo["title"] == REDACTED}
        same = {key: {**todo, "title": REDACTED} if key in redacted else todo for key, todo in committed.items()}
        return state == same

    def repeated(self, client: Client, acknowledged: Acknowledged, again: Answer, faults: int) -> None:
        """Check the answer to a repeat: the first one again. It is pushed again, unless there are more `faults`."""
        if again.status < REFUSALS:
            place, now_s = client.place.set, self._world.loop.time()
            self._world.loop.after(HOPS_S, self._check_repeat, place, acknowledged, now_s, faults)
        first = acknowledged.answer
        if acknowledged.change.key not in self.undone and acknowledged.at_s > self._restored_s and not client.over:
            same = (first.status, first.text) == (again.status, again.text)
            same |= self.redacted and REDACTED in again.text
            assert same or again.status in (401, 403, 404), f"{acknowledged.change} is answered otherwise: {again.text}"

    def _check_repeat(self, set_id: str, acknowledged: Acknowledged, repeated_s: float, faults: int) -> None:
        commit = self._commit(set_id, acknowledged.seq)
        if commit is None or key_of(commit.event) != acknowledged.change.key:
            return
        if commit.pushed_s is None:
            excused = self._world.counts.total() != faults or not self._is_pushed_again(set_id, acknowledged.seq)
            assert excused, f"The repeat of {acknowledged.change} was not pushed."
        else:
            after_answer_s, after_repeat_s = commit.pushed_s - acknowledged.at_s, commit.pushed_s - repeated_s
            took_s = min(after_answer_s, HEAL_AFTER_S + max(0.0, after_repeat_s))
            self.staleness.check(REPEATED, took_s, f"{acknowledged.change}")

    def _is_pushed_again(self, set_id: str, seq: int) -> bool:
        """Whether a repeat pushes this event: not of a deleted list, nor before someone's access began (R111)."""
        return bool(self._world.store.rows(_PUSHED_AGAIN, set_id, seq))

    def _commit(self, set_id: str, seq: int) -> Commit | None:
        log = self.sets.get(set_id)
        return log.commits.get(seq) if log else None

    def check_answers(self, answers: Sequence[Acknowledged]) -> None:
        """Check that what was acknowledged is in the log, once, and that what was refused is not."""
        places = {(key_of(commit.event), seq) for log in self.sets.values() for seq, commit in log.commits.items()}
        for acknowledged in answers:
            key, seq = acknowledged.change.key, acknowledged.seq
            done = (key, seq) in places or key in self.undone
            if seq and acknowledged.change.changes_for_sure and not done:
                raise Lost(f"{acknowledged.change} was acknowledged as {seq}, and is lost.")
            refused = acknowledged.answer.status in REFUSED and key not in self._world.doubled
            done = any(self.keys[key, set_id] for set_id in self.sets)
            assert not (refused and done), f"{acknowledged.change} was refused, and done."
