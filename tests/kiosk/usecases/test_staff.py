"""Who may set another's PIN could sign as them: the ledger says who did, and so does the next sign-in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.store import ledger
from kiosk.usecases import acts, profile, staff
from tests import make

NEW = "905172"


def set_pin(kiosk: Kiosk, who: Person, whose: str) -> Kiosk:
    return staff.change_staff(kiosk, who, make.STAFF, new_pins={whose: NEW})


def last_event(kiosk: Kiosk) -> dict[str, Any]:
    *_, last = ledger.all_entries(kiosk.db)
    return dict(json.loads(last.event))


def test_the_ledger_says_who_set_whose_pin_and_never_the_pin(desk: Kiosk) -> None:
    set_pin(desk, make.operator, "lurah-1")
    event = last_event(desk)
    assert (event["verb"], event["who"]) == ("settings", "op-1")
    said = event["data"]["values"]["pin:lurah-1"]
    assert said["by"] == "op-1"
    assert NEW not in json.dumps(event)


def test_whose_pin_somebody_else_set_is_told_once_on_every_desk(desk: Kiosk, tmp_path: Path) -> None:
    other = make.make_second_desk(desk, tmp_path / "desk-2")
    set_pin(desk, make.operator, "lurah-1")
    make.follow(other, desk)
    for kiosk in (desk, other):
        new = staff.find_new_pin(kiosk, "lurah-1")
        assert new is not None
        assert new.by == make.OPERATOR.name
        staff.note_told(kiosk, "lurah-1", new.at)
        assert staff.find_new_pin(kiosk, "lurah-1") is None
        assert staff.find_new_pin(kiosk, "seklur-1") is None
    again = set_pin(desk, make.operator, "lurah-1")
    assert staff.find_new_pin(again, "lurah-1") is not None
    other.db.close()


def test_whoever_sets_their_own_pin_is_told_nothing(desk: Kiosk) -> None:
    set_pin(desk, make.lurah, "lurah-1")
    assert staff.find_new_pin(desk, "lurah-1") is None


def test_who_works_here_changes_in_the_ledger_too(desk: Kiosk) -> None:
    """Somebody made a signer is a change nobody would see in the people's own document."""
    promoted = tuple(
        replace(one, roles=(*one.roles, "signer")) if one.id == "op-1" else one for one in make.STAFF
    )
    staff.change_staff(desk, make.operator, promoted)
    body = profile.encode_staff(promoted, profile.find_verifiers(desk.db))
    assert last_event(desk)["data"] == {"values": {"staff": hashlib.sha256(body).hexdigest()}}


@pytest.mark.parametrize(
    "said", [{"by": "seklur-1", "at": 1}, {"by": "op-1"}, {"by": "op-1", "at": "1"}, "op-1", ["op-1"]]
)
def test_nobody_sets_a_pin_in_another_s_name(desk: Kiosk, said: object) -> None:
    deed = acts.Deed("settings", {"values": {"pin:lurah-1": said}})
    with pytest.raises(Refused, match="bad_data"):
        acts.do(desk, make.operator, acts.begin(desk), deed)


def test_a_person_the_office_does_not_have_gets_no_pin(desk: Kiosk) -> None:
    before = ledger.head(desk.db)
    with pytest.raises(Refused, match="unknown_person"):
        set_pin(desk, make.operator, "op-9")
    assert ledger.head(desk.db) == before
