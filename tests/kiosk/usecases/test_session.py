"""Signing in: PINs, waits that no restart shortens, and who may let somebody go on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.context import Kiosk, PinCost
from kiosk.domain.errors import Refused
from kiosk.domain.event import parse
from kiosk.store import ledger, people
from kiosk.usecases import acts, office, pins, session, staff
from kiosk.usecases.acts import Deed
from tests import make
from tests.fakes import FakeWorld

WRONG = "481516"


def try_wrong(desk: Kiosk, id: str = "op-1") -> Refused:
    with pytest.raises(Refused) as caught:
        session.sign_in(desk, id, WRONG)
    return caught.value


def test_a_right_pin_signs_in_and_leaves_a_trace(desk: Kiosk) -> None:
    who = session.sign_in(desk, "op-1", make.PIN)
    assert who == make.operator
    session.check_pin(desk, "lurah-1", make.PIN)
    session.sign_out(desk, who)
    told = [parse(entry.event) for entry in ledger.entries_after(desk.db, 0)][-3:]
    assert [(event.verb, event.who) for event in told] == [
        ("sign_in", "op-1"),
        ("sign_in", "lurah-1"),
        ("sign_in", "op-1"),
    ]
    assert "until" in told[-1].data


def test_a_wrong_pin_is_counted_and_told_without_the_pin(desk: Kiosk) -> None:
    error = try_wrong(desk)
    assert (error.code, error.details) == ("wrong_pin", {"left": 4})
    last = parse(ledger.entries_after(desk.db, 0)[-1].event)
    assert (last.verb, last.data) == ("pin_failed", {"person": "op-1", "count": 1})
    assert WRONG not in repr(error) + repr(last)


def test_five_wrong_pins_wait_a_minute(desk: Kiosk, world: FakeWorld) -> None:
    for _ in range(5):
        try_wrong(desk)
    with pytest.raises(Refused) as caught:
        session.sign_in(desk, "op-1", make.PIN)
    assert (caught.value.code, caught.value.details["seconds"]) == ("pin_wait", 60)
    assert session.sign_in(desk, "op-2", make.PIN).id == "op-2"
    world.pass_time(minutes=1)
    assert session.sign_in(desk, "op-1", make.PIN).id == "op-1"
    assert try_wrong(desk).details == {"left": 4}


def test_neither_a_hundred_restarts_nor_the_clock_shorten_a_wait(desk: Kiosk, world: FakeWorld) -> None:
    for _ in range(5):
        try_wrong(desk)
    world.pass_time(ms=30_000)
    for _ in range(100):
        world.reboot()
        world.at += 86_400_000
        assert session.get_wait(desk, "op-1") == 60_000
    world.boot_ms += 59_000
    assert session.get_wait(desk, "op-1") == 1_000
    world.boot_ms += 1_000
    assert session.get_wait(desk, "op-1") == 0


def test_the_try_is_counted_before_the_pin_is_looked_at(desk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object, **__: object) -> bool:
        raise InterruptedError

    monkeypatch.setattr(pins, "is_right", cut)
    with pytest.raises(InterruptedError):
        session.sign_in(desk, "op-1", make.PIN)
    door = people.find(desk.db, "op-1")
    assert door is not None
    assert door.wrong == 1


@pytest.mark.parametrize(
    ("wrong", "minutes"), [(4, 0), (5, 1), (9, 1), (10, 15), (11, 30), (14, 240), (15, 480), (99, 480)]
)
def test_waits_double_up_to_eight_hours(wrong: int, minutes: int) -> None:
    assert session.wait_after(wrong) == minutes * 60_000


def test_twenty_wrong_pins_stop_the_device_whoever_they_name(desk: Kiosk, world: FakeWorld) -> None:
    for id_ in ("op-1", "op-2", "kasi-1", "seklur-1", "lurah-1"):
        for _ in range(4):
            try_wrong(desk, id_)
    with pytest.raises(Refused, match="device_locked"):
        session.sign_in(desk, "op-1", make.PIN)
    world.pass_time(hours=1, ms=1)
    assert session.sign_in(desk, "op-1", make.PIN).id == "op-1"


def lock_device(desk: Kiosk) -> None:
    for id_ in ("op-1", "op-2", "kasi-1", "seklur-1", "seklur-an"):
        for _ in range(4):
            try_wrong(desk, id_)


def test_a_supervisor_frees_a_locked_device_with_their_own_pin(desk: Kiosk) -> None:
    lock_device(desk)
    with pytest.raises(Refused, match="device_locked"):
        session.sign_in(desk, "op-1", make.PIN)
    session.unlock(desk, session.sign_in(desk, "lurah-1", make.PIN))
    assert session.sign_in(desk, "op-1", make.PIN).id == "op-1"


def test_a_supervisor_s_own_waits_hold_on_a_locked_device(desk: Kiosk) -> None:
    lock_device(desk)
    for _ in range(5):
        try_wrong(desk, "lurah-1")
    with pytest.raises(Refused, match="pin_wait"):
        session.sign_in(desk, "lurah-1", make.PIN)


def test_a_restart_neither_frees_a_locked_device_nor_locks_it_for_ever(desk: Kiosk, world: FakeWorld) -> None:
    lock_device(desk)
    world.reboot()
    with pytest.raises(Refused, match="device_locked"):
        session.sign_in(desk, "op-1", make.PIN)
    world.pass_time(hours=1, ms=1)
    assert session.sign_in(desk, "op-1", make.PIN).id == "op-1"


def test_a_supervisor_lets_people_and_the_device_go_on(desk: Kiosk) -> None:
    for _ in range(5):
        try_wrong(desk)
    with pytest.raises(Refused, match="not_allowed"):
        session.unlock(desk, make.kasi, "op-1")
    with pytest.raises(Refused, match="unknown_person"):
        session.unlock(desk, make.seklur, "nobody")
    session.unlock(desk, make.seklur, "op-1")
    assert session.sign_in(desk, "op-1", make.PIN).id == "op-1"
    session.unlock(desk, make.lurah)


def test_strangers_do_not_sign_in(desk: Kiosk) -> None:
    with pytest.raises(Refused, match="unknown_person"):
        session.sign_in(desk, "nobody", make.PIN)
    assert session.get_wait(desk, "nobody") == 0


def test_those_who_may_sign_in_are_listed(desk: Kiosk) -> None:
    ended = replace(make.OPERATOR_2, ended=True)
    left = replace(desk, office=replace(desk.office, staff=(make.LURAH, ended)))
    assert session.find_people(left) == (make.LURAH,)


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("12345", "pin_shape"),
        ("12345a", "pin_shape"),
        ("٢٧٤٩٥١", "pin_shape"),
        ("123456", "pin_too_simple"),
        ("654321", "pin_too_simple"),
        ("111111", "pin_too_simple"),
        ("121212", "pin_too_simple"),
        ("010170", "pin_is_birth_date"),
        ("700101", "pin_is_birth_date"),
        ("197001", "pin_is_birth_date"),
    ],
)
def test_a_pin_others_would_try_first_is_refused(pin: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        pins.check_pin(pin, nip="197001011995031001")
    assert caught.value.code == code


def test_nobody_is_given_their_birth_date_as_pin(desk: Kiosk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="pin_is_birth_date"):
        staff.change_staff(desk, make.operator, make.STAFF, new_pins={"lurah-1": "010170"})
    answers = office.Answers(make.OFFICE, {one.id: make.PIN for one in make.STAFF} | {"lurah-1": "700101"})
    with pytest.raises(Refused, match="pin_is_birth_date"):
        office.init(FakeWorld().as_world(), make.make_config(tmp_path / "other"), make.library(), answers)


def test_a_verifier_is_worth_nothing_without_the_pepper(desk: Kiosk) -> None:
    verifier = pins.make_verifier(desk.keys, make.OPERATOR, make.PIN, token=desk.token, cost=make.CHEAP)
    assert pins.is_right(desk.keys, "op-1", make.PIN, verifier=verifier)
    assert not pins.is_right(desk.keys, "op-2", make.PIN, verifier=verifier)
    assert not pins.is_right(desk.keys, "op-1", make.PIN, verifier="no hash")
    assert desk.keys.office is not None
    other = replace(desk.keys, office=replace(desk.keys.office, pin_pepper=bytes(32)))
    assert not pins.is_right(other, "op-1", make.PIN, verifier=verifier)
    with pytest.raises(Refused, match="office_keys_missing"):
        pins.is_right(replace(desk.keys, office=None), "op-1", make.PIN, verifier=verifier)


def test_the_shipped_cost_is_the_one_of_the_library() -> None:
    import argon2  # noqa: PLC0415 - only here are its defaults asked for

    assert PinCost() == PinCost(
        argon2.DEFAULT_MEMORY_COST, argon2.DEFAULT_TIME_COST, argon2.DEFAULT_PARALLELISM
    )


def test_a_person_without_a_fitting_role_is_refused(desk: Kiosk) -> None:
    for verb in ("call", "file"):
        nobody = replace(make.operator, roles=())
        with pytest.raises(Refused, match="not_allowed"):
            acts.do(desk, nobody, acts.begin(desk), Deed(verb, {"x": 1}))
