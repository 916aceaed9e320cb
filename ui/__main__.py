"""`python -m ui [--home FOLDER] [--size WxH]`: this device's window, without the command's libraries."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk import config as configs
from ui.app import main


def read(arguments: list[str]) -> tuple[Path, str]:
    """The home folder and the size asked for; anything else ends the program with its usage."""
    home, size = configs.HOME, ""
    words = list(arguments)
    while words:
        match words:
            case ["--home", folder, *rest]:
                home, words = Path(folder), rest
            case ["--size", text, *rest]:
                size, words = text, rest
            case _:
                sys.exit(__doc__ or "")
    return home, size


if __name__ == "__main__":
    folder, wanted = read(sys.argv[1:])
    sys.exit(main(configs.load(folder / configs.FILE, home=folder), wanted))
