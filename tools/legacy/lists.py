"""Sets and todos. What violates the rules here is moved to where it fits, and noted; nothing is dropped."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from domain.text import is_visible
from tools.legacy.people import People, saw_all
from tools.legacy.plan import NewRow, Plan, derived_id
from tools.legacy.source import Row
from tools.legacy.values import first_instant, flag, instant, number, text

SET_MAX_TODOS = 5_000
MAX_DEPTH = 8
RECOVERED = "Recovered"
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
ZONE = re.compile(r"[A-Za-z][\w+-]*(/[\w+-]+)*", re.ASCII)
NO_NAME = "(no name)"
NO_TITLE = "(no title)"
# The first event will be number 2: a client that asks for events since 0 is told to load the list.
FIRST_SEQ = 1
NOT_RENEWED: NewRow = {"auto_renew": 0, "renew_time": None, "timezone": None, "last_renewed_at": None}


@dataclass
class Todo:
    """An old todo with its position in the new tree."""

    row: Row
    id: str
    team_id: str
    set_id: str
    parent: Todo | None = None
    children: list[Todo] = field(default_factory=list)
    depth: int = 0


class Lists:
    """Adds sets and todos to a plan; afterwards `todo_team` has the team of each todo."""

    def __init__(self, plan: Plan, people: People) -> None:
        self._plan, self._people = plan, people
        self._sets: dict[str, NewRow] = {}
        self._places: dict[tuple[str, str], str] = {}
        self.copies: dict[str, list[str]] = defaultdict(list)
        self.todo_team: dict[str, str] = {}

    def set_team(self, set_id: str) -> str | None:
        """Return the team of a set of the new database."""
        found = self._sets.get(set_id)
        return None if found is None else str(found["team_id"])

    def add(self, sets: list[Row], todos: list[Row], comments: Counter[str]) -> None:
        """Add everything of both tables."""
        for row in sets:
            self._add_old_set(row)
        by_set: dict[str, list[Todo]] = defaultdict(list)
        for todo in self._placed(todos):
            by_set[todo.set_id].append(todo)
        for found in by_set.values():
            self._plant(found)
            self._add_todos(found, comments)
        for new in self._sets.values():
            self._plan.add("todo_sets", new)

    def _add_old_set(self, row: Row) -> None:
        since = first_instant(row["created_at"], row["updated_at"])
        team_id = self._people.team(row["team_id"], since)
        author, _ = saw_all(self._people, team_id, row, since)
        set_id = self._free_id("todo_sets", row, set(self._sets))
        self._places[set_id, team_id] = set_id
        name, order = text(row["name"]), number(row["sort_order"])
        if not is_visible(name):
            self._plan.changed("todo_sets", row, f"it has no name: now {NO_NAME}")
        if order is None:
            self._plan.changed("todo_sets", row, "its sort_order is no number: now 0")
        self._sets[set_id] = self._set_row(set_id, team_id, author, name if is_visible(name) else NO_NAME, order or 0,
                                           since, first_instant(row["updated_at"], since))  # fmt: skip
        self._sets[set_id] |= self._renewal(row)

    def _set_row(
        self, set_id: str, team_id: str, author: str, name: str, order: float, since: str, until: str
    ) -> NewRow:
        return {"id": set_id, "team_id": team_id, "user_id": author, "name": name, "sort_order": order,
                "seq": FIRST_SEQ, "created_at": since, "updated_at": until, **NOT_RENEWED}  # fmt: skip

    def _renewal(self, row: Row) -> NewRow:
        """Return when the list is renewed; the server works out the next time."""
        time, zone = text(row["renew_time"]).strip(), text(row["timezone"]).strip()
        fits = bool(TIME_OF_DAY.fullmatch(time) and ZONE.fullmatch(zone))
        if flag(row["auto_renew"]) and not fits:
            self._plan.changed("todo_sets", row, "its renewal has no valid time or zone: now off")
        elif (time or zone) and not fits:
            self._plan.changed("todo_sets", row, "its renew_time or timezone is not valid: now none")
        return {"auto_renew": int(fits and flag(row["auto_renew"])), "renew_time": time[:5] if fits else None,
                "timezone": zone if fits else None, "last_renewed_at": instant(row["last_renewed_at"])}  # fmt: skip

    def _free_id(self, table: str, row: Row, taken: set[str]) -> str:
        wanted = text(row["id"])
        if wanted and wanted not in taken:
            return wanted
        new = derived_id(table, *row.values())
        while new in taken:
            new = derived_id(new)
        self._plan.changed(table, row, f"its id is {'taken' if wanted else 'empty'}: now {new}")
        return new

    def _placed(self, rows: list[Row]) -> list[Todo]:
        """Put every todo into a set of its own team, which is created if it is missing."""
        placed, taken = [], set[str]()
        for row in rows:
            since = first_instant(row["created_at"], row["updated_at"])
            team_id = self._people.team(row["team_id"], since)
            todo_id = self._free_id("todos", row, taken)
            taken.add(todo_id)
            placed.append(Todo(row, todo_id, team_id, self._set_for(row, team_id, since)))
        return placed

    def _set_for(self, row: Row, team_id: str, since: str) -> str:
        wanted = text(row["set_id"])
        found = self._places.get((wanted, team_id))
        if found is not None:
            return found
        self._plan.changed("todos", row, f"its set is not in its team: now in a list {RECOVERED!r}")
        set_id = wanted if wanted and wanted not in self._sets else derived_id("set", wanted, team_id)
        author, _ = saw_all(self._people, team_id, row, since)
        last = max((float(s["sort_order"] or 0) for s in self._sets.values() if s["team_id"] == team_id), default=0)
        self._places[wanted, team_id] = set_id
        self._sets[set_id] = self._set_row(set_id, team_id, author, RECOVERED, last + 1, since, since)
        return set_id

    def _plant(self, todos: list[Todo]) -> None:
        """Give each todo its parent, where that makes a tree of at most `MAX_DEPTH` levels in one set."""
        by_id: dict[str, Todo] = {}
        for todo in todos:
            by_id.setdefault(text(todo.row["id"]) or todo.id, todo)
        for todo in todos:
            wanted = text(todo.row["parent_id"])
            if wanted:
                todo.parent = by_id.get(wanted)
                if todo.parent is None:
                    self._plan.changed("todos", todo.row, "its parent is not in its set: now at the top")
        for todo in todos:
            if self._is_below_itself(todo):
                todo.parent = None
                self._plan.changed("todos", todo.row, "it was below itself: now at the top")
        for todo in todos:
            if todo.parent is not None:
                todo.parent.children.append(todo)
        for todo in [todo for todo in todos if todo.parent is None]:
            self._level(todo)

    @staticmethod
    def _is_below_itself(todo: Todo) -> bool:
        seen, above = set[str](), todo.parent
        while above is not None and above.id not in seen:
            if above is todo:
                return True
            seen.add(above.id)
            above = above.parent
        return False

    def _level(self, top: Todo) -> None:
        pending = [top]
        while pending:
            todo = pending.pop()
            for child in todo.children:
                child.depth, child.parent = todo.depth + 1, todo
                if child.depth > MAX_DEPTH:
                    child.depth, child.parent = MAX_DEPTH, todo.parent
                    self._plan.changed(
                        "todos", child.row, f"it was deeper than {MAX_DEPTH} levels: now beside its parent"
                    )
            pending.extend(todo.children)

    def _add_todos(self, todos: list[Todo], comments: Counter[str]) -> None:
        """Add the rows, parents first; what exceeds the limit of a set goes to further sets, whole trees at a time."""
        self._divide(todos)
        for todo in sorted(todos, key=lambda todo: todo.depth):
            row = todo.row
            since = first_instant(row["created_at"], row["updated_at"])
            author, claimer = saw_all(self._people, todo.team_id, row, since)
            if claimer is not None and not self._people.may_be_member(todo.team_id, claimer):
                claimer = None
                self._plan.changed("todos", row, "its claimer is not in its team: now nobody's")
            title, order = text(row["title"]), number(row["sort_order"])
            if not is_visible(title):
                self._plan.changed("todos", row, f"it has no title: now {NO_TITLE}")
            if order is None:
                self._plan.changed("todos", row, "its sort_order is no number: now 0")
            self.todo_team[todo.id] = todo.team_id
            self._plan.add("todos", {
                "id": todo.id, "set_id": todo.set_id, "team_id": todo.team_id, "user_id": author,
                "parent_id": None if todo.parent is None else todo.parent.id, "depth": todo.depth,
                "title": title if is_visible(title) else NO_TITLE, "completed": flag(row["completed"]),
                "sort_order": order or 0, "comment_count": comments[todo.id], "claimed_by": claimer,
                "created_at": since, "updated_at": first_instant(row["updated_at"], since),
            })  # fmt: skip

    def _divide(self, todos: list[Todo]) -> None:
        if len(todos) <= SET_MAX_TODOS:
            return
        target, room = todos[0].set_id, SET_MAX_TODOS
        for top in [todo for todo in todos if todo.parent is None]:
            tree = _tree(top)
            if len(tree) > room < SET_MAX_TODOS:
                target, room = self._further_set(top), SET_MAX_TODOS
            for todo in tree:
                if room == 0:
                    target, room = self._further_set(top), SET_MAX_TODOS
                room -= 1
                self._move(todo, target)

    def _further_set(self, top: Todo) -> str:
        origin = text(top.row["set_id"])
        old = self._sets[self._places[origin, top.team_id]]
        number_of = len(self.copies[str(old["id"])]) + 2
        set_id = derived_id("further", old["id"], number_of)
        self.copies[str(old["id"])].append(set_id)
        self._sets[set_id] = {**old, "id": set_id, "name": f"{old['name']} ({number_of})"}
        return set_id

    def _move(self, todo: Todo, target: str) -> None:
        if todo.set_id != target:
            todo.set_id = target
            self._plan.changed(
                "todos", todo.row, f"its set has more than {SET_MAX_TODOS} todos: now in the set {target}"
            )
        if todo.parent is not None and todo.parent.set_id != target:
            todo.parent = None
        todo.depth = 0 if todo.parent is None else todo.parent.depth + 1


def _tree(top: Todo) -> list[Todo]:
    """Yield the todo and all below it, parents first."""
    found, pending = [], [top]
    while pending:
        todo = pending.pop()
        found.append(todo)
        pending.extend(reversed(todo.children))
    return found
