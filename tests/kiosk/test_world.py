"""The one module that asks for clock, ids and chance."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from kiosk import world
from kiosk.domain.event import encode
from tests.kiosk.domain.cases import make_event


def test_ids_are_version_7_and_sort_by_their_moment() -> None:
    early, late = (
        world.make_uuid7(1_795_486_500_000, b"\xff" * 10),
        world.make_uuid7(1_795_486_500_001, bytes(10)),
    )
    assert early < late
    for text in (early, late, world.new_id()):
        found = uuid.UUID(text)
        assert (found.version, found.variant, str(found)) == (7, uuid.RFC_4122, text)
    assert int(early.replace("-", "")[:12], 16) == 1_795_486_500_000


def test_an_id_of_the_world_is_one_an_event_takes() -> None:
    encode(make_event("note", {"text": "x"}, id=world.new_id()))


def test_no_two_ids_are_the_same() -> None:
    assert len({world.new_id() for _ in range(2000)}) == 2000


def test_the_world_has_a_clock_chance_and_a_boot() -> None:
    real = world.real()
    first, second = real.boot(), real.boot()
    assert first.boot == second.boot
    assert first.ms <= second.ms
    assert real.now() > 1_700_000_000_000
    assert len(real.token(32)) == 32
    assert real.token(32) != real.token(32)


def test_without_a_boot_id_every_process_is_a_new_boot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "_BOOT_ID", Path("/nowhere/boot_id"))
    assert world.boot().boot.startswith("process-")
