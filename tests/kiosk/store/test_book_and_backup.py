"""Copies of the database that count, the lines of the buku register, and how a case is found."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain import cose
from kiosk.domain.document import Document
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.permohonan import Status
from kiosk.store import (
    backup,
    cases,
    database,
    ledger,
    peers,
    register,
)
from kiosk.store.database import Database
from tests.kiosk.domain.cases import SIGN
from tests.kiosk.store.conftest import KEY
from tests.kiosk.store.events import AT, Device, admit, make_writer, raw

DAY = 86_400_000


def token(length: int) -> bytes:
    return bytes(range(7, 7 + length))


def signed(document: Document) -> bytes:
    return cose.frame(bytes(8), document.payload(), bytes(64))


# --- backups ----------------------------------------------------------------------------------------


def filled(db: Database) -> None:
    lobby = Device()
    admit(db, lobby.file(), lobby.file())


def test_a_backup_is_opened_again_before_it_counts(db: Database, tmp_path: Path) -> None:
    filled(db)
    made = backup.make(db, tmp_path / "backup" / "office-2026-11-24.db", KEY)
    assert made.head == ledger.head(db)
    assert made.permohonan == 2
    assert backup.verify(made.path, KEY).head == made.head
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    assert not made.path.read_bytes().startswith(b"SQLite")


def test_a_backup_that_cannot_be_made_leaves_nothing(db: Database, tmp_path: Path) -> None:
    filled(db)
    (tmp_path / "blocked").write_bytes(b"")
    with pytest.raises(Unavailable, match="backup_failed"):
        backup.make(db, tmp_path / "blocked" / "x.db", KEY)
    with pytest.raises(Unavailable, match="backup_failed"):
        backup.make(db, tmp_path / "x.db", bytes(31))
    assert not list(tmp_path.glob("x.db*"))


@pytest.mark.parametrize("place", [100, 4096 + 100, 3 * 4096 + 17])
def test_one_flipped_byte_of_a_backup_is_found(db: Database, tmp_path: Path, place: int) -> None:
    filled(db)
    path = backup.make(db, tmp_path / "x.db", KEY).path
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(Refused, match=r"database_damaged|wrong_key_or_broken"):
        backup.verify(path, KEY)


def test_a_restore_overwrites_nothing(db: Database, tmp_path: Path) -> None:
    filled(db)
    path = backup.make(db, tmp_path / "x.db", KEY).path
    admit(db, Device(inc=5).file())
    with pytest.raises(Refused, match="database_in_use"):
        backup.restore(path, db.path, KEY)
    db.close()
    for number in (1, 2):
        assert backup.restore(path, db.path, KEY).head.n == 2
        assert db.path.with_name(f"office.db.old-{number}").exists()
    old = database.open_copy(path, KEY)
    assert cases.count_by_status(old) == {Status.IN_REVIEW: 2}
    old.close()
    again = database.open(db.path, KEY)
    assert ledger.head(again).n == 2
    again.close()


def test_a_bad_backup_is_not_restored(db: Database, tmp_path: Path) -> None:
    db.close()
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"x" * 8192)
    before = db.path.read_bytes()
    with pytest.raises(Refused, match="wrong_key_or_broken"):
        backup.restore(bad, db.path, KEY)
    assert db.path.read_bytes() == before


def test_old_backups_go_but_for_days_and_weeks(tmp_path: Path) -> None:
    names = [f"office-2026-{month:02}-{day:02}.db" for month in (10, 11) for day in range(1, 29)]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "other.db").write_bytes(b"")
    backup.prune(tmp_path, "office")
    left = sorted(path.name for path in tmp_path.glob("office-*"))
    assert len(left) == 11
    assert left[-7:] == names[-7:]
    assert (tmp_path / "other.db").exists()


# --- the book ---------------------------------------------------------------------------------------


def signed_case(db: Database, **change: Any) -> tuple[Device, Any, Any]:
    """A case whose sign took its number at `meja-1`."""
    desk = Device("meja-1", inc=8)
    filed = desk.file()
    steps = [filed, desk.act("check", {"what": "identity", "how": "seen"}, filed)]
    steps.append(desk.act("check", {"what": "ktp", "how": "seen"}, filed))
    base = filed.id
    for number, step in enumerate(("operator", "kasi:kes", "seklur")):
        steps.append(desk.act("pass", {"step": step}, filed, role=step, who=f"p-{number}", base=base))
        base = steps[-1].id
    counter = {"scope": "office", "year": 2026, "n": 1}
    data = {**SIGN, "counter": counter, "line": 1, **change}
    steps.append(desk.act("sign", data, filed, role="signer", base=base))
    assert set(admit(db, *steps)) == {""}
    return desk, filed, steps[-1]


def test_every_number_has_its_line_and_keeps_it_through_its_end(db: Database) -> None:
    desk, filed, sign = signed_case(db)
    [line] = register.find_month(db, "2026-11")
    assert (line.n, line.line, line.state, line.row["nik4"]) == (1, 1, "issued", "****0003")
    admit(db, desk.act("void", {"reason": "wrong_data"}, filed, role="register", base=sign.id))
    [line] = register.find_year(db, 2026)
    assert (line.state, line.row["reason"]) == ("void", "wrong_data")


def test_what_becomes_of_a_surat_is_told_in_its_line(db: Database) -> None:
    desk, filed, sign = signed_case(db)
    page = {"kind": "original", "attempt": 1, "pdf_sha256": "ab" * 32, "renderer": "1"}
    told = [
        desk.act("print", page, filed),
        desk.act("confirm", {"what": "paper", "attempt": 1, "ok": True}, filed),
        desk.act("print", {**page, "kind": "archive", "attempt": 2}, filed),
        desk.act("confirm", {"what": "ink", "ok": True}, filed),
        desk.act("hand_over", {"to": "LELA CONTOH"}, filed),
        desk.act("revoke", {"reason": "untrue"}, filed, role="lurah", base=sign.id),
    ]
    assert set(admit(db, *told)) == {""}
    [line] = register.find_month(db, "2026-11")
    assert line.state == "revoked"
    kept = {key: line.row[key] for key in ("archive", "ink_at", "taken_by", "reason")}
    assert kept == {"archive": "paper", "ink_at": AT, "taken_by": "LELA CONTOH", "reason": "untrue"}


def test_numbers_used_outside_have_a_line_of_their_own(db: Database) -> None:
    counter = {"scope": "office", "year": 2026}
    desk = Device("meja-1")
    admit(
        db,
        desk.event("start_at", {**counter, "n": 0, "reason": "new"}, role="register"),
        desk.event("start_at", {**counter, "n": 4, "reason": "book"}, role="register"),
        desk.event("outside", {**counter, "first": 5, "last": 6, "title": "surat dinas"}, role="register"),
    )
    spans = [
        (line.row["first"], line.row["last"], line.row["title"]) for line in register.find_year(db, 2026)
    ]
    assert spans == [(1, 4, "book"), (5, 6, "surat dinas")]
    assert {line.state for line in register.find_year(db, 2026)} == {"outside"}


def test_two_surat_under_one_number_are_both_visible(db: Database) -> None:
    signed_case(db)
    assert register.find_doubles(db) == []
    db.run(
        "INSERT INTO register SELECT scope, year, n, 'other', line, date, number, service, permohonan, '',"
        " state, row FROM register"
    )
    assert len(register.find_doubles(db)) == 2


def test_a_seal_is_found_by_its_id_and_by_its_typed_code(db: Database) -> None:
    example = load_example()
    signed_case(db, seal=base64.b64encode(example["cose"]).decode())
    line = register.find_by_cti(db, example["cti"])
    assert line is not None
    assert line.permohonan
    assert register.find_by_cti(db, bytes(10)) is None
    assert len(register.find_by_code(db, example["cti"].hex()[:13])) == 1
    assert register.find_by_code(db, "0000000000000") == []


def test_a_seal_that_is_none_has_no_id() -> None:
    assert register.find_cti("%%%") == ""
    assert register.find_cti(base64.b64encode(b"x").decode()) == ""


def load_example() -> dict[str, bytes]:
    """The worked example of a seal."""
    vectors = json.loads(Path(__file__).parents[2].joinpath("vectors/seal.json").read_text("utf-8"))
    return {"cose": bytes.fromhex(vectors["example"]["cose"]), "cti": bytes.fromhex("a1b2c3d4e5f60718293a")}


def test_certificates_are_kept_once(db: Database) -> None:
    for _ in range(2):
        peers.keep_certificate(db, b"cert", device="meja-1", term=1)
    assert peers.get_certificates(db) == [b"cert"]


def test_cases_are_found_by_ticket_person_and_queue(db: Database) -> None:
    filed = Device().event(
        "file",
        {**json.loads(raw(Device().file())[0])["data"], "queue": "A-001"},
        who="resident",
        role="resident",
    )
    ledger.admit(db, make_writer(), raw(filed), now=AT)
    ticket = db.value("SELECT ticket FROM permohonan")
    found = cases.find_by_ticket(db, ticket)
    assert found is not None
    assert found.case.id == filed.id
    assert cases.find_by_ticket(db, "0000-0000-0000") is None
    assert [one.case.id for one in cases.find_by_nik(db, "1671994507890003")] == [filed.id]
    assert [one.case.id for one in cases.find_between(db, AT, AT + 1)] == [filed.id]
    assert [one.case.id for one in cases.find_open(db)] == [filed.id]
    with pytest.raises(Refused, match="unknown_permohonan"):
        cases.get_shown(db, "x")
