"""A start after an update: what the register did not know is judged anew, and every copy folds the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.domain.event import digest, encode, parse
from kiosk.domain.ledger import Entry
from kiosk.domain.permohonan import Status
from kiosk.store import cases, ledger
from kiosk.usecases import acts, permohonan, update, upkeep, views
from kiosk.usecases.acts import Deed
from tests import make
from tests.fakes import FakeWorld
from tests.programs import older


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = make.make_office(tmp_path / "meja")
    yield kiosk
    kiosk.db.close()


@pytest.fixture
def lobby(desk: Kiosk, tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = make.make_lobby(desk, tmp_path / "lobi")
    yield kiosk
    kiosk.db.close()


def find(kiosk: Kiosk, verb: str) -> list[Entry]:
    return [entry for entry in ledger.all_entries(kiosk.db) if parse(entry.event).verb == verb]


def say(desk: Kiosk, id: str) -> list[str]:
    timeline = views.read_case(desk, make.operator, id).timeline
    return [one.code for one in timeline if one.verb == "withdraw"]


def withdraw_before_the_update(lobby: Kiosk, desk: Kiosk, *, is_new_version: bool = False) -> str:
    """A newer lobby withdraws at a register whose program knows no `withdraw`, or not this form of it."""
    make.exchange(lobby, desk)
    filed = make.file(lobby)
    permohonan.withdraw(lobby, make.resident, acts.begin(lobby, filed.case))
    with older(versions=("withdraw",)) if is_new_version else older("withdraw"):
        make.exchange(lobby, desk)
    return filed.case.id


@pytest.mark.parametrize(
    ("is_new_version", "code"), [(False, "unknown_verb"), (True, "unknown_version")], ids=["verb", "version"]
)
def test_what_an_older_register_did_not_know_is_judged_when_it_is_updated(
    lobby: Kiosk, desk: Kiosk, *, is_new_version: bool, code: str
) -> None:
    id = withdraw_before_the_update(lobby, desk, is_new_version=is_new_version)
    (kept,) = find(desk, "withdraw")
    assert (kept.outcome, kept.code) == ("not_effective", code)
    assert cases.get_shown(desk.db, id).case.status is Status.IN_REVIEW

    desk = make.restart(desk, FakeWorld(at=desk.now(), seed=77))
    (judged,) = find(desk, "judge")
    said = parse(judged.event).data
    assert judged.is_effective()
    assert said == {"entry": kept.n, "sha256": digest(kept.event).hex(), "outcome": "effective"}
    assert cases.get_shown(desk.db, id).case.status is Status.WITHDRAWN
    assert cases.get_shown(desk.db, id).case.closed_at == judged.at
    assert find(desk, "withdraw") == [kept]  # nothing is rewritten

    make.follow(lobby, desk)
    assert upkeep.digest(lobby) == upkeep.digest(desk)
    desk.db.close()


def test_judging_anew_again_finds_nothing_to_do(lobby: Kiosk, desk: Kiosk) -> None:
    withdraw_before_the_update(lobby, desk)
    assert update.judge_anew(desk) == 1
    assert update.judge_anew(desk) == 0
    desk = make.restart(desk, FakeWorld(at=desk.now(), seed=77))
    assert len(find(desk, "judge")) == 1
    desk.db.close()


def test_what_is_unknown_still_is_not_judged(lobby: Kiosk, desk: Kiosk) -> None:
    withdraw_before_the_update(lobby, desk)
    with older("withdraw"):
        assert update.judge_anew(desk) == 0
    assert find(desk, "judge") == []


def test_pages_show_what_was_judged_as_it_was_judged(lobby: Kiosk, desk: Kiosk) -> None:
    id = withdraw_before_the_update(lobby, desk)
    assert say(desk, id) == ["unknown_verb"]
    update.judge_anew(desk)
    assert say(desk, id) == [""]
    standing = ledger.find_standing(desk.db, parse(find(desk, "withdraw")[0].event).id)
    assert standing is not None
    assert standing.entry is not None
    assert standing.entry.is_effective()


def test_an_act_overtaken_before_the_update_is_judged_stale_and_told_its_author(desk: Kiosk) -> None:
    case = make.file(desk).case
    event = acts.make_event(
        desk, make.kasi, acts.begin(desk, case), Deed("reject", {"reason": "incomplete"}, role="kasi:kes")
    )
    with older("reject"):
        ledger.admit(desk.db, desk.get_writer(), [encode(event)], now=desk.now(), sender=desk.device)
    permohonan.pass_on(desk, make.operator, acts.begin(desk, make.checked(desk, case)))
    assert update.judge_anew(desk) == 1
    assert parse(find(desk, "judge")[0].event).data["code"] == "stale_base"
    assert [entry.code for entry in ledger.refused_of(desk.db, desk.device)] == ["stale_base"]


def test_a_device_not_updated_yet_passes_over_what_it_cannot_fold_and_folds_it_after_its_update(
    lobby: Kiosk, desk: Kiosk
) -> None:
    id = withdraw_before_the_update(lobby, desk)
    update.judge_anew(desk)
    with older("withdraw"):
        lobby = make.restart(lobby, FakeWorld(at=lobby.now(), seed=78))
        done = make.follow(lobby, desk)
        assert done is not None
        assert done.misfits == ()
        assert cases.get_shown(lobby.db, id).case.status is Status.IN_REVIEW
    lobby = make.restart(lobby, FakeWorld(at=lobby.now(), seed=79))
    assert cases.get_shown(lobby.db, id).case.status is Status.WITHDRAWN
    make.exchange(lobby, desk)
    assert upkeep.digest(lobby) == upkeep.digest(desk)
    lobby.db.close()


def test_folding_anew_comes_to_the_same(lobby: Kiosk, desk: Kiosk) -> None:
    withdraw_before_the_update(lobby, desk)
    update.judge_anew(desk)
    before = upkeep.digest(desk)
    assert ledger.rebuild(desk.db) == []
    assert upkeep.digest(desk) == before
    assert update.judge_anew(desk) == 0
