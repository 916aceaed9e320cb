"""After adoption a lobby learns the city from its register alone, and then the center is its mailbox."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import menus, trust
from kiosk.context import Kiosk
from kiosk.domain import words
from kiosk.domain.certificate import Root, TrustList
from kiosk.domain.document import Document
from kiosk.domain.errors import Refused
from kiosk.store import ledger
from kiosk.usecases import bulletins, profile
from kiosk.usecases.office import get_roots
from sync import anchors, newcomers, station
from sync.desk import Desk
from sync.exchange import offer, receive, take_in
from sync.http import Client, Link
from sync.loop import State, run_round
from tests import make
from tests.bench.push import enrol_code, serve
from tests.sync.memory import make_key
from tests.waiting import free_port, wait_until


def meet(lobby: Kiosk, desk: Kiosk) -> None:
    mine, theirs = Desk(lobby), Desk(desk)
    for _ in range(4):
        take_in(mine, receive(theirs, offer(mine, theirs.me.device)))


def adopt(desk: Kiosk, url: str, home: Path) -> None:
    client = Client(Link("pusat", url))
    assert newcomers.be_adopted(desk, enrol_code(desk.office.code, home), client.post_raw) == "pusat"
    client.close()


@contextmanager
def running(kiosk: Kiosk) -> Iterator[station.Station]:
    one = station.start(kiosk)
    try:
        yield one
    finally:
        one.stop()


def is_reached(one: station.Station, device: str) -> bool:
    state = state_of(one, device)
    return state.last_contact > 0 and not state.error


def has_all(one: station.Station, desk: Kiosk) -> bool:
    """Whether the center stands where the desk does; what the desk wrote since a round waits a minute."""
    one.poke()
    return state_of(one, "pusat").their_n == ledger.head(desk.db).n


def state_of(one: station.Station, device: str) -> State:
    return next((state for state in one.get_states() if state.device == device), State(device))


def poked(one: station.Station, device: str) -> State:
    """The state as it is now, and another round begins."""
    one.poke()
    return state_of(one, device)


@pytest.mark.logs
def test_what_a_lobby_files_while_the_desk_is_off_reaches_it_through_the_center(
    desk: Kiosk, lobby: Kiosk, tmp_path: Path
) -> None:
    """Real TLS to the desk, a real process as center; the lobby was told nothing by hand."""
    home = tmp_path / "center"
    with serve(home) as (url, _process):
        adopt(desk, url, home)
        desk = replace(desk, config=replace(desk.config, listen="127.0.0.1", port=free_port(), center=url))
        to_desk = replace(lobby.config, register=f"https://127.0.0.1:{desk.config.port}")
        with running(replace(lobby, config=to_desk)) as here:
            with running(desk) as there:
                wait_until(lambda: has_all(there, desk), "the center has it")
                here.poke()
                wait_until(lambda: len(here.get_states()) == 2, "the lobby knows both")
            filed = make.file(lobby).case
            here.poke()
            wait_until(lambda: state_of(here, "meja-1").error == "offline", "the desk is missed")
            wait_until(lambda: is_reached(here, "pusat"), "the center answers")
            here.poke()
            wait_until(lambda: state_of(here, "meja-1").unsent == 1, "one filing is counted as waiting")
        assert ledger.find_standing(desk.db, filed.id) is None
        client = Client(Link("pusat", url))
        run_round(Desk(desk), client)
        client.close()
    standing = ledger.find_standing(desk.db, filed.id)
    assert standing is not None
    assert standing.entry is not None
    assert standing.entry.outcome == "effective"


def test_what_the_city_publishes_is_read_in_every_lobby(desk: Kiosk, lobby: Kiosk, tmp_path: Path) -> None:
    """By the command, beside the running center; the newest list counts, and a bad one is not taken."""
    home, file = tmp_path / "center", tmp_path / "harga.csv"
    command = [sys.executable, "-m", "sync.central", "publish", str(file), "--home", str(home)]
    shipped = menus.load(make.RESOURCES / "menus")
    with serve(home) as (url, _process):
        adopt(desk, url, home)
        for price in (13_500, 14_000):
            file.write_text(
                f"komoditas,satuan,harga,tanggal\nBeras,kg,{price},2026-11-23\n", encoding="utf-8"
            )
            subprocess.run(command, check=True, capture_output=True)
            client = Client(Link("pusat", url))
            run_round(Desk(desk), client)
            client.close()
            meet(lobby, desk)
            for kiosk in (desk, lobby):
                page = bulletins.fill(shipped, kiosk, "prices")
                assert page is not None
                assert page.sections[0].lines[0].said["id"] == words.money_text(price)
        file.write_text("komoditas,harga\n", encoding="utf-8")
        assert subprocess.run(command, check=False, capture_output=True).returncode == 2


def test_a_device_that_joins_after_the_adoption_knows_the_center(desk: Kiosk, tmp_path: Path) -> None:
    home = tmp_path / "center"
    with serve(home) as (url, _process):
        adopt(desk, url, home)
        anchors.tell_city(replace(desk, config=replace(desk.config, center=url)))
    late = make.make_lobby(desk, tmp_path / "late", device="lobi-2")
    assert anchors.find_center(late) == "pusat"
    assert anchors.find_address(late) == (url, "")
    late.db.close()


def name_city(kiosk: Kiosk, *, signer: str = "", named: Root | None = None, office: str = "") -> Document:
    """A list by which somebody names a city's root, published in the office's feed."""
    root = make_key(9) if signer else kiosk.keys.root
    assert root is not None
    roots = (named or Root(make_key(8).public, "1671"),)
    listed = TrustList("16.71", office or kiosk.office.code, 1, kiosk.now(), roots)
    body = trust.issue(listed, root)
    return profile.publish(kiosk.db, kiosk.keys.device, "list", body, name=anchors.LIST)


def test_the_offices_own_root_may_name_its_city(desk: Kiosk, lobby: Kiosk) -> None:
    name_city(desk)
    meet(lobby, desk)
    assert Root(make_key(8).public, "1671") in get_roots(lobby.db)


@pytest.mark.logs
@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"signer": "stranger"}, "unknown_root"),
        ({"named": Root(make_key(8).public, "1671081007")}, "root_out_of_scope"),
        ({"named": Root(make_key(8).public, "1672")}, "root_out_of_scope"),
        ({"office": "1671"}, "root_out_of_scope"),
    ],
)
def test_nobody_else_and_no_other_city_is_believed(
    desk: Kiosk, lobby: Kiosk, how: dict[str, str], code: str
) -> None:
    before = get_roots(lobby.db)
    document = name_city(desk, **how)  # type: ignore[arg-type]
    meet(lobby, desk)
    assert get_roots(lobby.db) == before
    with pytest.raises(Refused, match=code):
        anchors.take_city(lobby, document)
    alarms = b"".join(entry.event for entry in ledger.all_entries(desk.db))
    assert b'"what":"document_refused"' in alarms


def test_an_office_that_stands_alone_tells_of_no_city(desk: Kiosk) -> None:
    before = ledger.head(desk.db)
    anchors.tell_city(replace(desk, config=replace(desk.config, center="https://pusat.contoh")))
    assert anchors.find_address(desk) == ("", "")
    assert ledger.head(desk.db) == before


def test_the_citys_authority_travels_with_the_address(desk: Kiosk, lobby: Kiosk, tmp_path: Path) -> None:
    """A lobby elsewhere needs the file its connection is checked with: it gets it beside its own state."""
    home = tmp_path / "center"
    with serve(home) as (url, _process):
        adopt(desk, url, home)
    authority = tmp_path / "city.pem"
    authority.write_text("-----BEGIN CERTIFICATE-----", encoding="ascii")
    settings = replace(desk.config, center="https://pusat.contoh", center_ca=str(authority))
    for _ in range(2):
        anchors.tell_city(replace(desk, config=settings))
    meet(lobby, desk)
    found = station.find_upstreams(lobby)
    assert [(one.link.device, one.link.url) for one in found] == [("pusat", "https://pusat.contoh")]
    assert Path(found[0].link.ca).read_text("ascii") == authority.read_text("ascii")
    assert station.find_upstreams(lobby) == found
    with pytest.raises(Refused, match="file_unreadable"):
        anchors.tell_city(replace(desk, config=replace(settings, center_ca=str(tmp_path / "none"))))


@pytest.mark.logs
def test_an_unsafe_way_to_the_center_is_not_taken(desk: Kiosk, lobby: Kiosk, tmp_path: Path) -> None:
    home = tmp_path / "center"
    with serve(home) as (url, _process):
        adopt(desk, url, home)
    settings = replace(desk.config, center="http://10.9.9.9:8000", listen="127.0.0.1", port=free_port())
    anchors.tell_city(replace(desk, config=settings))
    to_desk = replace(lobby.config, register=f"https://127.0.0.1:{settings.port}")
    with (
        running(replace(desk, config=replace(settings, center=""))),
        running(replace(lobby, config=to_desk)) as here,
    ):
        make.file(lobby)
        here.poke()
        wait_until(lambda: is_reached(here, "meja-1"), "the desk answers")
        wait_until(lambda: state_of(here, "meja-1").unsent == 0, "the filing is handed on")
        assert [state.device for state in here.get_states()] == ["meja-1"]
