"""What the kills cost is counted from the ledger: a loss, a double and a forged chain come to light."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.event import canonical
from kiosk.domain.ledger import Entry
from kiosk.domain.seal import ticket
from kiosk.usecases import upkeep
from tests import make
from tests.fakes import FakeWorld
from ui.hands import Done
from ui.kills import count_cost, draw_moment, read_ledger
from ui.stage import FailedStepError

ID = "01a20c1c-f1b1-7119-9370-72ab4a531171"
OTHER = "01a20c1d-0066-7fa3-9582-9102a377ffc8"


def entry(n: int, verb: str, id: str, **more: Any) -> Entry:
    """One effective entry of the lobby; `seq` is its place unless said otherwise."""
    event = {"device": "lobi-1", "inc": "00", "seq": n, "verb": verb, "id": id, "data": {}, **more}
    return Entry(n, 1, 0, "effective", canonical(event))


def refused(n: int, *args: str, **more: Any) -> Entry:
    """The same without effect."""
    one = entry(n, *args, **more)
    return Entry(one.n, one.term, one.at, "not_effective", one.event, "duplicate")


CHECK = entry(2, "check", OTHER, about=ID, data={"what": "ktp"})
SAID = Done(ID, "check", "ktp")


def test_what_was_shown_and_stands_once_costs_nothing() -> None:
    cost = count_cost([entry(1, "file", ID), CHECK], [ticket(ID)], [SAID])
    assert (cost.lost, cost.doubled, cost.lines) == (0, 0, ())


def test_a_ticket_that_was_shown_and_is_in_no_ledger_is_lost() -> None:
    cost = count_cost([entry(1, "file", OTHER)], [ticket(ID)], [])
    assert (cost.lost, cost.doubled) == (1, 0)
    assert ticket(ID) in cost.lines[0]


def test_a_filing_without_effect_is_lost_too() -> None:
    assert count_cost([refused(1, "file", ID)], [ticket(ID)], []).lost == 1


def test_an_act_the_desk_showed_as_done_is_lost_when_it_stands_nowhere() -> None:
    assert count_cost([entry(1, "file", ID)], [], [SAID]).lost == 1
    assert count_cost([entry(1, "file", ID), CHECK], [], [Done(ID, "pass")]).lost == 1


def test_one_filing_at_two_places_is_doubled() -> None:
    cost = count_cost([entry(1, "file", ID), entry(2, "file", ID, seq=2)], [ticket(ID)], [])
    assert cost.doubled == 2  # the ticket, and the Event


def test_a_second_paper_check_that_took_effect_is_doubled() -> None:
    again = entry(3, "check", "01a20c1e-0000-7fa3-9582-9102a377ffc8", about=ID, data={"what": "ktp"})
    assert count_cost([entry(1, "file", ID), CHECK, again], [], [SAID]).doubled == 1


def test_one_place_of_a_stream_or_one_queue_number_twice_is_doubled() -> None:
    first = entry(1, "file", ID, data={"queue": "A-001"})
    assert count_cost([first, entry(2, "file", OTHER, data={"queue": "A-001"})], [], []).doubled == 1
    assert count_cost([first, entry(2, "file", OTHER, seq=1)], [], []).doubled == 1


@pytest.fixture
def export(tmp_path: Path) -> tuple[Path, dict[str, Any], str]:
    """The ledger of an office where one permohonan was filed, the digest it answers to, the ticket."""
    desk = make.make_office(tmp_path / "desk", world=FakeWorld())
    filed = make.file(desk)
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(b"".join(upkeep.export_ledger(desk)))
    digest = asdict(upkeep.digest(desk))
    desk.db.close()
    return file, digest, filed.ticket


def test_an_export_proves_the_digest_and_holds_the_ticket(export: tuple[Path, dict[str, Any], str]) -> None:
    file, digest, shown = export
    entries = read_ledger(file, digest)
    assert len(entries) == digest["n"]
    assert count_cost(entries, [shown], []).lost == 0


def test_an_export_with_one_altered_letter_proves_nothing(export: tuple[Path, dict[str, Any], str]) -> None:
    file, digest, _ = export
    file.write_text(file.read_text("utf-8").replace("LELA", "LILA"), "utf-8")
    with pytest.raises(FailedStepError, match="chain does not end"):
        read_ledger(file, digest)


def test_an_export_that_lacks_a_line_proves_nothing(export: tuple[Path, dict[str, Any], str]) -> None:
    file, digest, _ = export
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:-1]))
    with pytest.raises(FailedStepError, match="chain does not end"):
        read_ledger(file, digest)
    file.write_bytes(b"".join(lines[1:]))
    with pytest.raises(FailedStepError, match="place 2"):
        read_ledger(file, digest)


def test_moments_are_of_both_processes_and_of_every_kind() -> None:
    drawn = [draw_moment(("desk", "lobby")) for _ in range(400)]
    assert {moment.who for moment in drawn} == {"desk", "lobby"}
    assert any(moment.touches == 0 for moment in drawn)
    assert len({moment.touches for moment in drawn}) > 10
