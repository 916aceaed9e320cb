"""Letters nobody thought of, in files and in what staff type: kept readable, and nothing stops for them."""

from __future__ import annotations

import io
import unicodedata

import pytest
from pypdfium2 import PdfDocument

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.event import parse
from kiosk.store import cases, ledger
from kiosk.usecases import acts, intake, office, permohonan, surat
from kiosk.usecases.office import Start
from tests import make
from tests.faults.sentences import refused
from ui import bookprint

NIK = make.LELA["nik"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (unicodedata.normalize("NFD", "Kafé Lela"), "Kafé Lela"),
        ("Budi\u202e CONTOH\u200f", "Budi CONTOH"),
        ("satu\0dua", "satu dua"),
        ("satu\ud800dua", "satudua"),
        ("baris satu\r\n\r\n\r\nbaris dua ", "baris satu\n\nbaris dua"),
    ],
)
def test_a_note_is_kept_in_letters_every_device_reads_the_same(desk: Kiosk, typed: str, kept: str) -> None:
    case = make.file(desk).case
    permohonan.note(desk, make.operator, acts.begin(desk, case), text=typed)
    *_, last = ledger.all_entries(desk.db)
    assert parse(last.event).data["text"] == kept


def test_the_book_of_a_month_is_printed_whatever_was_typed_in_it(desk: Kiosk) -> None:
    """The ledger forgets nothing, so a letter without a glyph would stand in the way for ever."""
    case = make.ready(desk)
    surat.hand_over(desk, make.operator, acts.begin(desk, case), to="李 Contoh 🙂")
    office.outside(desk, make.operator, acts.begin(desk), (Start("office", 2026, 1), 3), title="surat دفتر")
    _, pdf = bookprint.render_book(desk, "2026-11")
    text = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(io.BytesIO(pdf)))
    assert "? Contoh ?" in " ".join(text.split())


def test_a_search_of_a_thousand_words_finds_what_its_first_words_name(desk: Kiosk) -> None:
    make.file(desk)
    assert len(cases.find_by_name(desk.db, "LELA CONTOH")) == 1
    assert len(cases.find_by_name(desk.db, "LELA " * 3000)) == 1


# --- the residents' file --------------------------------------------------------------------------------


def read(desk: Kiosk, body: str) -> intake.Reading:
    return intake.read(desk, body.encode())


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_file_of_any_machine_has_its_lines(desk: Kiosk, end: str) -> None:
    found = read(desk, f"nik,nama{end}{NIK},LELA CONTOH{end}")
    assert found.counts == {"new": 1, "changed": 0, "same": 0, "refused": 0}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("LELA CONTOH,1-1-99999999999999", "resident_bad_date"),
        ("LELA CONTOH,0-0-0000", "resident_bad_date"),
        ("李 CONTOH,", "text_characters"),
        (f"{'A' * 81},", "text_too_long"),
        ('"LELA CONTOH\n' + "1671990101900001,BUDI CONTOH\n" * 5, "text_too_long"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named_and_the_others_are_read(
    desk: Kiosk, row: str, code: str
) -> None:
    found = read(desk, f"nik,nama,tanggal_lahir\n1671990101900002,TUTI CONTOH,\n{NIK},{row}")
    assert [bad.error.code for bad in found.bad] == [code]
    assert [person["nama"] for person in found.people] == ["TUTI CONTOH"]
    for language in ("id", "en"):
        assert desk.texts[language].error(found.bad[0].error)


def test_a_file_that_is_no_csv_is_refused_in_words(desk: Kiosk) -> None:
    with refused("table_unreadable"):
        read(desk, f"nik,nama\n{NIK},{'A' * 200_000}\n")


def test_no_error_about_a_resident_holds_the_whole_nik(desk: Kiosk) -> None:
    """Errors are logged."""
    found = read(desk, f"nik,nama\n{NIK},LELA CONTOH\n{NIK},LELA CONTOH\n{NIK}1,LELA CONTOH\n")
    assert [bad.error.code for bad in found.bad] == ["resident_twice", "nik_length"]
    assert not any(NIK in str(bad.error) for bad in found.bad)
    with pytest.raises(Refused) as caught:
        make.file(desk, subject={**make.LELA, "nik": NIK[:15]})
    assert NIK[:15] not in str(caught.value)
