"""The page of reports over a real office: periods, kinds, who may look, one sheet, one spreadsheet."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from kiosk import sheets
from kiosk.domain.event import Event, read
from kiosk.store import ledger
from kiosk.usecases import acts, opinions, permohonan, surat
from printing import report
from tests import make
from tests.fakes import FakeWorld
from tests.ui.deskroom import Room, words
from ui.screens.desk.reports import find_days
from ui.screens.desk.reporttables import KINDS, number, say_minutes, say_span
from ui.screens.resident import rate


@pytest.fixture
def room(room: Room) -> Room:
    """The desk with the lurah at it."""
    room.sign_in(make.lurah)
    return room


def work_a_morning(room: Room, world: FakeWorld) -> None:
    """Two finished after half an hour each, one on hold, twelve surveys."""
    desk = room.kiosk
    for _ in range(2):
        case = make.file(desk).case
        world.pass_time(minutes=30)
        case = permohonan.pass_on(desk, make.operator, acts.begin(desk, make.checked(desk, case)))
        for who in (make.kasi, make.seklur):
            case = permohonan.pass_on(desk, who, acts.begin(desk, case))
        case = make.printed(desk, surat.sign(desk, make.operator, acts.begin(desk, case)))
        case = surat.confirm_ink(desk, make.operator, acts.begin(desk, case))
        surat.hand_over(desk, make.operator, acts.begin(desk, case), to="LELA")
    held = make.file(desk).case
    permohonan.hold(desk, make.operator, acts.begin(desk, held), reason="printer")
    for _ in range(12):
        opinions.survey(desk, [4, 4, 4, 4, 4, 4, 4, 4, 3])
    opinions.hand_in(desk)


def events(room: Room) -> list[Event]:
    return [read(entry.event) for entry in ledger.all_entries(room.kiosk.db)]


def test_the_cards_are_the_figures_of_the_month(room: Room, world: FakeWorld) -> None:
    work_a_morning(room, world)
    page = room.reports()
    cards = {card.key: (card.value, card.said) for card in page.state.cards}
    assert cards["filed"] == ("3", "1 masih berjalan")
    assert cards["finished"] == ("2", "0 ditolak")
    assert cards["in_time"] == ("100 %", "2 dari 2 yang selesai")
    assert cards["wait"][0] == "30 menit"
    assert cards["work"][0] == "< 1 menit"
    assert cards["liked"] == ("97,22", "Mutu A, 12 survei")
    assert page.state.hint.startswith("1 November 2026 – 23 November 2026")


def test_every_kind_has_a_table_and_bars_except_people(room: Room, world: FakeWorld) -> None:
    work_a_morning(room, world)
    page = room.reports()
    for kind in KINDS:
        page.by(kind)
        state = page.state
        assert state.rows, kind
        assert (state.kind, [one.code for one in state.kinds if one.chosen]) == (kind, [kind])
        assert bool(state.legend) is (kind != "person")
        widest = max(row.first + row.second if kind != "day" else row.first for row in state.rows)
        assert widest == (0 if kind == "person" else 1), kind


def test_the_table_says_the_numbers_the_bars_are_drawn_by(room: Room, world: FakeWorld) -> None:
    work_a_morning(room, world)
    page = room.reports()
    (row,) = page.state.rows
    assert page.state.columns == ("Layanan", "Diajukan", "Selesai", "Tepat waktu", "Terlambat")
    assert (row.one, row.two, row.three, row.four, row.first) == ("3", "2", "2", "0", 1.0)
    page.by("step")
    assert (page.state.rows[0].label, page.state.rows[0].two) == ("Memeriksa berkas", "30 menit")
    page.by("hold")
    assert [(row.label, row.one) for row in page.state.rows] == [(words("reason.hold.printer"), "1")]


def test_a_person_stands_with_the_kind_of_work_and_what_it_was_about(room: Room, world: FakeWorld) -> None:
    work_a_morning(room, world)
    page = room.reports()
    page.by("person")
    first = page.state.rows[0]
    assert (first.label, first.one, first.two) == ("Rina Contoh", "Memeriksa berkas", "2")
    assert first.small.endswith("Domisili 2")


def test_another_period_fetches_its_own_days(room: Room, world: FakeWorld) -> None:
    work_a_morning(room, world)
    page = room.reports()
    page.period("last_month")
    assert page.state.hint.startswith("1 Oktober 2026 – 31 Oktober 2026")
    assert (page.state.rows, page.state.empty) == ((), words("report.nothing"))
    page.period("today")
    assert page.state.hint.startswith("Senin, 23 November 2026")
    assert page.state.rows


def test_who_may_not_look_is_told_whose_it_is_and_sees_nothing(room: Room, world: FakeWorld) -> None:
    work_a_morning(room, world)
    room.sign_in(make.kasi)
    page = room.reports()
    assert (page.state.news_tone, page.state.cards, page.state.rows) == ("error", (), ())
    assert "lurah" in page.state.news
    page.print_report()
    page.export_table()
    assert not list(room.folder.iterdir())
    assert [event.verb for event in events(room)].count("export") == 0


def test_each_look_is_in_the_ledger(room: Room) -> None:
    room.reports()
    last = events(room)[-1]
    assert (last.verb, last.who, last.data) == ("view", make.LURAH.id, {"what": "report"})


def test_the_report_is_one_sheet_with_every_figure(room: Room, world: FakeWorld) -> None:
    work_a_morning(room, world)
    room.reports().print_report()
    (path,) = room.folder.glob("laporan-*.pdf")
    with pdfium.PdfDocument(path.read_bytes()) as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_range()
    for said in ("Laporan pelayanan", "97,22", "Memeriksa berkas", "Rina Contoh", "Persyaratan", "30 menit"):
        assert said in text
    last = events(room)[-1]
    assert (last.verb, last.data["what"], last.data["reason"]) == (
        "export",
        "report",
        "2026-11-01/2026-11-23",
    )


def test_the_spreadsheet_holds_every_table_with_numbers_as_numbers(room: Room, world: FakeWorld) -> None:
    work_a_morning(room, world)
    page = room.reports()
    page.export_table()
    path = room.kiosk.config.home / "laporan-2026-11-01-2026-11-23.xlsx"
    assert path.name in page.state.news
    rows = [row.cells for row in sheets.read(path.read_bytes())]
    labels = [str(row[0]) for row in rows]
    for kind in KINDS:
        assert words(f"report.title_{kind}") in labels
    domisili = next(row for row in rows if str(row[0]).endswith("Domisili"))
    assert tuple(domisili[1:5]) == (3, 2, 2, 0)
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as book:
        assert b"<v>3</v>" in book.read("xl/worksheets/sheet1.xml")


def test_a_full_office_stays_on_one_sheet() -> None:
    """A month of the busiest office: more rows than fit are counted, not printed beyond the edge."""
    rows = tuple(
        report.Row(f"Surat Keterangan Nomor {n}", ("12", "9", "8", "1"), "", 0.5, 0.1) for n in range(45)
    )
    table = report.Table("Tepat waktu", ("Layanan", "a", "b", "c", "d"), rows, ("Tepat", "Lambat"), most=15)
    few = report.Table("Langkah", ("Langkah", "a"), rows[:5], most=8)
    days = tuple(report.Row(str(n + 1), ("14", "11"), "", 0.9, 0.7) for n in range(31))
    made = report.Report(
        office="Kelurahan Contoh",
        span="1 Agustus 2026 – 31 Agustus 2026",
        cards=(("Diajukan", "2 jam 35 menit", "nilai tengah, dari diajukan sampai siap"),) * 6,
        days=report.Table("Hari", ("Hari", "Diajukan", "Selesai"), days, ("Diajukan", "Selesai")),
        left=(table, report.Table("Ditahan", ("Sebab", "a"), rows[:9], most=6)),
        right=(few, report.Table("Kepuasan", ("Unsur", "Nilai"), rows[:19], most=19)),
        wide=report.Table("Orang", ("Petugas", "a"), rows[:20], most=11),
        foot="kaki",
    )
    with pdfium.PdfDocument(report.pdf(made, say=words)) as document:
        assert len(document) == 1
        page = document[0].get_textpage()
        text = page.get_text_range()
        assert "dan 30 baris lain" in text
        foot = text.index("kaki")
        lowest = sorted(page.get_charbox(at)[1] for at in range(page.count_chars()) if text[at].isalnum())
        assert lowest[0] >= page.get_charbox(foot)[1] - 2  # nothing stands below the foot


def test_every_reason_the_lobby_offers_is_counted() -> None:
    assert set(opinions.REASONS) == {*rate.GOOD, *rate.BAD}


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("today", "2026-11-25", "2026-11-25"),
        ("week", "2026-11-23", "2026-11-25"),
        ("month", "2026-11-01", "2026-11-25"),
        ("last_month", "2026-10-01", "2026-10-31"),
    ],
)
def test_a_period_is_whole_days(period: str, first: str, last: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert find_days(period, date(2026, 11, 25)) == days


def test_january_looks_back_at_december() -> None:
    assert find_days("last_month", date(2027, 1, 1)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_numbers_and_times_are_said_as_people_say_them() -> None:
    said = [say_minutes(words, minutes) for minutes in (None, 0.2, 1, 60, 125)]
    assert said == ["–", "< 1 menit", "1 menit", "1 jam", "2 jam 5 menit"]
    assert (number(89.583, 2, "id"), number(89.583, 2, "en")) == ("89,58", "89.58")
    assert say_span(date(2026, 11, 2), date(2026, 11, 3), "id") == "2 November 2026 – 3 November 2026"
