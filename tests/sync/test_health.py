"""What the center must see of a device travels in its hello, and comes out in words for who looks."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.domain.cose import parse
from kiosk.domain.errors import Refused
from kiosk.usecases import upkeep
from sync import wire
from sync.central import __main__ as command
from sync.desk import Desk
from sync.exchange import offer, receive
from sync.loop import run_round
from tests import make
from tests.faults import audit
from tests.faults.town import Town
from tests.sync.memory import MemorySide, make_key, make_known, make_side


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    built = Town.build(tmp_path, 4, adopted=True)
    audit.meet(built.lobby, built.desk)
    yield built
    built.close()


def say(town: Town, *arguments: str) -> str:
    printed = io.StringIO()
    with redirect_stdout(printed), pytest.raises(SystemExit):
        command.main([*arguments, "--home", str(town.center_home)])
    return printed.getvalue()


def speak(town: Town, kiosk: Any, printer: str = "") -> None:
    center = town.open_center()
    way = audit.Wire("pusat", lambda raws: wire.unpack(center.handle(wire.pack(raws))[0]))
    for _ in range(2):  # in the first each hears who the other is
        run_round(Desk(kiosk, find_printer=lambda: printer), way)
    center.engine.dispose()


def test_the_center_s_list_says_how_each_device_is(town: Town) -> None:
    speak(town, town.desk, "ready")
    told = {one["device"]: one for one in json.loads(say(town, "offices", "--json"))}
    desk = told["meja-1"]
    assert desk["program"] == "0.1.0"
    assert desk["n"] > 0
    assert desk["health"]["clock"] == "good"
    assert desk["health"]["disk"] > 0
    assert desk["health"]["printer"] == "ready"
    assert "unsent" not in desk["health"]
    line = next(one for one in say(town, "offices").splitlines() if "meja-1" in one)
    assert line.endswith(": baik")


def test_a_device_in_trouble_is_named_by_the_center_s_doctor(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "get_free", lambda _kiosk: 120 << 20)
    speak(town, town.desk, "stopped")
    speak(town, town.lobby)
    said = say(town, "doctor")
    assert f"{make.KELURAHAN} meja-1: ruang diska tinggal 120 MB." in said
    assert f"{make.KELURAHAN} meja-1: printer tidak siap." in said
    assert f"{make.KELURAHAN} lobi-1: ruang diska tinggal 120 MB." in said
    assert "lobi-1: printer" not in said


def test_filings_that_wait_for_days_are_seen_at_the_center(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    since = town.lobby.now()
    monkeypatch.setattr(
        upkeep, "get_health", lambda _kiosk: {"unsent": 3, "unsent_since": since - 60 * 86_400_000}
    )
    speak(town, town.lobby)
    assert "lobi-1: 3 catatan belum sampai di meja register sejak" in say(town, "doctor")


def test_a_program_too_old_is_named(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(town, town.desk)
    monkeypatch.setattr(wire, "OLDEST", 2)
    assert "meja-1: program 0.1.0 terlalu lama." in say(town, "doctor")


def test_only_the_center_is_told(town: Town) -> None:
    to_desk, to_center = (
        next(
            body
            for raw in offer(Desk(town.lobby), device)
            if isinstance(body := wire.decode(parse(raw).payload), wire.Hello)
        )
        for device in ("meja-1", "pusat")
    )
    assert to_desk.health == {}
    assert to_center.health.keys() >= {"disk", "clock"}


def test_a_slow_printer_is_asked_once_a_minute(town: Town) -> None:
    asked: list[str] = []

    def look() -> str:
        asked.append("printer")
        return "ready"

    side = Desk(town.desk, find_printer=look)
    for _ in range(5):
        side.get_health("pusat")
    assert len(asked) == 1


@pytest.mark.logs
@pytest.mark.parametrize(
    "health",
    [{f"key_{chr(97 + n)}": 1 for n in range(17)}, {"disk": "x" * 41}, {"Disk": 1}, {"disk": -1}, {"a": [1]}],
    ids=["many", "long", "key", "negative", "list"],
)
def test_nobody_makes_the_center_keep_much(health: dict[str, Any]) -> None:
    known = make_known("meja-1", "lobi-1")
    lobby = MemorySide("lobi-1", make_key(2), known, inc="b" * 32)
    (raw, *_) = offer(lobby, "meja-1")
    body = json.loads(parse(raw).payload) | {"health": health}
    payload = msgspec.json.encode(body, order="sorted")
    with pytest.raises(Refused, match="message_form"):
        receive(make_side(known, "meja-1", "a"), [make_key(2).sign1(payload)])
