"""An import of residents taken back as a whole: as before, what was checked since stays and is listed."""

from __future__ import annotations

import pytest

from kiosk import sheets
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.event import parse
from kiosk.store import documents, ledger, residents
from kiosk.usecases import acts, intake, takeback
from tests import make
from tests.bench.table import COLUMNS, people
from tests.fakes import FakeWorld
from tests.kiosk.usecases.test_intake import BUDI, LELA, workbook

OTHER = ("1671990101900001", "", "SARI CONTOH", "01-01-1990", "JALAN CONTOH 9")


def bring(desk: Kiosk, *rows: tuple[str, ...]) -> str:
    act = acts.begin(desk)
    intake.take(desk, make.operator, act, intake.read(desk, workbook(*rows)))
    return act.id


def everybody(kiosk: Kiosk) -> dict[str, str]:
    """The whole list: NIK to street, and whether somebody checked it."""
    rows = kiosk.db.rows("SELECT nik, person, checked FROM resident ORDER BY nik")
    return {nik: f"{person} {checked}" for nik, person, checked in rows}


def take_back(desk: Kiosk, id: str) -> takeback.Plan:
    planned = takeback.plan(desk, id)
    takeback.take_back(desk, make.operator, acts.begin(desk), planned)
    return planned


def test_the_list_is_as_before_and_the_ledger_says_so(desk: Kiosk, world: FakeWorld) -> None:
    first = bring(desk, LELA)
    before = everybody(desk)
    world.pass_time(minutes=5)
    moved = (*LELA[:4], "JALAN CONTOH 2")
    second = bring(desk, moved, BUDI)
    assert [one.id for one in takeback.find_imports(desk)] == [second, first]
    seen = everybody(desk)
    planned = takeback.plan(desk, second)
    assert everybody(desk) == seen  # a dry run writes nothing
    assert planned.counts == {"removed": 1, "restored": 1, "kept": 0}
    take_back(desk, second)
    assert everybody(desk) == before
    said = parse(ledger.entries_after(desk.db, 0)[-1].event)
    assert (said.verb, said.data["withdrawn"]) == ("import", True)
    assert said.data["counts"] == {"removed": 1, "restored": 1, "kept": 0}
    assert said.data["sha256"] == planned.of.sha256
    assert [one.id for one in takeback.find_imports(desk)] == [first]
    with pytest.raises(Refused, match="unknown_import"):
        takeback.plan(desk, second)
    assert intake.read(desk, workbook(moved, BUDI)).counts["new"] == 1  # and can be brought again
    third = bring(desk, moved, BUDI)
    assert takeback.find_imports(desk)[0].id == third


def test_what_a_checked_filing_changed_since_stays_and_is_listed(desk: Kiosk, world: FakeWorld) -> None:
    id = bring(desk, LELA, BUDI)
    world.pass_time(minutes=5)
    make.checked(desk, make.file(desk).case)
    planned = take_back(desk, id)
    assert [(one.nik, one.why) for one in planned.kept] == [(LELA[0], "checked")]
    assert planned.counts == {"removed": 1, "restored": 0, "kept": 1}
    known = residents.find(desk.db, LELA[0])
    assert known is not None
    assert (known.checked, known.person["alamat"]["alamat"]) == (True, make.ADDRESS["alamat"])
    assert residents.find(desk.db, BUDI[0]) is None
    assert residents.search(desk.db, "budi") == []


def test_what_was_checked_before_was_never_the_import_s(desk: Kiosk, world: FakeWorld) -> None:
    make.checked(desk, make.file(desk).case)
    before = everybody(desk)
    world.pass_time(minutes=5)
    id = bring(desk, LELA, BUDI)
    planned = take_back(desk, id)
    assert planned.counts == {"removed": 1, "restored": 0, "kept": 0}
    assert everybody(desk) == before


def test_what_a_later_import_changed_stays_and_the_rest_goes(desk: Kiosk, world: FakeWorld) -> None:
    first = bring(desk, LELA, BUDI)
    world.pass_time(minutes=5)
    bring(desk, (*LELA[:4], "JALAN CONTOH 2"), OTHER)
    planned = take_back(desk, first)
    assert [(one.nik, one.why) for one in planned.kept] == [(LELA[0], "later")]
    assert everybody(desk).keys() == {LELA[0], OTHER[0]}


def test_only_the_register_takes_back_and_only_an_import(desk: Kiosk, lobby: Kiosk) -> None:
    id = bring(desk, LELA)
    planned = takeback.plan(desk, id)
    with pytest.raises(Refused, match="not_register"):
        takeback.take_back(lobby, make.operator, acts.begin(lobby), planned)
    with pytest.raises(Refused, match="unknown_import"):
        takeback.plan(desk, "0" * 36)


def test_a_device_that_slept_over_both_forgets_them_too(desk: Kiosk, lobby: Kiosk) -> None:
    def hand_on() -> None:
        last, _ = documents.find_end(lobby.db, lobby.office.code)
        documents.put(lobby.db, documents.find_after(desk.db, lobby.office.code, last, limit=1000))
        intake.apply(lobby)

    first = bring(desk, LELA, OTHER)
    hand_on()
    assert residents.count(lobby.db) == 2
    take_back(desk, first)
    bring(desk, BUDI)
    hand_on()
    assert everybody(lobby) == everybody(desk)
    assert everybody(lobby).keys() == {BUDI[0]}


def test_thousands_of_rows_go_as_they_came(desk: Kiosk) -> None:
    before = everybody(desk)
    rows = [COLUMNS, *people(3000)]
    act = acts.begin(desk)
    found = intake.read(desk, sheets.write_xlsx("warga", rows))
    intake.take(desk, make.operator, act, found)
    assert residents.count(desk.db) == found.new
    assert take_back(desk, act.id).removed == found.new
    assert everybody(desk) == before
