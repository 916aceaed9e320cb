"""Three lobbies and two desks beside the register, real TLS: all work at once, and all know the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Status
from kiosk.store import cases, ledger
from kiosk.usecases import acts, permohonan, upkeep
from kiosk.usecases.permohonan import Filed
from sync import station
from sync.station import Station
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit
from tests.waiting import free_port, wait_until

EACH = 6  # filings of each lobby before, while and after the register is off
LOBBIES = ("lobi-1", "lobi-2", "lobi-3")
DESKS = ("meja-2", "meja-3")


@dataclass
class House:
    """The office: its devices by name, and what runs."""

    register: Kiosk
    others: dict[str, Kiosk]
    port: int
    running: dict[str, Station] = field(default_factory=dict)
    filed: list[Filed] = field(default_factory=list)

    def open_register(self) -> None:
        self.running["meja-1"] = station.start(self.register)

    def shut_register(self) -> None:
        """Its process ends; when it is opened again it is another incarnation on the same disk."""
        self.running.pop("meja-1").stop()
        config = self.register.config
        again = make.restart(self.register, FakeWorld(at=self.register.now(), seed=31))
        self.register = replace(again, config=config)

    def file_everywhere(self) -> None:
        """Every lobby files in a thread of its own, on its own database, at the same time."""
        gathered: list[Filed] = []

        def file(kiosk: Kiosk) -> None:
            for _ in range(EACH):
                gathered.append(make.file(kiosk))
                self.running[kiosk.device].poke()

        threads = [threading.Thread(target=file, args=(self.others[name],)) for name in LOBBIES]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(gathered) == EACH * len(LOBBIES)
        self.filed += gathered

    def is_level(self) -> bool:
        """Whether every ledger ends where the register's does and nothing waits anywhere."""
        for one in self.running.values():
            one.poke()
        end = ledger.head(self.register.db)
        heads = {ledger.head(one.db) for one in self.others.values()}
        return heads == {end} and not any(ledger.count_pending(one.db)[0] for one in self.others.values())

    def devices(self) -> list[Kiosk]:
        return [self.register, *self.others.values()]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    port = free_port()
    made = make.make_office(tmp_path / "meja-1")
    register = replace(made, config=replace(made.config, listen="127.0.0.1", port=port))
    others = {
        name: make.make_lobby(register, tmp_path / name, world=FakeWorld(seed=40 + n), device=name)
        for n, name in enumerate(LOBBIES)
    }
    for n, name in enumerate(DESKS):
        others[name] = make.make_second_desk(
            register, tmp_path / name, device=name, world=FakeWorld(seed=50 + n)
        )
    address = f"https://127.0.0.1:{port}"
    others = {
        name: replace(one, config=replace(one.config, register=address, listen="127.0.0.1", port=free_port()))
        for name, one in others.items()
    }
    built = House(register, others, port)
    built.open_register()
    for name, one in others.items():
        built.running[name] = station.start(one)
    yield built
    for running in built.running.values():
        running.stop()
    for kiosk in built.devices():
        kiosk.db.close()


@pytest.mark.logs
@pytest.mark.filterwarnings(  # CPython drops a client's socket that is reset just before its handshake
    "ignore:Exception ignored in. <ssl.SSLSocket .*proto=6:pytest.PytestUnraisableExceptionWarning"
)
def test_all_file_at_once_with_the_register_off_for_a_while_and_know_the_same_in_the_end(
    house: House,
) -> None:
    house.file_everywhere()
    wait_until(house.is_level, "the first filings are everywhere")

    house.shut_register()
    house.file_everywhere()
    first = house.filed[0].case
    at_desk = [make.file(house.others[name], who=make.operator) for name in DESKS]
    for n, name in enumerate(DESKS):  # both desks take up the same permohonan while nobody orders them
        kiosk = house.others[name]
        case = cases.get_shown(kiosk.db, first.id).case
        permohonan.hold(kiosk, make.operator, acts.begin(kiosk, case), reason=("system", "printer")[n])
    wait_until(house_is_missed(house), "every device says that the register is away, and how much waits")
    for one in at_desk:
        assert one.is_waiting

    house.open_register()
    house.file_everywhere()
    wait_until(house.is_level, "everything is admitted and everywhere")
    check_all_equal(house)
    kept = [cases.get_shown(house.register.db, one.case.id).case for one in (*house.filed, *at_desk)]
    assert len({one.id for one in kept}) == 3 * EACH * len(LOBBIES) + len(DESKS)
    assert {one.status for one in kept} == {Status.IN_REVIEW}
    held = [e for e in ledger.all_entries(house.register.db) if b'"verb":"hold"' in e.event]
    assert sorted(entry.code for entry in held) == ["", "wrong_state"]


def house_is_missed(house: House) -> Callable[[], bool]:
    def look() -> bool:
        states = {name: house.running[name].get_states()[0] for name in house.others}
        for name in house.others:
            house.running[name].poke()
        return all(one.error for one in states.values()) and all(
            states[name].unsent >= EACH for name in LOBBIES
        )

    return look


def check_all_equal(house: House) -> None:
    assert list(audit.find_differences(house.devices())) == []
    entries = list(ledger.all_entries(house.register.db))
    assert audit.count_doubles(entries) == 0
    for kiosk in house.devices():
        assert list(audit.find_damage(kiosk)) == []
        assert upkeep.digest(kiosk) == upkeep.digest(house.register)
    with pytest.raises(Refused, match="not_register"):
        house.others["meja-2"].get_writer()
