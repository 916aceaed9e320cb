"""A register desk as a process, for tests that end it: `python -m tests.sync.served_desk HOME PORT`."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from kiosk import world
from kiosk.usecases import office
from sync import newcomers
from sync.desk import open_desk
from sync.exchange import receive
from sync.serve import Server
from tests import make


def main(home: Path, port: int) -> None:
    """Make or open the office in `home`, listen, say where and with which code a lobby joins, and stay."""
    config = make.make_config(home, device="meja-1")
    if config.database.exists():
        kiosk = office.start(world.real(), config, make.library(), cost=make.CHEAP)
    else:
        kiosk = make.make_office(home)
    code = newcomers.make_code(kiosk, make.operator, "lobi-1", "lobby")
    side = open_desk(kiosk)
    door = Server(
        ("127.0.0.1", port),
        kiosk.keys.device,
        kiosk.device,
        receive=lambda raws: receive(side, raws),
        enrol=lambda raw: newcomers.let_in(side.kiosk, raw),
    )
    told = f"{door.port} {code} {kiosk.keys.device.fingerprint(kiosk.device)}\n"
    sys.stdout.write(told)
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
