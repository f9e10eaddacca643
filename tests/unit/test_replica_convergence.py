"""However events are repeated, lost and reordered, every client's list is the server's list at its `seq`."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from glint_client.replica import Replica
from glint_client.wire import Comment, Event, Todo

CLIENTS = 3
KEPT = 12

picks = st.integers(0, 10_000)
orders = st.sampled_from([-1, 0, 0.5, 1, 1.5, 2, 3])


class Server:
    """A minimal set: a list, its events, and a copy of the list at each `seq`."""

    def __init__(self) -> None:
        self.todos: list[Todo] = []
        self.log: list[Event] = []
        self.history: list[list[Todo]] = [[]]

    def log_event(self, event: Event) -> None:
        """Append an event, and record the list after it."""
        self.log.append({**event, "setId": "s1", "seq": len(self.log) + 1})
        self.todos.sort(key=lambda todo: (todo["sortOrder"], todo["createdAt"], todo["id"]))
        self.history.append([todo.copy() for todo in self.todos])

    def below(self, todo_id: str) -> list[str]:
        """Return the todo and everything below it."""
        children = [todo["id"] for todo in self.todos if todo["parentId"] == todo_id]
        return [todo_id, *(found for child in children for found in self.below(child))]


class Convergence(RuleBasedStateMachine):
    """People change a set while three clients receive its events over a bad network."""

    def __init__(self) -> None:
        super().__init__()
        self.server = Server()
        self.clients = [Replica.from_list([], 0) for _ in range(CLIENTS)]
        self.created = 0
        self.reloaded: list[Replica] = []

    def pick(self, number: int) -> Todo | None:
        """Return some todo of the server, if there is any."""
        todos = self.server.todos
        return todos[number % len(todos)] if todos else None

    @initialize(count=st.integers(0, 4))
    def begin(self, count: int) -> None:
        """A few todos to start with."""
        for number in range(count):
            self.create(parent=number, top=number % 2 == 0, order=number)

    @rule(parent=picks, top=st.booleans(), order=orders)
    def create(self, parent: int, *, top: bool, order: float) -> None:
        """Add a todo or a sub-todo."""
        self.created += 1
        above = None if top else self.pick(parent)
        todo: Todo = {
            "id": f"t{self.created}",
            "parentId": above["id"] if above else None,
            "title": f"Todo {self.created}",
            "completed": False,
            "sortOrder": order,
            "commentCount": 0,
            "claimedBy": None,
            "assignees": [],
            "createdAt": f"{self.created // 3:03}",
            "updatedAt": f"{self.created:03}",
        }
        self.server.todos.append(todo)
        self.server.log_event({"type": "todo:created", "todo": todo.copy()})

    @rule(number=picks, title=st.sampled_from(["Milk", "Bread"]), completed=st.none() | st.booleans())
    def update(self, number: int, title: str, *, completed: bool | None) -> None:
        """Change a title, and perhaps the completion."""
        if todo := self.pick(number):
            todo["title"] = title
            patch: Todo = {"id": todo["id"], "title": title}
            if completed is not None:
                todo["completed"] = patch["completed"] = completed
            self.server.log_event({"type": "todo:updated", "todo": patch})

    @rule(number=picks)
    def delete(self, number: int) -> None:
        """Delete a todo and all below it."""
        if todo := self.pick(number):
            gone = self.server.below(todo["id"])
            self.server.todos = [left for left in self.server.todos if left["id"] not in gone]
            self.server.log_event({"type": "todo:deleted", "id": todo["id"]})

    @rule(moves=st.lists(st.tuples(picks, orders), min_size=1, max_size=3))
    def reorder(self, moves: list[tuple[int, float]]) -> None:
        """Move some todos."""
        found = {todo["id"]: (todo, order) for number, order in moves if (todo := self.pick(number))}
        for todo, order in found.values():
            todo["sortOrder"] = order
        items: list[Todo] = [{"id": todo["id"], "sortOrder": order} for todo, order in found.values()]
        self.server.log_event({"type": "todo:reordered", "items": items})

    @rule(number=picks, user=st.none() | st.sampled_from(["u1", "u2"]))
    def claim(self, number: int, user: str | None) -> None:
        """Claim or release a todo."""
        if todo := self.pick(number):
            todo["claimedBy"] = todo["claimedByName"] = user
            todo["claimedByAvatar"] = None
            event: Event = {"type": "todo:claimed", "id": todo["id"], "claimedBy": user}
            self.server.log_event({**event, "claimedByName": user, "claimedByAvatar": None})

    @rule(number=picks, people=st.lists(st.sampled_from(["u1", "u2"]), unique=True))
    def assign(self, number: int, people: list[str]) -> None:
        """Assign a todo."""
        if todo := self.pick(number):
            todo["assignees"] = people
            self.server.log_event({"type": "todo:assigned", "id": todo["id"], "assignees": people})

    @rule(number=picks, more=st.booleans())
    def comment(self, number: int, *, more: bool) -> None:
        """Comment on a todo, or delete its last comment."""
        if todo := self.pick(number):
            before = todo["commentCount"]
            if not more and before:
                todo["commentCount"] = before - 1
                gone = f"{todo['id']}-{before}"
                self.server.log_event(
                    {"type": "comment:deleted", "todoId": todo["id"], "id": gone, "commentCount": before - 1}
                )
                return
            todo["commentCount"] = before + 1
            comment: Comment = {
                "id": f"{todo['id']}-{before + 1}", "userId": "u1", "displayName": "U", "avatarUrl": None,
                "body": "Yes", "createdAt": f"{before + 1:03}",
            }  # fmt: skip
            self.server.log_event(
                {"type": "comment:created", "todoId": todo["id"], "comment": comment, "commentCount": before + 1}
            )

    @rule()
    def something_new(self) -> None:
        """Log an event of a later version, which these clients do not know."""
        self.server.log_event({"type": "todo:sparkled"})

    @rule(client=st.integers(0, CLIENTS - 1), numbers=st.lists(picks, min_size=1, max_size=6))
    def deliver(self, client: int, numbers: list[int]) -> None:
        """Deliver events in any order, again or for the first time; those not picked are lost."""
        recent = self.server.log[-KEPT:]
        for number in numbers if recent else []:
            self.clients[client].receive(recent[number % len(recent)])

    @rule(client=st.integers(0, CLIENTS - 1))
    def catch_up(self, client: int) -> None:
        """Load the events after the client's `seq`; reload the list when the log does not reach back so far."""
        replica, head = self.clients[client], len(self.server.log)
        if head - replica.seq > KEPT:
            self.reloaded.append(replica)
            replica.reload(self.server.history[head], head)
        for event in self.server.log[replica.seq :]:
            replica.receive(event)
        assert (replica.seq, replica.gap) == (head, False)

    @invariant()
    def every_list_is_the_servers_at_its_seq(self) -> None:
        """At any moment a client shows exactly the server's list at the client's `seq`."""
        for replica in self.clients:
            assert replica.todos() == self.server.history[replica.seq]

    @invariant()
    def every_thread_has_the_number_that_its_todo_says(self) -> None:
        """Unless the client had to load the list, which does not have the comments."""
        for replica in self.clients:
            for todo in replica.todos() if replica not in self.reloaded else []:
                assert len(replica.thread(todo["id"])) == todo["commentCount"]

    def teardown(self) -> None:
        """In the end, when everybody has caught up, all lists are equal."""
        for client in range(CLIENTS):
            self.catch_up(client)
            assert self.clients[client].todos() == self.server.todos


Convergence.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestConvergence = Convergence.TestCase
