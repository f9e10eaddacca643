"""`glint`: its arguments, and what its exit status means."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from glint_client.cli import commands
from glint_client.cli.account import NoAccount
from glint_client.cli.lookup import NotOne
from glint_client.errors import GlintError, NotFound, NotSignedIn, Unreachable

REFUSED: Final = 1
NOT_SIGNED_IN: Final = 3
NOT_FOUND: Final = 4
UNREACHABLE: Final = 5
INTERRUPTED: Final = 130
STATUSES: Final = (
    ((NotSignedIn, NoAccount), NOT_SIGNED_IN),
    ((NotFound, NotOne), NOT_FOUND),
    ((Unreachable,), UNREACHABLE),
)
Run = Callable[[argparse.Namespace], Coroutine[Any, Any, None]]
EPILOG: Final = """\
A list is named by its id, its name, or team/name; a todo by its id, the beginning of it, or its title.
GLINT_ADDRESS and GLINT_TOKEN take precedence over what glint login has stored.

exit status: 0 done, 1 refused, 2 wrong arguments, 3 not signed in, 4 there is no such list or todo, or there are
several, 5 the server does not answer."""


def parser() -> argparse.ArgumentParser:
    """Return the arguments of all commands."""
    whole = argparse.ArgumentParser(
        prog="glint", description="Glint's lists.", epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    whole.add_argument("--version", action="version", version=_version())
    each = whole.add_subparsers(required=True, metavar="COMMAND")

    login = _command(each, "login", "store an address and a token", commands.login)
    login.add_argument("address", help="such as https://glint.example")
    login.add_argument("--token", help="a personal access token; it is asked for if it is not given")
    login.add_argument("--username", help="sign in by name, where a server of one's own allows it")

    _command(each, "lists", "print all lists", commands.lists, "--json")
    _command(each, "show", "print a list", commands.show, "list", "--json")

    add = _command(each, "add", "add a todo", commands.add, "list", "--json")
    add.add_argument("title")
    add.add_argument("--below", metavar="TODO", help="make it a sub-todo")
    add.add_argument("--due", metavar="DATE", help="such as 2026-12-02")

    done = _command(each, "done", "complete a todo", commands.done, "list", "--json")
    done.add_argument("todo")
    done.add_argument("--reopen", action="store_true", help="make it open again")

    told = _command(each, "notifications", "print what concerns you and is unread", commands.notifications, "--json")
    told.add_argument("--all", action="store_true", help="print what was read before as well")
    told.add_argument("--read", action="store_true", help="mark all that is printed as read")
    told.add_argument("--zone", default="UTC", help="where you are, for what is due: Europe/Berlin; UTC if not said")

    describe = _command(
        each, "describe", "print what a todo says beyond its title", commands.describe, "list", "--json"
    )
    describe.add_argument("todo")
    describe.add_argument("--text", help="say this instead; - for standard input, an empty text for nothing")

    watch = _command(each, "watch", "print what happens in a list, as it happens", commands.watch, "list", "--json")
    watch.add_argument("--state", metavar="FILE", help="continue where the last run with this file has ended")

    export = _command(each, "export", "write a list to a file that the web app can import", commands.export, "list")
    export.add_argument("--format", choices=("json", "markdown"), default="json")
    export.add_argument("--output", metavar="FILE", help="in place of standard output")
    return whole


def _command(
    each: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, run: Run, *arguments: str
) -> argparse.ArgumentParser:
    command = each.add_parser(name, help=summary, description=summary)
    command.set_defaults(run=run)
    if "list" in arguments:
        command.add_argument("list")
    if "--json" in arguments:
        command.add_argument("--json", action="store_true", help="print JSON")
    return command


def _version() -> str:
    with suppress(PackageNotFoundError):
        return version("glint-client")
    return "not installed"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    options = parser().parse_args(arguments)
    try:
        asyncio.run(options.run(options))
    except GlintError as error:
        print(f"glint: {error}", file=sys.stderr)
        return next((status for kinds, status in STATUSES if isinstance(error, kinds)), REFUSED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (OSError, ValueError) as error:
        print(f"glint: {error}", file=sys.stderr)
        return REFUSED
    return 0
