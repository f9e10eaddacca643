"""The commands behind the Makefile. They need only Python's standard library."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - with an older one this message is better than a traceback
    sys.exit("Glint needs Python 3.11 or newer: make PYTHON=python3.11 …")
