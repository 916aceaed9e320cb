"""What an office keeps beside its ledger: pages, residents, doors, drafts, documents, marks, mail."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain import cose
from kiosk.domain.document import Document, feed_start
from kiosk.domain.errors import Refused, Unavailable
from kiosk.store import (
    documents,
    drafts,
    facts,
    files,
    marks,
    peers,
    people,
    residents,
)
from kiosk.store.database import Database
from kiosk.store.drafts import Draft
from kiosk.store.people import Door
from kiosk.store.residents import Resident
from tests.kiosk.store.events import AT

DAY = 86_400_000


def token(length: int) -> bytes:
    return bytes(range(7, 7 + length))


def signed(document: Document) -> bytes:
    return cose.frame(bytes(8), document.payload(), bytes(64))


# --- pages ------------------------------------------------------------------------------------------


def test_a_page_is_kept_unreadable_and_comes_back(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    page = b"1671994507890003 " * 100
    kept = files.put(db, folder, page, kind="ktp", token=token)
    assert (kept.sha256, kept.size, kept.is_whole) == (hashlib.sha256(page).hexdigest(), 1700, True)
    [on_disk] = folder.iterdir()
    assert b"1671994507890003" not in on_disk.read_bytes()
    assert on_disk.name == hashlib.sha256(on_disk.read_bytes()).hexdigest()
    assert files.read(db, folder, kept.sha256) == page
    assert files.put(db, folder, page, kind="ktp", token=token) == kept
    assert kept.as_event_entry() == {"sha256": kept.sha256, "size": 1700, "kind": "ktp"}


def test_a_page_that_was_touched_is_refused(db: Database, tmp_path: Path) -> None:
    kept = files.put(db, tmp_path, b"page", kind="ktp", token=token)
    [on_disk] = [path for path in tmp_path.iterdir() if len(path.name) == 64]
    on_disk.write_bytes(on_disk.read_bytes()[:-1] + b"x")
    with pytest.raises(Refused, match="file_damaged"):
        files.read(db, tmp_path, kept.sha256)
    on_disk.unlink()
    with pytest.raises(Unavailable, match="file_missing"):
        files.read(db, tmp_path, kept.sha256)


def test_a_page_put_in_another_s_place_is_refused(db: Database, tmp_path: Path) -> None:
    one = files.put(db, tmp_path, b"one", kind="ktp", token=token)
    db.run("UPDATE file SET sha256 = ?", ("ab" * 32,))
    with pytest.raises(Refused, match="file_damaged"):
        files.read(db, tmp_path, "ab" * 32)
    with pytest.raises(Refused, match="unknown_file"):
        files.read(db, tmp_path, one.sha256)


def test_pages_an_event_names_are_missed_smallest_first(db: Database, tmp_path: Path) -> None:
    files.expect(db, "aa" * 32, 900, "kk")
    files.expect(db, "bb" * 32, 100, "ktp")
    files.expect(db, "bb" * 32, 100, "ktp")
    assert [one.size for one in files.find_missing(db)] == [100, 900]
    with pytest.raises(Unavailable, match="file_missing"):
        files.read(db, tmp_path, "aa" * 32)
    page = b"x" * 100
    files.expect(db, hashlib.sha256(page).hexdigest(), 100, "ktp")
    assert files.put(db, tmp_path / "f", page, kind="ktp", token=token).is_whole


def test_the_sweep_removes_what_no_row_names_and_names_rows_without_file(
    db: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    assert files.sweep(db, folder) == []
    kept = files.put(db, folder, b"kept", kind="ktp", token=token)
    (folder / "left.part").write_bytes(b"half")
    assert files.sweep(db, folder) == []
    [there] = folder.iterdir()
    there.unlink()
    assert files.sweep(db, folder) == [kept.sha256]


def test_a_page_that_cannot_be_written_leaves_no_row(db: Database, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(Unavailable, match="disk_failed"):
        files.put(db, blocked, b"page", kind="ktp", token=token)
    assert db.rows("SELECT * FROM file") == []


# --- residents --------------------------------------------------------------------------------------


def someone(nik: str, name: str, **more: Any) -> Resident:
    return Resident(nik, {"nik": nik, "nama": name, **more}, "import", checked=False, changed_at=1)


PEOPLE = (
    someone("1671994507890003", "LELA CONTOH", kk="1671990101100004", tanggal_lahir="1989-07-05"),
    someone("1671990101900001", "BUDI SANTOSO CONTOH", kk="1671990101100004", tanggal_lahir="1990-01-01"),
    someone("1671990101900002", "SITI SANTIKA CONTOH"),
)


def test_people_are_found_by_nik_name_and_family(db: Database) -> None:
    assert residents.save(db, PEOPLE) == 3
    found = residents.find(db, "1671994507890003")
    assert found == PEOPLE[0]
    assert (found.name, found.kk) == ("LELA CONTOH", "1671990101100004")
    assert residents.find(db, "1671990000000000") is None
    assert [one.name for one in residents.find_family(db, "1671990101100004")] == [
        "LELA CONTOH",
        "BUDI SANTOSO CONTOH",
    ]
    assert residents.find_family(db, "") == []
    assert residents.count(db) == 3


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("san con", 2),
        ("CONTOH sant", 2),
        ("budi", 1),
        ("bu*di", 1),
        ('"budi" OR', 0),
        ("b", 0),
        ("", 0),
        ("contoh lela", 1),
        ("santoso siti", 0),
    ],
)
def test_a_name_is_found_by_the_beginnings_of_its_words(db: Database, typed: str, found: int) -> None:
    residents.save(db, PEOPLE)
    assert len(residents.search(db, typed)) == found


def test_a_changed_name_is_found_under_the_new_one_only(db: Database) -> None:
    residents.save(db, PEOPLE)
    residents.save(db, [someone("1671994507890003", "NURLELA CONTOH")])
    assert residents.search(db, "lela") == []
    assert len(residents.search(db, "nurlela")) == 1
    db.run("DELETE FROM resident WHERE nik = '1671994507890003'")
    assert residents.search(db, "nurlela") == []


def test_misses_are_counted_and_forgotten(db: Database) -> None:
    for at in (AT, AT + 1, AT + DAY):
        residents.keep_miss(db, "a", at=at)
    residents.keep_miss(db, "b", at=AT + DAY)
    assert residents.count_misses(db, since=AT, nik="a") == 3
    assert residents.count_misses(db, since=AT + 2) == 2
    residents.keep_miss(db, "a", at=AT + 5 * DAY)
    assert residents.count_misses(db, since=0) == 1


# --- doors, drafts, peers, facts --------------------------------------------------------------------


def test_a_door_is_kept_as_it_was_left(db: Database) -> None:
    assert people.find(db, "op-1") is None
    people.save(db, Door("op-1", "hash", 3, 60_000, "boot", 5))
    assert people.find(db, "op-1") == Door("op-1", "hash", 3, 60_000, "boot", 5)


def test_wrong_pins_of_another_boot_still_count(db: Database) -> None:
    for ms in (10, 20, 30):
        people.keep_wrong(db, "op-1", boot="b", ms=ms)
    assert people.count_wrong(db, boot="b", ms=40, within=20) == 2
    assert people.count_wrong(db, boot="c", ms=5, within=20) == 3
    assert people.count_wrong(db, boot="c", ms=25, within=20) == 3
    assert people.count_wrong(db, boot="c", ms=26, within=20) == 0
    people.keep_wrong(db, "op-2", boot="c", ms=30)
    people.forgive(db, "op-1")
    assert people.count_wrong(db, boot="d", ms=1, within=20) == 1
    people.clear_wrong(db)
    assert people.count_wrong(db, boot="d", ms=1, within=20) == 0


def test_a_draft_lives_until_it_is_sent_or_too_old(db: Database) -> None:
    draft = Draft("d1", "usaha", "", {"nama_usaha": "Pempek"}, at=AT)
    drafts.save(db, draft)
    assert drafts.find(db, "d1") == draft
    kept = Draft("d2", "usaha", "1671994507890003", {}, kept=True, at=AT)
    drafts.save(db, kept)
    assert drafts.find_by_nik(db, "1671994507890003") == kept
    assert drafts.find_by_nik(db, "") is None
    assert drafts.wipe_old(db, loose_before=AT + 1, kept_before=AT) == 1
    assert drafts.find(db, "d1") is None
    drafts.wipe(db, "d2")
    assert drafts.find(db, "d2") is None


def test_what_a_power_cut_left_is_found_and_what_was_kept_stays_kept(db: Database) -> None:
    loose = Draft("d1", "usaha", "1671994507890003", {"nama_usaha": "Pempek"}, at=AT)
    drafts.save(db, loose)
    assert drafts.find_by_nik(db, "1671994507890003") == loose
    drafts.save(db, replace(loose, kept=True))
    drafts.save(db, replace(loose, answers={"nama_usaha": "Pempek Lela"}, at=AT + 1))
    found = drafts.find_by_nik(db, "1671994507890003")
    assert found == replace(loose, answers={"nama_usaha": "Pempek Lela"}, at=AT + 1, kept=True)


def test_what_is_known_of_a_peer_and_its_mail(db: Database) -> None:
    assert peers.find(db, "lobi-1") is None
    peers.keep(db, "lobi-1", {"inc": "ab"}, at=1)
    peers.keep(db, "lobi-1", {"inc": "cd"}, at=2)
    assert peers.find(db, "lobi-1") == {"inc": "cd"}
    for _ in range(2):
        peers.keep_mail(db, b"message", sender="lobi-1", receiver="meja-1", at=1)
    assert peers.find_mail(db, "meja-1") == [b"message"]
    peers.drop_mail(db, b"message")
    assert peers.find_mail(db, "meja-1") == []


def test_facts_are_json_values(db: Database) -> None:
    assert facts.find(db, "x", 7) == 7
    facts.keep(db, "x", {"a": [1]})
    assert facts.find(db, "x") == {"a": [1]}


# --- documents --------------------------------------------------------------------------------------


def office_document(seq: int, version: int, body: bytes, **more: Any) -> Document:
    return Document("1671081006", seq, "service", "usaha", version, body, **more)


def test_documents_come_in_the_order_of_their_feed(db: Database) -> None:
    one, two = signed(office_document(1, 1, b"a")), signed(office_document(2, 2, b"b"))
    assert documents.find_end(db, "1671081006") == (0, feed_start("1671081006"))
    assert [made.seq for made in documents.put(db, [one, two])] == [1, 2]
    assert documents.put(db, [one, two]) == []
    assert documents.find_after(db, "1671081006", 1) == [two]
    assert documents.get_feeds(db)["1671081006"][0] == 2
    with pytest.raises(Refused, match="document_gap"):
        documents.put(db, [signed(office_document(4, 1, b"c"))])
    with pytest.raises(Refused, match="document_forked"):
        documents.put(db, [signed(office_document(1, 1, b"other"))])


def test_the_newest_document_is_in_force_until_it_is_withdrawn(db: Database) -> None:
    documents.put(db, [signed(office_document(1, 1, b"a")), signed(office_document(2, 2, b"b"))])
    found = documents.find(db, "service", "usaha")
    assert found is not None
    assert (found.version, found.body) == (2, b"b")
    older = documents.find(db, "service", "usaha", 1)
    assert older is not None
    assert older.body == b"a"
    assert [made.version for made in documents.find_all(db, "service")] == [1, 2]
    documents.put(db, [signed(office_document(3, 2, b"", withdrawn=True))])
    assert documents.find(db, "service", "usaha") is None
    assert [made.version for made in documents.find_all(db, "service")] == [1]


def test_the_office_s_own_document_wins_over_the_city_s(db: Database) -> None:
    city = Document("city", 1, "service", "usaha", 1, b"city")
    documents.put(db, [signed(city), signed(office_document(1, 1, b"own"))])
    found = documents.find(db, "service", "usaha")
    assert found is not None
    assert found.body == b"own"


# --- the number mark --------------------------------------------------------------------------------


def make_mark(n: int, scope: str = "office") -> marks.NumberMark:
    return marks.NumberMark(scope, 2026, n, n, 1, "0" * 32, "id")


def test_marks_are_kept_beside_the_database(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    assert marks.find_number(folder, "office", 2026) is None
    marks.write_number(folder, make_mark(5))
    marks.write_number(folder, make_mark(9, "code:1"))
    marks.write_number(folder, make_mark(6))
    found = marks.find_number(folder, "office", 2026)
    assert found == make_mark(6)
    assert len(marks.all_numbers(folder)) == 2
    assert not list(folder.glob("*.part"))


def test_the_floor_of_the_date_never_goes_down(tmp_path: Path) -> None:
    assert marks.get_floor(tmp_path) == 0
    marks.raise_floor(tmp_path, 9)
    marks.raise_floor(tmp_path, 5)
    assert marks.get_floor(tmp_path) == 9


def test_a_mark_that_cannot_be_read_or_written_stops_numbering(tmp_path: Path) -> None:
    (tmp_path / "numbers.json").write_text("{")
    with pytest.raises(Unavailable, match="mark_unreadable"):
        marks.find_number(tmp_path, "office", 2026)
    (tmp_path / "blocked").write_bytes(b"")
    with pytest.raises(Unavailable, match=r"mark_unwritable|mark_unreadable"):
        marks.write_number(tmp_path / "blocked", make_mark(1))
