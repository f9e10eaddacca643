"""The commands behind the Makefile. They need Python's standard library and nothing else."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one should read this, not a traceback
    sys.exit("Glint needs Python 3.11 or newer: make PYTHON=python3.11 …")
