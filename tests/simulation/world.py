"""Everything in one history: the clients, the network, two workers, the objects, the database, and the checks."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from typing import Final

from glint_client.replica import Replica
from glint_client.wire import Todo
from ports import Statement
from tests.simulation.access import Access
from tests.simulation.client import Client
from tests.simulation.clock import Process, virtual_loop
from tests.simulation.concerned import Concerned
from tests.simulation.journal import Journal
from tests.simulation.mutants import NO_MUTANT, Mutant
from tests.simulation.network import Network
from tests.simulation.request import Request
from tests.simulation.rights import Rights
from tests.simulation.steps import Plan
from tests.simulation.team_object import TeamObject
from tests.simulation.template import NAMES, Template, numbers
from tests.simulation.worker import Worker
from tests.support.fake_provider import FakeProvider
from tests.support.scene import START_MS

BEGIN_MS: Final = START_MS + 60_000
WORKERS: Final = 2
ON_SECOND_LIST: Final = 0.2

_ROWS: Final = """
SELECT t.set_id, json_patch(json_object('id', t.id, 'userId', t.user_id, 'parentId', t.parent_id, 'title', t.title,
  'completed', json(iif(t.completed, 'true', 'false')), 'sortOrder', t.sort_order, 'commentCount', t.comment_count,
  'claimedBy', t.claimed_by, 'claimedByName', u.display_name, 'claimedByAvatar', u.avatar_url,
  'assignees', json(t.assignees), 'dueOn', t.due_on, 'dueTime', t.due_time, 'dueZone', t.due_zone,
  'repeat', json(t.repeat), 'createdAt', t.created_at, 'updatedAt', t.updated_at),
  iif(t.description IS NULL, '{}', '{"hasDescription": true}')) AS json
FROM todos t LEFT JOIN users u ON u.id = t.claimed_by"""


class World:
    """One history's world. `doubled` are the keys of requests that the network has doubled.

    While `restoring`, the database is restored already, and the deployment that closes all sockets is still to come.
    """

    def __init__(self, plan: Plan, template: Template, mutant: Mutant = NO_MUTANT) -> None:
        self.plan, self.template, self.mutant = plan, template, mutant
        self.loop, self.chance, self.weather = virtual_loop(), random.Random(f"{plan.seed} network"), plan.weather
        self.counts: Counter[str] = Counter()
        self.told: list[tuple[float, str]] = []
        self.doubled: set[str] = set()
        self.restoring = False
        self.numbers = numbers(str(plan.seed))
        self.provider = FakeProvider(now_s=BEGIN_MS / 1000)
        self.store = template.store
        self.store.open(self)
        self.network, self.access, self.journal = Network(self), Access(self), Journal(self)
        self.rights = Rights(self)
        self.concerned = Concerned(self)
        self.objects: dict[str, TeamObject] = {}
        self.workers = [Worker(self) for _ in range(WORKERS)]
        self.people = Process(self.loop)
        self._armed: set[str] = set()
        self.clients = [*map(self._client, range(plan.clients)), *map(self._guest, range(plan.guests))]
        self.journal.load()

    def _client(self, number: int) -> Client:
        name = NAMES[number]
        place = self.template.places[number > 0 and self.chance.random() < ON_SECOND_LIST]
        return Client(self, name, place, self.template.sessions[name], self.template.user_ids[name])

    def _guest(self, number: int) -> Client:
        home, (link_id, token) = self.template.places[0], self.template.links[number]
        guest = Client(self, f"guest {number + 1}", home, token, link_id, is_guest=True)
        self.access.begins(guest)
        return guest

    def now_ms(self) -> float:
        """Return the time as servers see it, in epoch milliseconds."""
        return float(int(BEGIN_MS + self.loop.time() * 1000))

    def say(self, what: str) -> None:
        """Add a line to the story."""
        self.told.append((self.loop.time(), what))

    def count(self, fault: str) -> None:
        """Count a fault, and tell of it."""
        self.counts[fault] += 1
        self.say(f"- {fault}")

    def object(self, team_id: str) -> TeamObject:
        """Return the team's object."""
        if team_id not in self.objects:
            self.objects[team_id] = TeamObject(self, team_id)
        return self.objects[team_id]

    @property
    def team_object(self) -> TeamObject:
        """Return the object of the team that everybody is in."""
        return self.object(self.template.places[0].team)

    def arm(self, point: str) -> None:
        """Have the next process that reaches this point die there."""
        self._armed.add(point)

    def disarm(self) -> None:
        """Let nobody die any more."""
        self._armed.clear()

    def reached(self, point: str, process: Process, *, kill: bool = True) -> bool:
        """Whether a process is to die at this point; it does, unless it is left to the caller."""
        if point not in self._armed:
            return False
        self._armed.remove(point)
        self.count(point)
        if kill:
            process.kill()
        return True

    def committed(
        self, statements: Sequence[Statement], logged: Sequence[tuple[str, int, str]], request: Request | None
    ) -> None:
        """Follow a committed batch."""
        self.access.committed(statements, request)
        self.rights.committed(statements)
        self.concerned.committed(statements)
        self.journal.append(logged, request)

    def effects_done(self, request: Request) -> None:
        """Check what a worker has done after an answer."""
        self.access.effects_done(request)
        self.journal.effects_done(request)

    def stored_lists(self) -> dict[str, Replica]:
        """Read every list as it is stored, and its head."""
        todos: dict[str, list[Todo]] = {}
        for row in self.store.rows(_ROWS):
            todos.setdefault(str(row["set_id"]), []).append(json.loads(str(row["json"])))
        heads = self.store.rows("SELECT id, seq FROM todo_sets")
        return {str(row["id"]): Replica.from_list(todos.get(str(row["id"]), []), int(row["seq"] or 0)) for row in heads}

    def may_view(self, client: Client) -> bool:
        """Whether someone may see the list that they have open."""
        return self.access.may_view(client.seat)

    def run_for(self, seconds: float) -> None:
        """Let time pass."""
        self.loop.run_until(lambda: False, self.loop.time() + seconds)

    def close(self) -> None:
        """End everything, and undo it."""
        for process in (self.people, *self.clients, *self.workers, *self.objects.values()):
            process.kill()
        self.loop.abandon()
        self.store.close()
