"""Pages captured in the lobby reach register and center: resumed where cut, wrong bytes never kept."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.context import Kiosk
from kiosk.domain import cose
from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.files import ASKED, TURN_MS
from kiosk.domain.seal import ticket
from kiosk.store import files, ledger
from kiosk.store.files import File
from kiosk.usecases import pages, permohonan, tracking
from sync import newcomers, wire
from sync.central import answers, fold, store
from sync.central.answers import Doors, Library
from sync.central.files import Shelf
from sync.desk import Desk
from sync.exchange import offer, receive
from sync.http import Client, Link
from sync.loop import run_round
from tests import make
from tests.bench.push import enrol_code, serve
from tests.faults import audit
from tests.faults.town import Town

CHANCE = random.Random(7)
PAGES = tuple(CHANCE.randbytes(size) for size in (60_000, 75_000, 300_000))


@dataclass
class Wire:
    """The way to another side in this process; cut after so many trips, its line takes `ms` a trip."""

    to: Desk
    trips: int = 1000
    made: int = 0
    carried: int = 0

    @property
    def link(self) -> Link:
        return Link(self.to.me.device, "https://contoh", tls="00")

    def post(self, messages: list[bytes]) -> list[bytes]:
        if self.made == self.trips:
            raise Unavailable("offline", reason="cut")
        self.made += 1
        self.carried += sum(map(len, messages))
        return receive(self.to, messages)

    def close(self) -> None:
        pass


def capture(kiosk: Kiosk, *plain: bytes) -> str:
    """File a permohonan with pages; its id."""
    kept = [files.put(kiosk.db, kiosk.config.files, one, kind="ktp", token=kiosk.token) for one in plain]
    return make.file(kiosk, files=tuple(kept)).case.id


def read(kiosk: Kiosk, page: bytes) -> bytes:
    return files.read(kiosk.db, kiosk.config.files, hashlib.sha256(page).hexdigest())


def test_pages_reach_the_register_after_the_event_that_names_them(desk: Kiosk, lobby: Kiosk) -> None:
    id = capture(lobby, *PAGES)
    assert pages.count_arrived(lobby, id) == (0, 3)
    assert tracking.track(lobby, ticket(id), permohonan.get_pin(lobby, id)).arrived == (0, 3)
    run_round(Desk(lobby), Wire(Desk(desk)))
    assert tracking.track(lobby, ticket(id), permohonan.get_pin(lobby, id)).arrived == (3, 3)
    assert [read(desk, page) for page in PAGES] == list(PAGES)
    assert pages.count_arrived(desk, id) == pages.count_arrived(lobby, id) == (3, 3)


def test_progress_is_seen_and_a_cut_is_resumed_where_it_was(desk: Kiosk, lobby: Kiosk) -> None:
    id = capture(lobby, *PAGES)
    seen = set()
    side = Desk(desk)
    carried = 0
    for _ in range(40):
        cut = Wire(side, trips=3)
        try:
            run_round(Desk(lobby), cut)
        except Unavailable:
            seen.add(pages.count_arrived(desk, id))
            carried += cut.carried
            continue
        carried += cut.carried
        break
    assert pages.count_arrived(desk, id) == (3, 3)
    assert any(0 < arrived < 3 for arrived, _ in seen)
    assert carried < 1.1 * 4 / 3 * sum(map(len, PAGES))  # base64 in the frames; zstd takes it back


def test_the_lobby_asks_for_nobodys_pages(desk: Kiosk, lobby: Kiosk) -> None:
    capture(desk, PAGES[0])
    run_round(Desk(lobby), Wire(Desk(desk)))
    assert len(files.find_missing(lobby.db)) == 1
    assert Desk(lobby).get_missing() == ()


def test_nobody_gets_a_page_by_a_lobbys_key(desk: Kiosk, lobby: Kiosk) -> None:
    """Its program asks for none; a thief's would, and the ledger names every page."""
    capture(desk, PAGES[0])
    side = Desk(desk)
    run_round(Desk(lobby), Wire(side))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Desk, "get_missing", lambda _self: [(0, hashlib.sha256(PAGES[0]).hexdigest())])
        answer = receive(side, offer(Desk(lobby), "meja-1"))
    assert [type(wire.decode(cose.parse(raw).payload)).__name__ for raw in answer] == ["Hello"]


def test_pages_nobody_has_any_more_do_not_hold_up_the_others(desk: Kiosk) -> None:
    """A lobby's disk died with more small pages than are asked for at a time: larger ones still come."""
    with desk.db.write():
        for number in range(2 * ASKED):
            files.expect(desk.db, f"{number:064x}", 10, "ktp")
        files.expect(desk.db, "f" * 64, 60_000, "ktp")
    asked: set[str] = set()
    for turn in range(8):
        found = files.find_missing(desk.db, now=turn * TURN_MS)
        assert len(found) <= ASKED
        asked |= {one.sha256 for one in found}
    assert len(asked) == 2 * ASKED + 1


@pytest.mark.logs
def test_a_page_that_was_damaged_on_the_lobbys_disk_is_said_and_stops_nothing(
    desk: Kiosk, lobby: Kiosk
) -> None:
    id = capture(lobby, *PAGES[:2])
    name = lobby.db.value("SELECT name FROM file WHERE size = ?", (len(PAGES[0]),))
    (lobby.config.files / name).write_bytes(b"damaged")
    run_round(Desk(lobby), Wire(Desk(desk)))
    assert pages.count_arrived(desk, id) == (1, 2)
    run_round(Desk(lobby), Wire(Desk(desk)))
    assert b'"what":"file_lost"' in b"".join(entry.event for entry in ledger.all_entries(desk.db))


@pytest.mark.logs
def test_wrong_bytes_are_thrown_away_said_and_asked_for_a_few_times_only(desk: Kiosk, lobby: Kiosk) -> None:
    capture(lobby, PAGES[0])
    side = Desk(desk)
    run_round(Desk(lobby), Wire(side, trips=2))
    name = hashlib.sha256(PAGES[0]).hexdigest()
    size = len(PAGES[0])
    desk.db.run("UPDATE file SET present = 0, name = '' WHERE sha256 = ?", (name,))
    for _ in range(3):
        assert [spot[1] for spot in side.get_missing()] == [name]
        body = wire.Chunk(
            office=desk.office.code,
            sender=wire.Place("lobi-1", lobby.inc),
            to=wire.Place("meja-1", desk.inc),
            v=1,
            sha256=name,
            size=size,
            offset=0,
            data=bytes(size),
        )
        receive(side, [wire.sign(lobby.keys.device, body)])
    assert side.get_missing() == []
    assert [one.sha256 for one in files.find_missing(desk.db)] == [name]
    assert b'"what":"file_refused"' in b"".join(entry.event for entry in ledger.all_entries(desk.db))


def test_pages_of_the_lobby_come_to_the_center_through_the_register(
    desk: Kiosk, lobby: Kiosk, tmp_path: Path
) -> None:
    """A real process as center, ended in the middle and started again."""
    home = tmp_path / "center"
    capture(lobby, *PAGES)
    run_round(Desk(lobby), Wire(Desk(desk)))
    with serve(home) as (url, _process):
        client = Client(Link("pusat", url))
        newcomers.be_adopted(desk, enrol_code(desk.office.code, home), client.post_raw)
        run_round(Desk(desk), client, most=3)
        client.close()
    folder = home / "files" / make.KELURAHAN
    assert not all((folder / hashlib.sha256(page).hexdigest()).exists() for page in PAGES)
    with serve(home, fresh=False) as (url, _process):
        client = Client(Link("pusat", url))
        run_round(Desk(desk), client)
        client.close()
    assert [(folder / hashlib.sha256(page).hexdigest()).read_bytes() for page in PAGES] == list(PAGES)
    engine = store.open_store(home / "center.db")
    with engine.connect() as connection:
        shelf = Shelf(connection, folder, make.KELURAHAN)
        assert shelf.count() == (3, 3)
        assert shelf.find_missing() == []
        name = hashlib.sha256(PAGES[0]).hexdigest()
        assert shelf.find_size(name) == len(PAGES[0])
        assert shelf.read(name, 10, 5) == PAGES[0][10:15]
    engine.dispose()


def test_the_center_throws_wrong_bytes_away_and_takes_only_the_next_piece(tmp_path: Path) -> None:
    engine = store.open_store(tmp_path / "center.db")
    name = hashlib.sha256(PAGES[0]).hexdigest()

    def chunk(offset: int, data: bytes, sha256: str = name) -> wire.Chunk:
        place = wire.Place("lobi-1", "0" * 32)
        return wire.Chunk(
            office="1671990001", sender=place, to=place, v=1, sha256=sha256, size=1, offset=offset, data=data
        )

    with engine.connect() as connection:
        shelf = Shelf(connection, tmp_path / "files", "1671990001")
        shelf.expect([(name, len(PAGES[0]), "ktp"), ("ab" * 32, 0, "ktp")])
        assert not shelf.put(chunk(0, b"unasked", "cd" * 32))
        assert not shelf.put(chunk(5, b"not the next"))
        assert not shelf.put(chunk(0, b""))
        assert shelf.put(chunk(0, PAGES[0][:500]))
        assert not shelf.put(chunk(0, PAGES[0][:500]))
        assert shelf.find_missing() == [(500, name)]
        with pytest.raises(Refused, match="file_wrong"):
            shelf.put(chunk(500, bytes(len(PAGES[0]))))
        assert shelf.find_missing() == [(0, name)]
        assert shelf.put(chunk(0, PAGES[0]))
        assert (shelf.find_missing(), shelf.count()) == ([], (1, 1))
        blocked = Shelf(connection, tmp_path / "center.db", "1671990002")
        blocked.expect([(name, len(PAGES[0]), "ktp")])
        with pytest.raises(Unavailable, match="disk_failed"):
            blocked.put(chunk(0, PAGES[0]))
    engine.dispose()


def test_a_slip_tells_at_the_center_how_many_files_have_arrived(tmp_path: Path) -> None:
    """Two of three are on the desk's disk; the third lies in a lobby that is switched off."""
    town = Town.build(tmp_path, 5, adopted=True)
    desk, center = town.desk, town.open_center()
    here = [
        files.put(desk.db, desk.config.files, plain, kind="ktp", token=desk.token)
        for plain in (b"one", b"two")
    ]
    case = make.file(desk, files=(*here, File("ab" * 32, 9, "kk", 9))).case
    bare = make.file(desk).case
    audit.speak(desk, center)
    audit.speak(desk, center)
    shipped = make.library()
    library = Library(shipped.texts, shipped.catalogue, shipped.reference)

    def say(id: str, language: str) -> str:
        asked = (ticket(id), permohonan.get_pin(desk, id), language)
        return str(answers.track(center, connection, library, asked, Doors())["files_words"])

    with center.engine.connect() as connection:
        fold.catch_up(center.open_side(connection, desk.office.code))
        assert say(case.id, "id") == "2 dari 3 berkas sudah sampai di pusat."
        assert say(case.id, "en") == "2 of 3 files have arrived at the city's center."
        assert say(bare.id, "id") == ""
    center.engine.dispose()
    town.close()
