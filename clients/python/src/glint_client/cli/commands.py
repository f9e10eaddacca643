"""What each command does."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from glint_client.changes import Change
from glint_client.cli.account import Account, load_account, save_account
from glint_client.cli.lookup import all_lists, find_list, find_todo
from glint_client.export import as_json, as_markdown, export_list
from glint_client.sign_in import dev_session
from glint_client.store import FileStore
from glint_client.wire import Notification, Todo

SHORT_ID_CHARS = 8


async def login(options: argparse.Namespace) -> None:
    """Store an address and a token, once the server has accepted them."""
    if options.username:
        account = Account(options.address, await dev_session(options.address, options.username))
    else:
        token = options.token or await asyncio.to_thread(getpass.getpass, "Token: ")
        account = Account.of_token(options.address, token.strip())
    async with account.open() as glint:
        found = await all_lists(glint)
    print(f"Signed in, with {len(found)} lists; stored in {save_account(account)}.")


async def lists(options: argparse.Namespace) -> None:
    """Print all lists."""
    async with load_account().open() as glint:
        found = await all_lists(glint)
    if options.json:
        _print_json([{"team": each.team, **each.list} for each in found])
        return
    for each in found:
        print(f"{each.list['id']}  {each.path}")


async def show(options: argparse.Namespace) -> None:
    """Print a list."""
    async with load_account().open() as glint:
        found = await find_list(glint, options.list)
        todos, seq = await glint.place(found.team["id"], found.list["id"]).load()
    if options.json:
        _print_json({"todos": todos, "seq": seq})
    else:
        _print_tree(todos)


async def add(options: argparse.Namespace) -> None:
    """Add a todo."""
    async with load_account().open() as glint:
        found = await find_list(glint, options.list)
        place = glint.place(found.team["id"], found.list["id"])
        below = find_todo((await place.load())[0], options.below)["id"] if options.below else None
        due = {"dueOn": options.due} if options.due else None
        _print_todo(await place.add(options.title, below=below, due=due), as_json_text=options.json)


async def done(options: argparse.Namespace) -> None:
    """Complete a todo, or reopen it."""
    async with load_account().open() as glint:
        found = await find_list(glint, options.list)
        place = glint.place(found.team["id"], found.list["id"])
        todos, _ = await place.load()
        todo = find_todo(_open_first(todos, options), options.todo)
        # The date that is meant: someone else may complete it at this moment (R182).
        date = {"dueOn": todo["dueOn"]} if todo.get("repeat") and not options.reopen else {}
        await place.edit(todo["id"], completed=not options.reopen, **date)
        _print_todo({**todo, "completed": not options.reopen}, as_json_text=options.json)


def _open_first(todos: Sequence[Todo], options: argparse.Namespace) -> list[Todo]:
    """Of several with the same title the only one that the command can change is meant."""
    fitting = [todo for todo in todos if todo["completed"] == options.reopen]
    named = any(options.todo.casefold() == todo["title"].casefold() for todo in fitting)
    return fitting if named else list(todos)


async def notifications(options: argparse.Namespace) -> None:
    """Print what concerns the reader, the newest first, and mark it as read if wanted."""
    async with load_account().open() as glint:
        found = [each for each in await glint.notifications(options.zone) if options.all or not each["read"]]
        if options.json:
            _print_json(found)
        for each in [] if options.json else found:
            print(_notified(each))
        if options.read and found:
            await glint.read_notifications([each["id"] for each in found])


def _notified(each: Notification) -> str:
    who = f"  by {each['actor']['displayName']}" if each["actor"] else ""
    said = f": {' '.join(each['excerpt'].split())}" if each["excerpt"] else ""
    return f"{each['at'][:10]}  {each['kind']}  {each['teamName']}/{each['setName']}  {each['title']}{who}{said}"


async def describe(options: argparse.Namespace) -> None:
    """Print the description of a todo, or give it another one."""
    async with load_account().open() as glint:
        found = await find_list(glint, options.list)
        place = glint.place(found.team["id"], found.list["id"])
        todo = find_todo((await place.load())[0], options.todo)
        if options.text is not None:
            text = await asyncio.to_thread(sys.stdin.read) if options.text == "-" else options.text
            await place.edit(todo["id"], description=text)
        description = await place.description(todo["id"])
    if options.json:
        _print_json({"id": todo["id"], "description": description})
    elif description is not None:
        print(description)


async def watch(options: argparse.Namespace) -> None:
    """Print what happens in a list, until someone interrupts it."""
    async with load_account().open() as glint:
        found = await find_list(glint, options.list)
        names = {member["userId"]: member["displayName"] for member in await glint.members(found.team["id"])}
        store = FileStore(options.state) if options.state else None
        async with glint.open_list(found.team["id"], found.list["id"], store=store) as todos:
            opened = {"type": "list:opened", "setId": todos.list_id, "seq": todos.seq}
            print(json.dumps(opened) if options.json else f"{found.path}: {len(todos.todos())} todos", flush=True)
            async for change in todos.changes():
                if options.json:
                    print(json.dumps(change.event or {"type": "list:loaded", "seq": change.seq}), flush=True)
                else:
                    print(told(change, names), flush=True)


def told(change: Change, names: dict[str, str]) -> str:
    """Say in a line what happened, who did it, and with which access token or share link."""
    event: Any = change.event or {"type": "list:loaded"}
    titles = ", ".join(todo["title"] for todo in change.touched())
    actor = event.get("actorId", "")
    by = f"  by {names.get(actor, 'someone')}" if actor else ""
    via = f" via {event['via']}" if event.get("via") else ""
    return f"{change.seq}  {event['type']}  {titles}{by}{via}"


async def export(options: argparse.Namespace) -> None:
    """Write a list to a file, or to standard output."""
    async with load_account().open() as glint:
        found = await find_list(glint, options.list)
        place = glint.place(found.team["id"], found.list["id"])
        exported = await export_list(place, found.list["name"], await glint.members(found.team["id"]))
    text = (as_markdown if options.format == "markdown" else as_json)([exported])
    if options.output:
        await asyncio.to_thread(Path(options.output).write_text, text, "utf-8")
    else:
        sys.stdout.write(text)


def _print_tree(todos: Sequence[Todo], parent: str | None = None, pad: str = "") -> None:
    for todo in (todo for todo in todos if todo["parentId"] == parent):
        print(_line(todo, pad))
        _print_tree(todos, todo["id"], f"{pad}  ")


def _print_todo(todo: Todo, *, as_json_text: bool) -> None:
    if as_json_text:
        _print_json(todo)
    else:
        print(_line(todo))


def _line(todo: Todo, pad: str = "") -> str:
    due = f"  due {todo['dueOn']}" if todo.get("dueOn") else ""
    holder = f"  {todo['claimedByName']} is on it" if todo.get("claimedByName") else ""
    box = "[x]" if todo["completed"] else "[ ]"
    return f"{todo['id'][:SHORT_ID_CHARS]}  {pad}{box} {todo['title']}{due}{holder}"


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2, ensure_ascii=False))
