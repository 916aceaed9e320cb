"""The composition root: which window this device opens, and how long it lives; what is in it, others say."""

from __future__ import annotations

import logging
import sys
from typing import Final

from kiosk.config import Config, Role
from ui.deskwindow import DeskWindow
from ui.lobbywindow import LobbyWindow
from ui.qt.life import Life
from ui.qt.window import make_application

SWITCH_S: Final = 0.001
"""How long a Python thread may keep the window waiting (interface: a tap is answered within 50 ms)."""


def main(config: Config, size: str = "") -> int:
    """Open the window of this device and live until it closes; the exit code."""
    logging.basicConfig(level=config.log.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    sys.setswitchinterval(SWITCH_S)
    life = Life(make_application([f"sidemang-{config.role}"]))
    made = DeskWindow if config.role is Role.DESK else LobbyWindow
    opened = made(config, life, read_size(size))
    window = opened.rig.window
    window.after_first_frame(opened.begin)
    window.view.show() if size else window.view.showFullScreen()
    code = life.run()
    opened.rig.end()
    return code


def read_size(text: str) -> tuple[int, int] | None:
    """`1920x1080` as numbers; None for the whole screen."""
    if not text:
        return None
    width, _, height = text.partition("x")
    return int(width), int(height)
