"""Events a device signed and no rule of ours would have made: none stops what its neighbours filed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.context import Kiosk
from kiosk.domain.event import MAX_AT, Event, canonical, encode, parse
from kiosk.domain.permohonan import dump, load
from kiosk.domain.rules import judge
from kiosk.store import admission, cases, ledger, odd, queues
from kiosk.usecases import acts, views
from kiosk.usecases import queues as hall
from sync import wire
from sync.desk import Desk
from sync.exchange import receive
from tests import make
from tests.faults.sentences import refused
from tests.kiosk.domain.cases import make_case
from tests.kiosk.store.events import FILED, Device

RESIDENT: Mapping[str, Any] = {"who": "resident", "role": "resident"}
FIRST_INC = 100


class Bench:
    """The register desk, and a lobby's key that signs whatever a test puts into a message."""

    def __init__(self, desk: Kiosk, lobby: Kiosk) -> None:
        self.desk, self.lobby = desk, lobby
        self.side = Desk(desk)

    def hand_in(self, device: Device, raws: Sequence[bytes]) -> None:
        body = wire.Events(
            office=self.desk.office.code,
            sender=wire.Place(device.name, device.inc),
            to=wire.Place(self.desk.device),
            v=wire.FORM,
            runs=(wire.run(device.inc, 1, raws),),
        )
        receive(self.side, [wire.sign(self.lobby.keys.device, body)])

    def find_outcome(self, event: Event) -> str:
        standing = ledger.find_standing(self.desk.db, event.id)
        assert standing is not None
        assert standing.entry is not None
        return standing.entry.code or "effective"

    def is_filed(self, event: Event) -> bool:
        return cases.find(self.desk.db, event.id) is not None


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    desk = make.make_office(tmp_path / "desk")
    lobby = make.make_lobby(desk, tmp_path / "lobby")
    yield Bench(desk, lobby)
    lobby.db.close()
    desk.db.close()


def change(event: Event, **more: Any) -> bytes:
    """The bytes of an Event with other values in its envelope, as a program that checks nothing writes
    them.
    """
    return canonical(json.loads(encode(event)) | more)


@pytest.mark.parametrize(
    "more",
    [
        {"subject": {"nama": "LELA CONTOH", "nik": {"angka": "1671994507890003"}}},
        {"subject": {"nama": ["LELA", "CONTOH"]}},
        {"resident": {"nama": 7}},
        {"version": 0},
        {"chain": ["operator", "siapa saja", "signer"]},
        {"chain": ["operator", ["signer"], "signer"]},
    ],
)
def test_a_filing_no_form_could_make_takes_no_effect_and_stops_nobody(
    bench: Bench, more: Mapping[str, Any]
) -> None:
    device = Device("lobi-1", inc=FIRST_INC)
    bad = device.event("file", {**FILED, **more}, **RESIDENT)
    good = device.file()
    bench.hand_in(device, [encode(bad), encode(good)])
    assert bench.find_outcome(bad) == "bad_data"
    assert bench.is_filed(good)
    assert len(views.queue(bench.desk, make.operator, tab=views.Filter.ALL).rows) == 1


@pytest.mark.parametrize(
    ("field", "new"), [("pemohon.nama", ["LELA"]), ("pemohon.nik", 5), ("pemohon", {"nik": {"a": "b"}})]
)
def test_a_correction_never_makes_a_name_that_is_no_text(bench: Bench, field: str, new: Any) -> None:
    filed = make.file(bench.desk, make.operator).case
    device = Device(bench.desk.device, inc=FIRST_INC)
    data = {"field": field, "new": new}
    bad = device.event("correct", data, about=filed.id, base=filed.base, who="op-1", role="operator")
    ledger.admit(bench.desk.db, bench.desk.get_writer(), [encode(bad)], now=bench.desk.now())
    assert bench.find_outcome(bad) == "bad_data"


@pytest.mark.logs  # what it set aside is a WARNING
@pytest.mark.parametrize(
    "more",
    [
        {"clock": {"q": ["good"], "mono": 1, "off": 0}},
        {"clock": {"q": {"good": 1}, "mono": 1, "off": 0}},
        {"clock": ["q", "mono", "off"]},
        {"verb": ["file"]},
        {"files": [{"sha256": ["0"], "size": 1, "kind": "ktp"}]},
        {"files": {"sha256": "0"}},
        {"data": ["service"]},
    ],
)
def test_an_envelope_of_other_types_is_set_aside_and_stops_nobody(
    bench: Bench, more: Mapping[str, Any]
) -> None:
    device = Device("lobi-1", inc=FIRST_INC)
    bad = change(device.event("queue", {"number": "B-001", "need": "surat"}, **RESIDENT), **more)
    good = device.file()
    bench.hand_in(device, [bad, encode(good)])
    assert bench.is_filed(good)
    assert [one.raw for one in odd.find_unseen(bench.desk.db)] == [bad]


def test_a_moment_beyond_the_last_year_is_no_event_and_stops_nobody(bench: Bench) -> None:
    device = Device("lobi-1", inc=FIRST_INC)
    late = change(device.event("queue", {"number": "B-001", "need": "surat"}, **RESIDENT), at=MAX_AT)
    good = device.file()
    bench.hand_in(device, [late, encode(good)])
    assert bench.is_filed(good)
    assert [one.reason for one in odd.find_unseen(bench.desk.db)] == ["bad_event reason='at'"]
    with refused("bad_event", "at"):
        parse(late)


def test_a_queue_number_that_is_none_stops_no_other(bench: Bench) -> None:
    device = Device("lobi-1", inc=FIRST_INC)
    bad = device.event(
        "queue", {"number": "A-x", "need": "surat"}, who="resident", role="resident", at=bench.desk.now()
    )
    bench.hand_in(device, [encode(bad)])
    assert bench.find_outcome(bad) == "bad_data"
    assert hall.take(bench.desk, make.resident, acts.begin(bench.desk), need="surat") == "A-001"


def test_after_the_thousandth_number_of_a_day_comes_the_next_one(bench: Bench) -> None:
    kiosk = bench.desk
    taken = Device(kiosk.device, inc=FIRST_INC)
    for number in ("A-999", "A-1000"):
        event = taken.event("queue", {"number": number, "need": "surat"}, **RESIDENT, at=kiosk.now())
        queues.fold(kiosk.db, event)
    assert hall.take(kiosk, make.resident, acts.begin(kiosk), need="surat") == "A-1001"


def test_settings_that_are_no_list_of_services_never_stop_the_next_surat(bench: Bench) -> None:
    kiosk = bench.desk
    device = Device(kiosk.device, inc=FIRST_INC)
    bad = device.event("settings", {"values": {"seal": 5}}, who="op-1", role="register")
    ledger.admit(kiosk.db, kiosk.get_writer(), [encode(bad)], now=kiosk.now())
    assert bench.find_outcome(bad) == "bad_data"
    assert make.signed(kiosk, mode="seal").sign["mode"] == "seal"


@pytest.mark.logs  # the program's own fault is an ERROR with its trace
def test_an_event_our_own_program_fails_over_goes_aside_alone(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Device("lobi-1", inc=FIRST_INC)
    before, bad, after = device.file(), device.file(), device.file()

    def fail_over_one(event: Event, *rest: Any, **more: Any) -> str:
        if event.id == bad.id:
            raise TypeError(event.id)
        return judge(event, *rest, **more)

    monkeypatch.setattr(admission, "judge", fail_over_one)
    bench.hand_in(device, [encode(one) for one in (before, bad, after)])
    assert [bench.is_filed(one) for one in (before, bad, after)] == [True, False, True]
    assert [(one.reason, one.raw) for one in odd.find_unseen(bench.desk.db)] == [
        ("bug TypeError", encode(bad))
    ]
    monkeypatch.setattr(admission, "judge", judge)
    bench.hand_in(device, [encode(bad)])  # it waits on its device, so after an update it has its place
    assert bench.is_filed(bad)


def test_what_is_shown_of_a_case_survives_numbers_that_are_nothing() -> None:
    case = replace(make_case(), version=0, filed_at=0)
    assert load(dump(case)) == case
