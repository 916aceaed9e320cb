"""A lobby kiosk was stolen, key and all: what its thief can hand in, and what the office makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.context import Kiosk
from kiosk.domain.certificate import Certificate, Root
from kiosk.domain.event import Event, encode
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.rules import judge
from kiosk.keys import SigningKey
from kiosk.store import cases, ledger
from kiosk.trust import LIFETIME_MS, issue
from kiosk.usecases import acts, permohonan
from sync import anchors, wire
from sync.desk import Desk
from sync.exchange import receive
from tests import make
from tests.faults.sentences import refused
from tests.kiosk.domain.cases import SIGN
from tests.kiosk.store.events import Device

COUNTER = {"scope": "office", "year": 2026}


class Thief:
    """Whoever holds the lobby's key: says anything in any role, in a message the desk must believe."""

    def __init__(self, desk: Kiosk, lobby: Kiosk) -> None:
        self.desk, self._key = desk, lobby.keys.device
        self._device = Device(lobby.device, inc=0xBAD)
        self._side = Desk(desk)

    def say(self, verb: str, data: Mapping[str, Any], case: Permohonan | None = None, **more: Any) -> str:
        """Hand it in; what the register said of it."""
        about = {"about": case.id, "base": case.base} if case else {}
        self._hand_in(self._device.event(verb, data, who="lurah-1", **about, **more))
        *_, last = ledger.all_entries(self.desk.db)
        return last.code

    def _hand_in(self, event: Event) -> None:
        body = wire.Events(
            office=self.desk.office.code,
            sender=wire.Place(event.device, event.inc),
            to=wire.Place(self.desk.device),
            v=wire.FORM,
            runs=(wire.run(event.inc, event.seq, [encode(event)]),),
        )
        receive(self._side, [wire.sign(self._key, body)])


@pytest.fixture
def thief(desk: Kiosk, lobby: Kiosk) -> Thief:
    return Thief(desk, lobby)


@pytest.mark.parametrize(
    ("verb", "data", "role"),
    [
        ("check", {"what": "identity", "how": "seen"}, "operator"),
        ("correct", {"field": "pemohon.nama", "new": "ORANG LAIN CONTOH"}, "operator"),
        ("pass", {"step": "operator"}, "operator"),
        ("reject", {"reason": "other"}, "lurah"),
        ("note", {"text": "sudah diperiksa"}, "seklur"),
    ],
)
def test_it_does_no_officer_s_work(
    desk: Kiosk, thief: Thief, verb: str, data: Mapping[str, Any], role: str
) -> None:
    case = make.file(desk).case
    assert thief.say(verb, data, case, role=role) == "not_allowed"
    assert cases.find(desk.db, case.id) == case


def test_it_revokes_no_surat_and_puts_none_in_doubt(desk: Kiosk, thief: Thief) -> None:
    case = make.ready(desk)
    assert thief.say("revoke", {"reason": "wrong_data"}, case, role="lurah") == "not_allowed"
    forged = {**SIGN, "counter": {**COUNTER, "n": 2}}
    assert thief.say("sign", forged, case, role="signer") == "not_allowed"
    waiting = make.at_signer(desk)
    assert thief.say("sign", forged, waiting, role="signer") == "not_allowed"
    assert thief.say("sign", forged, waiting, role="signer", id=case.id) == "not_allowed"
    for one in (case, waiting):
        assert cases.find(desk.db, one.id) == one  # nothing is in the ruling inbox


@pytest.mark.parametrize(
    ("verb", "data", "role"),
    [
        ("settings", {"values": {"seal": ["sktm"], "same_person": True}}, "lurah"),
        ("settings", {"values": {"seal": ["sktm"], "same_person": True}}, "device"),
        ("start_at", {**COUNTER, "n": 900, "reason": "book"}, "register"),
        ("outside", {**COUNTER, "first": 1, "last": 900, "title": "x"}, "register"),
        ("register_closed", {"n": 1}, "lurah"),
        ("call", {"number": "A-001", "place": "1"}, "operator"),
        ("import", {"what": "residents", "sha256": "0" * 64, "counts": {"rows": 1}}, "operator"),
        ("sign_in", {}, "lurah"),
        ("view", {"what": "resident"}, "operator"),
        ("export", {"what": "ledger"}, "seklur"),
    ],
)
def test_it_changes_no_rule_and_no_number_of_the_office(
    desk: Kiosk, thief: Thief, verb: str, data: Mapping[str, Any], role: str
) -> None:
    before = ledger.ground(desk.db).office
    assert thief.say(verb, data, role=role) == "not_allowed"
    assert ledger.ground(desk.db).office == before
    assert make.signed(desk).sign["counter"]["n"] == 1


@pytest.mark.parametrize(
    ("verb", "data", "role"),
    [
        ("settings", {"values": {"seal": ["sktm"]}}, "lurah"),
        ("start_at", {**COUNTER, "n": 900, "reason": "book"}, "register"),
        ("outside", {**COUNTER, "first": 1, "last": 900, "title": "x"}, "register"),
        ("judge", {"entry": 1, "sha256": "ab" * 32, "outcome": "effective"}, "device"),
    ],
)
def test_a_second_desk_s_key_decides_nothing_for_the_office(
    desk: Kiosk, tmp_path: Path, verb: str, data: Mapping[str, Any], role: str
) -> None:
    """Staff sign in there, so it may claim any role: what holds for all is said at the register alone."""
    other = make.make_second_desk(desk, tmp_path / "desk-2")
    before = ledger.ground(desk.db).office
    assert Thief(desk, other).say(verb, data, role=role) == "not_register"
    assert ledger.ground(desk.db).office == before
    other.db.close()


def test_the_center_s_key_does_no_officer_s_work(desk: Kiosk) -> None:
    case = make.file(desk).case
    city = SigningKey(b"c" * 32)
    own = Certificate("1671", "pusat", city.public, city.public, desk.now(), desk.now() + LIFETIME_MS)
    raw = issue(own, city)
    anchors.keep_roots(desk, [Root(city.public, "1671")])
    anchors.take_certificates(desk, [raw])
    ground = ledger.ground(desk.db)
    assert "pusat" in ground.filers
    reject = Device("pusat", inc=0xBAD).event("reject", {"reason": "other"}, who="lurah-1", about=case.id)
    assert judge(replace(reject, role="lurah", base=case.base), case, ground) == "not_allowed"


def test_what_a_lobby_is_for_still_goes_through(desk: Kiosk, lobby: Kiosk) -> None:
    filed = make.file(lobby)
    make.exchange(lobby, desk)
    permohonan.withdraw(lobby, make.resident, acts.begin(lobby, filed.case))
    make.exchange(lobby, desk)
    entries = ledger.entries_about(desk.db, filed.case.id)
    assert [entry.code for entry in entries] == ["", ""]


def test_a_lobby_says_so_itself_before_anything_is_written(desk: Kiosk, lobby: Kiosk) -> None:
    case = make.file(desk).case
    make.exchange(lobby, desk)
    with refused("not_allowed"):
        permohonan.pass_on(lobby, make.operator, acts.begin(lobby, case))
    assert ledger.count_pending(lobby.db)[0] == 0
