"""The kop over a real office: typed, printed on the next sheet, taken back, refused at its field."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.page import Copy
from kiosk.store import cases, documents
from kiosk.usecases import acts, office, profile, surat
from kiosk.usecases import arms as arms_document
from printing import arms
from printing.printers import FilePrinter
from sync import wire
from sync.desk import Desk
from sync.exchange import receive
from sync.loop import run_round
from tests import make
from tests.faults.audit import Wire, meet
from tests.printing.sample import ARMS
from tests.ui.deskroom import Room, words
from tests.ui.test_desk_hours import last_settings
from ui import paper

TYPED = {
    "address": "Jalan Percobaan Nomor 12",
    "phone": "0711 111111",
    "postcode": "30127",
    "email": "sialang@contoh.go.id",
}


def test_a_kop_is_one_settings_event_and_can_be_taken_back(room: Room) -> None:
    page = room.kop()
    for key, typed in TYPED.items():
        page.put(key, typed)
    assert page.state.contact == TYPED["address"]
    assert page.state.numbers == "Telepon 0711 111111  ·  Kode Pos 30127  ·  Pos-el sialang@contoh.go.id"
    assert room.work.kiosk.office == make.OFFICE
    page.next()
    assert {key: getattr(room.work.kiosk.office, key) for key in TYPED} == TYPED
    assert {key: last_settings(room)[key] for key in TYPED} == TYPED
    page.undo()
    assert room.work.kiosk.office == make.OFFICE
    assert last_settings(room)["email"] is False


@pytest.mark.parametrize(
    ("key", "typed"),
    [("postcode", "3012"), ("postcode", "03012"), ("email", "sialang"), ("address", "Jalan \u6f22")],
)
def test_what_cannot_be_right_is_said_at_its_field_and_not_saved(room: Room, key: str, typed: str) -> None:
    page = room.kop()
    page.put(key, typed)
    page.next()
    assert {part.key: part.problem for part in page.state.parts if part.problem} == {
        key: words(f"kop.bad_{key}")
    }
    assert page.state.news_tone == "first"
    assert room.work.kiosk.office == make.OFFICE
    page.put(key, "")
    assert not any(part.problem for part in page.state.parts)


# --- the picture in the kop -------------------------------------------------------------------------------


def put(room: Room, name: str, raw: bytes) -> None:
    folder = room.kiosk.config.home / "import"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(raw)


def kop_of(kiosk: Kiosk) -> bytes:
    """What the kop of the next sheet holds."""
    return paper.find_arms(kiosk)


def test_a_picture_is_seen_saved_taken_back_and_taken_away(room: Room) -> None:
    put(room, "lambang.svg", ARMS)
    page = room.kop()
    assert [one.code for one in page.state.files] == ["lambang.svg"]
    assert page.state.arms == ""
    page.choose("lambang.svg")
    assert room.held.pages == [arms.show(ARMS)]
    assert (page.state.arms, page.state.files[0].chosen) == ("image://picture/1", True)
    assert kop_of(room.work.kiosk) == b""
    page.put("phone", "0711 111111")
    page.next()
    assert page.state.news_tone == "done"
    assert kop_of(room.work.kiosk) == ARMS
    said = last_settings(room)
    assert (said["arms"], said["phone"]) == (hashlib.sha256(ARMS).hexdigest(), "0711 111111")
    page.undo()
    assert (kop_of(room.work.kiosk), page.state.arms, room.held.pages) == (b"", "", [])
    page.choose("lambang.svg")
    page.next()
    page.drop()
    assert page.state.arms == ""
    page.next()
    assert kop_of(room.work.kiosk) == b""
    assert last_settings(room)["arms"] == "none"
    page.undo()
    assert kop_of(room.work.kiosk) == ARMS
    assert len(documents.find_keys(room.kiosk.db, "office")) == 2  # the profile, and one picture
    page.closed()
    assert room.held.pages == []


def test_a_picture_on_a_stick_is_offered_and_one_that_points_elsewhere_is_not(
    room: Room, tmp_path: Path
) -> None:
    stick = tmp_path / "STIK"
    stick.mkdir()
    (stick / "logo.SVG").write_bytes(ARMS)
    (stick / "._logo.svg").write_bytes(b"a Mac was here")
    (stick / "surat.pdf").write_bytes(b"%PDF-")
    (stick / "own.png").symlink_to(room.kiosk.config.key_file)
    page = room.kop()
    assert not len(page.state.files)
    assert page.state.arms_help == words("kop.no_files")
    room.media = (stick,)
    page.look()
    assert [one.label for one in page.state.files] == ["STIK/logo.SVG"]
    page.choose("STIK/own.png")
    page.choose("../kunci.png")
    assert page.state.arms == ""
    for n in range(14):
        put(room, f"foto-{n:02}.jpg", b"")
    page.look()
    assert len(page.state.files) == 12
    assert page.state.arms_help == words("kop.more", count=3)


def test_a_picture_paper_would_spoil_is_refused_beside_it_and_nothing_is_lost(room: Room) -> None:
    put(room, "baik.svg", ARMS)
    put(room, "besar.png", b"x" * 400_000)
    put(room, "salah.svg", ARMS.replace(b"<path", b"<text>LURAH</text><path", 1))
    page = room.kop()
    page.put("phone", "0711 111111")
    page.choose("baik.svg")
    seen = page.state.arms
    page.choose("besar.png")
    assert page.state.arms_problem == "besar.png: " + words("error.arms_too_large", kb=400, limit=300)
    page.choose("salah.svg")
    assert page.state.arms_problem == "salah.svg: " + words("error.arms_not_simple")
    assert (page.state.arms, page.state.numbers.split("  ")[0]) == (seen, "Telepon 0711 111111")
    page.next()
    assert kop_of(room.work.kiosk) == ARMS


def test_every_device_of_the_office_prints_the_kop_its_register_chose(room: Room, tmp_path: Path) -> None:
    lobby = make.make_lobby(room.kiosk, tmp_path / "lobby")
    try:
        (lobby.config.home / paper.ARMS).write_bytes(b"of before")
        assert kop_of(lobby) == b"of before"
        put(room, "lambang.svg", ARMS)
        page = room.kop()
        page.choose("lambang.svg")
        page.next()
        for _ in range(3):
            meet(lobby, room.work.kiosk)
        lobby = office.reload(lobby)
        assert kop_of(lobby) == ARMS
        page.drop()
        page.next()
        meet(lobby, room.work.kiosk)
        assert kop_of(office.reload(lobby)) == b""
    finally:
        lobby.db.close()


def test_many_pictures_travel_a_few_at_a_time(room: Room, tmp_path: Path) -> None:
    pictures = [random.Random(n).randbytes(arms.MOST_BYTES) for n in range(16)]
    lobby = make.make_lobby(room.kiosk, tmp_path / "lobby")
    try:
        for raw in pictures:
            key = f"arms {arms_document.name(raw)}"
            profile.publish(room.kiosk.db, room.kiosk.keys.device, "office", raw, name=key)
        desk = Desk(room.kiosk)
        line = Wire("meja-1", lambda said: wire.unpack(wire.pack(list(receive(desk, said)))))
        for _ in range(len(pictures)):
            run_round(Desk(lobby), line)
        assert len(documents.find_keys(lobby.db, "office")) == 1 + len(pictures)
    finally:
        lobby.db.close()


def test_another_desk_cannot_change_the_kop(room: Room, second: Kiosk) -> None:
    changed = replace(second.office, arms=arms_document.name(ARMS))
    with pytest.raises(Refused, match="not_register"):
        arms_document.change_profile(second, make.operator, acts.begin(second), changed, ARMS)
    with pytest.raises(Refused, match="bad_profile"):
        arms_document.change_profile(room.kiosk, make.operator, acts.begin(room.kiosk), changed)
    assert documents.find_keys(room.kiosk.db, "office") == ["office"]


def test_a_sheet_already_printed_stands_and_the_next_one_has_the_new_kop(room: Room) -> None:
    case = make.signed(room.kiosk)
    printer = FilePrinter(room.folder)
    first = paper.print_surat(room.kiosk, printer, make.operator, acts.begin(room.kiosk, case))
    sent = cases.get_shown(room.kiosk.db, case.id).case
    surat.confirm_paper(room.kiosk, make.operator, acts.begin(room.kiosk, sent), attempt=1)
    put(room, "lambang.svg", ARMS)
    page = room.kop()
    page.choose("lambang.svg")
    page.next()
    kiosk = room.work.kiosk
    held = cases.get_shown(kiosk.db, case.id).case
    assert [one.pdf_sha256 for one in held.prints] == [hashlib.sha256(first.pdf).hexdigest()]
    again = paper.print_surat(
        kiosk, printer, make.operator, acts.begin(kiosk, held), paper.Wanted(Copy.REPRINT, "spoiled")
    )
    now = cases.get_shown(kiosk.db, case.id).case
    assert now.prints[-1].pdf_sha256 == hashlib.sha256(again.pdf).hexdigest() != held.prints[0].pdf_sha256
    assert now.sign["seal"] == case.sign["seal"]
    assert len(again.pdf) > len(first.pdf)
