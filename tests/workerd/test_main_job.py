"""A change is seen by everybody who has the set open, and by nobody else."""

from __future__ import annotations

import json

import pytest

from tests.support.people import Json, People, Person, Place
from tests.support.story import KINDS, tell
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


async def test_r2_r3_r6_r25_everybody_on_the_set_sees_every_kind_of_change(people: People) -> None:
    """Author and viewer both get every kind of event, seq 1, 2, 3, …, as in each answer."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(ann, place) as author, await Viewer.open(bob, place) as viewer:
        answers = await tell(ann, place)
        for watcher in (author, viewer):
            await watcher.event(len(KINDS))
            assert [event["type"] for event in watcher.events] == KINDS
            assert [event["seq"] for event in watcher.events] == [answer["seq"] for answer in answers]
            assert [event["seq"] for event in watcher.events] == list(range(1, len(KINDS) + 1))
            assert {event["setId"] for event in watcher.events} == {place.set}


async def test_r25_nobody_elsewhere_sees_anything(people: People) -> None:
    """People on another set of the team and in another team get only the events of their own set."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    elsewhere, (cat,) = await people.team_of("Cat")
    beside = await ann.create_set(place.team, "Beside")
    async with await Viewer.open(bob, beside) as colleague, await Viewer.open(cat, elsewhere) as stranger:
        async with await Viewer.open(bob, place) as viewer:
            await tell(ann, place)
            await viewer.event(len(KINDS))
        for author, own_set, watcher in ((ann, beside, colleague), (cat, elsewhere, stranger)):
            marker = await author.create(own_set, "Marker")
            await watcher.event(marker["seq"])
            assert [event["todo"]["title"] for event in watcher.events] == ["Marker"]
            assert {frame["setId"] for frame in watcher.frames} == {own_set.set}


async def test_r3_r4_frames_are_the_stored_events_byte_for_byte(people: People) -> None:
    """Every frame is the text in the log: the members in their fixed order, absent ones null."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(bob, place) as viewer:
        answers = await tell(ann, place)
        await viewer.event(len(KINDS))
        pushed = [text for text, frame in zip(viewer.texts, viewer.frames, strict=True) if frame in viewer.events]
    served = (await ann.ask("GET", f"{place.path}/events?since=0")).text
    assert served == f'{{"events":[{",".join(pushed)}],"seq":{len(KINDS)}}}'
    assert pushed == [compact(event) for event in expected_events(ann, place, answers, json.loads(served)["events"])]


def compact(value: Json) -> str:
    """Format JSON like the wire."""
    return json.dumps(value, separators=(",", ":"))


def expected_events(ann: Person, place: Place, answers: list[Json], events: list[Json]) -> list[Json]:
    """Return the events of the scenario according to docs/SPEC.md; the times are taken from the answers."""
    milk, bread, flour = (answer["todo"] for answer in answers[:3])
    edited, completed = (event["todo"]["updatedAt"] for event in events[3:5])
    order = [{"id": bread["id"], "sortOrder": 1}, {"id": milk["id"], "sortOrder": 2.5}]
    nobody = {"claimedBy": None, "claimedByName": None, "claimedByAvatar": None}
    comment = answers[9]["comment"]
    claimer = {"claimedBy": ann.id, "claimedByName": ann.name, "claimedByAvatar": None}
    members: list[Json] = [
        {"todo": new_todo(ann, milk, "Milk", 1)},
        {"todo": new_todo(ann, bread, "Bread", 2)},
        {"todo": new_todo(ann, flour, "Flour", 3, parent=bread["id"])},
        {"todo": {"id": milk["id"], "title": "Oat milk", "updatedAt": edited}},
        {"todo": {"id": milk["id"], "completed": True, "updatedAt": completed}},
        {"items": order},
        {"id": milk["id"], **claimer},
        {"id": milk["id"], **nobody},
        {"id": milk["id"], "assignees": [ann.id]},
        {"todoId": milk["id"], "comment": comment, "commentCount": 1},
        {"todoId": milk["id"], "id": comment["id"], "commentCount": 0},
        {"id": bread["id"]},
    ]
    return [
        {"type": kind, "setId": place.set, "seq": seq, "actorId": ann.id, **own}
        for seq, (kind, own) in enumerate(zip(KINDS, members, strict=True), 1)
    ]


def new_todo(author: Person, todo: Json, title: str, place: int, parent: str | None = None) -> Json:
    """Return a new todo; its id and times are taken from the answer."""
    return {
        "id": todo["id"], "userId": author.id, "parentId": parent, "title": title, "completed": False,
        "sortOrder": place, "commentCount": 0, "claimedBy": None, "claimedByName": None, "claimedByAvatar": None,
        "assignees": [], "dueOn": None, "dueTime": None, "dueZone": None, "repeat": None,
        "createdAt": todo["createdAt"], "updatedAt": todo["createdAt"],
    }  # fmt: skip


async def test_r3_the_key_of_the_request_comes_with_its_event(people: People) -> None:
    """An event names the Idempotency-Key of its request as `mutationId`, right after `seq`."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(bob, place) as viewer:
        answer = await ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="key-1")
        event = await viewer.event(1)
        assert list(event) == ["type", "setId", "seq", "mutationId", "actorId", "todo"]
        assert (event["mutationId"], event["actorId"], event["todo"]) == ("key-1", ann.id, answer["todo"])


async def test_r6_a_no_op_has_no_event_and_returns_the_head(people: People) -> None:
    """An unchanged title, state, position or claim is answered 200 with the head, and pushed to nobody."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(bob, place) as viewer:
        todo = (await ann.create(place, "Milk"))["todo"]["id"]
        order = {"setId": place.set, "items": [{"id": todo, "sortOrder": 1}]}
        idle: list[tuple[str, str, Json]] = [
            ("PATCH", place.todo(todo), {"title": " Milk ", "completed": False, "sortOrder": 1}),
            ("POST", place.todo("reorder"), order),
            ("POST", place.todo(todo, "/claim"), {"claimed": False}),
        ]
        for method, path, body in idle:
            assert (await ann.do(method, path, body))["seq"] == 1
        assert (await ann.create(place, "Marker"))["seq"] == 2
        await viewer.event(2)
        assert len(viewer.events) == 2


async def test_r1_a_refused_change_stores_nothing(people: People) -> None:
    """After a reorder that names one foreign todo nothing has moved, and the log is unchanged."""
    place, (ann,) = await people.team_of("Ann")
    elsewhere, (cat,) = await people.team_of("Cat")
    mine = (await ann.create(place, "Mine"))["todo"]["id"]
    foreign = (await cat.create(elsewhere, "Foreign"))["todo"]["id"]
    items = [{"id": mine, "sortOrder": 7}, {"id": foreign, "sortOrder": 8}]
    answer = await ann.ask("POST", place.todo("reorder"), {"setId": place.set, "items": items})
    assert answer.status_code == 404
    todos = await ann.todos(place)
    assert (todos["todos"][0]["sortOrder"], todos["seq"]) == (1, 1)
    assert (await ann.events(place))["seq"] == 1


async def test_r25_r53_a_personal_space_is_live_too(people: People) -> None:
    """Two tabs of one person on the personal space see its changes; its id may be percent-encoded or not."""
    ann = await people.sign_in("Ann")
    place = await ann.first_set(f"personal:{ann.id}")
    assert place.path.startswith("/api/teams/personal%3A")
    async with await Viewer.open(ann, place) as viewer:
        answer = await ann.do("POST", f"/api/teams/{place.team}/sets/{place.set}/todos", {"title": "Secret"})
        assert (await viewer.event(1))["todo"] == answer["todo"]


async def test_r3_r30_names_of_all_scripts_come_through(people: People) -> None:
    """A name beyond ASCII reaches the others unchanged, in presence, claims and titles."""
    place, (ann, bob) = await people.team_of("Ann", "Zoë 🎉 日本語")
    async with await Viewer.open(ann, place) as viewer, await Viewer.open(bob, place):
        await viewer.presence(ann.name, bob.name)
        todo = (await bob.create(place, "Größe \u2028 “x” 🎈"))["todo"]["id"]
        await bob.do("POST", place.todo(todo, "/claim"))
        assert (await viewer.event(1))["todo"]["title"] == "Größe \u2028 “x” 🎈"
        assert (await viewer.event(2))["claimedByName"] == bob.name
