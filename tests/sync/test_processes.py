"""A lobby and a register desk are two processes with two databases; ending the desk's loses nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import keys
from kiosk.context import Kiosk
from kiosk.domain.errors import Unavailable
from kiosk.store import ledger
from kiosk.usecases import office
from sync import newcomers
from sync.desk import Desk
from sync.http import Client, Link
from sync.loop import run_round
from tests import make
from tests.fakes import FakeWorld


class DeskProcess:
    """The desk's process: `start` waits until it listens, `kill` is SIGKILL."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port, self.code, self.tls = 0, "", ""

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.sync.served_desk", str(self.home), str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=make.RESOURCES.parent)
        assert self.process.stdout is not None
        port, self.code, self.tls = self.process.stdout.readline().split()
        self.port = int(port)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def client(self) -> Client:
        return Client(Link("meja-1", f"https://127.0.0.1:{self.port}", tls=self.tls))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskProcess]:
    one = DeskProcess(tmp_path / "desk")
    one.start()
    yield one
    one.kill()


@pytest.fixture
def lobby(desk: DeskProcess, tmp_path: Path) -> Iterator[Kiosk]:
    config = make.make_config(tmp_path / "lobby", role="lobby", device="lobi-1")
    ring = keys.make_ring(FakeWorld(seed=5).token)
    way = newcomers.open_way(f"https://127.0.0.1:{desk.port}", desk.code)
    newcomers.join(config, ring, (make.KELURAHAN, "lobi-1"), desk.code, way.post_raw)
    way.close()
    kiosk = office.start(FakeWorld(seed=6).as_world(), config, make.library(), cost=make.CHEAP)
    yield kiosk
    kiosk.db.close()


def test_a_desk_that_was_killed_comes_back_and_nothing_is_missing(desk: DeskProcess, lobby: Kiosk) -> None:
    side = Desk(lobby)
    make.file(lobby)
    client = desk.client()
    run_round(side, client)
    assert ledger.count_pending(lobby.db)[0] == 0
    before = ledger.head(lobby.db)
    desk.kill()
    late = make.file(lobby)
    with pytest.raises(Unavailable, match="offline"):
        run_round(side, client)
    assert ledger.count_pending(lobby.db)[0] == 1
    desk.start()
    run_round(side, client)
    client.close()
    assert ledger.count_pending(lobby.db)[0] == 0
    assert ledger.find_hash(lobby.db, before.n) == before.hash
    standing = ledger.find_standing(lobby.db, late.case.id)
    assert standing is not None
    assert standing.entry is not None
    assert ledger.check(lobby.db).n > before.n
