"""The `kiosk` command: make, run, check, back up and hand on an office; no rule of its own.

Words go to people, data to programs: with `--json` stdout holds JSON alone. Exit 0 is good, 1 a warning (for
`verify` a red result), 2 a fault or bad input.
"""

from __future__ import annotations

import sys
from typing import NoReturn

import typer

from kiosk.domain.errors import KioskError
from ui.commands import devices, keeping, looking, making, register, services, sticks
from ui.commands.console import FAULT, GOOD, get_words

app = typer.Typer(no_args_is_help=True, add_completion=False, help="A kelurahan's kiosk and front desk.")
for theme in (making, devices, register, looking, keeping, sticks, services):
    app.add_typer(theme.app)


def main() -> NoReturn:
    """Run the command; a refusal is one sentence on stderr and exit 2, never a traceback."""
    try:
        app()
    except KioskError as error:
        print(get_words().error(error), file=sys.stderr)
        sys.exit(FAULT)
    sys.exit(GOOD)


if __name__ == "__main__":
    main()
