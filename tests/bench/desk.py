"""A register desk in its own process (`python -m tests.bench.desk HOME PORT`) that tells what arrives when.

PORT answers every packet with itself, over the same TLS: the floor of a round trip. It ends with its stdin.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from kiosk import config
from sync.serve import Server
from tests import make
from ui import station


def main(home: Path, port: int) -> None:
    """Open the desk and answer until the parent closes stdin."""

    def news(ids: frozenset[str]) -> None:
        tell(at=time.monotonic_ns(), ids=sorted(ids))

    opened = station.open_station(
        config.load(home / "kiosk.toml"), make.library(), news=news, cost=make.CHEAP
    )
    kiosk = opened.kiosk
    echo = Server(("127.0.0.1", port), kiosk.keys.device, kiosk.device, receive=lambda messages: messages)
    tell(tls=kiosk.keys.device.fingerprint(kiosk.device))
    sys.stdin.read()
    echo.stop()
    opened.close()


def tell(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
