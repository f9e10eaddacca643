"""`python -m conformance http://localhost:8787`: which of the protocol's rules a server keeps, as seen from outside.

With a token (`--token`, or GLINT_TOKEN) it works in that person's personal space, and looks at what one person can see;
without one it signs in new people by name, where the server allows that. Whatever it makes it removes again.

Exit status: 0 nothing fails, 1 a rule fails, 2 wrong arguments, 3 there is no way in.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).absolute().parents[1] / "clients" / "python" / "src"))

from conformance.run import failed, report, report_json, verdicts
from conformance.verdict import Broken
from glint_client.errors import GlintError


def main(arguments: Sequence[str] | None = None) -> int:
    """Look at a server; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="conformance", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("address", help="such as http://localhost:8787")
    parser.add_argument("--token", default=os.environ.get("GLINT_TOKEN", ""), help="with all four scopes")
    parser.add_argument("--only", nargs="+", default=[], metavar="RULE", help="such as R13 R14")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    try:
        only = [int(each.upper().removeprefix("R")) for each in options.only]
    except ValueError:
        parser.error("rules are named R1, R2, …")
    try:
        found = asyncio.run(verdicts(options.address.rstrip("/"), options.token, only=only))
    except (GlintError, Broken) as error:
        print(f"There is no way in: {error}", file=sys.stderr)
        return 3
    (report_json if options.json else report)(found, print)
    return 1 if failed(found) else 0


if __name__ == "__main__":
    sys.exit(main())
