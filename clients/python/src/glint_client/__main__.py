"""`python -m glint_client` is `glint`."""

import sys

from glint_client.cli.main import main

sys.exit(main())
