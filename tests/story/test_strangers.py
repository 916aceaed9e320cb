"""Paper from elsewhere: another office's surat, a changed digit, a poster; and machines nobody let in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.page import Copy
from kiosk.domain.seal import Mode, human_code
from kiosk.domain.verdict import Colour, State
from kiosk.store import ledger
from kiosk.usecases import acts, checking
from printing import read
from sync import newcomers
from sync.serve import Server
from tests import make
from tests.fakes import FakeWorld
from tests.story.place import Place, make_surat, picture, read_qr
from tests.waiting import free_port, wait_until
from ui import paper, station


@pytest.fixture
def neighbour(tmp_path: Path) -> Iterator[Kiosk]:
    """Another kelurahan of the city with its own root, one machine."""
    profile = replace(make.OFFICE, code="1671081003", kelurahan="Sako")
    kiosk = make.make_office(tmp_path / "neighbour", world=FakeWorld(seed=77), profile=profile)
    yield kiosk
    kiosk.db.close()


def surat_of(kiosk: Kiosk) -> str:
    """A surat of an office, from the picture of its page."""
    case = make.signed(kiosk, mode="seal")
    return read_qr(paper.render_surat(kiosk, case.id, Copy.ORIGINAL))


def test_a_surat_of_an_office_nobody_here_knows_is_red_and_shows_no_name(
    place: Place, neighbour: Kiosk
) -> None:
    text = surat_of(neighbour)
    assert checking.check(neighbour, text).colour is Colour.GREEN
    verdict = checking.check(place.desk.kiosk, text)
    assert (verdict.state, verdict.colour) == (State.UNKNOWN_KEY, Colour.RED)
    assert verdict.claims is None
    assert checking.check(place.lobby.kiosk, text).state is State.UNKNOWN_KEY


def test_a_copy_with_one_changed_digit_is_refused_wherever_the_digit_is(place: Place) -> None:
    _, text = make_surat(place, Mode.SEAL)
    start = text.index("#") + 1
    for at in range(start, len(text), 37):
        changed = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]
        assert checking.check(place.lobby.kiosk, changed).colour is Colour.RED


def test_a_photograph_of_a_shop_poster_is_no_seal(place: Place) -> None:
    verdict = checking.check(place.lobby.kiosk, "https://example.invalid/promo?x=1")
    assert (verdict.state, verdict.colour) == (State.NOT_A_SEAL, Colour.RED)


def test_two_copies_of_one_surat_say_the_same(place: Place) -> None:
    case, text = make_surat(place, Mode.SEAL)
    reprint = paper.render_surat(place.desk.kiosk, case.id, Copy.REPRINT)
    assert read_qr(reprint) == text
    assert read.qr_texts(picture(reprint, 150)) == read.qr_texts(picture(reprint, 300))


def test_the_typed_code_beside_the_qr_finds_the_surat_but_proves_nothing(place: Place) -> None:
    case, text = make_surat(place, Mode.SEAL)
    claims = checking.check(place.desk.kiosk, text).claims
    assert claims is not None
    code = human_code(claims.cti)
    (found,) = checking.check_code(place.desk.kiosk, code.replace("-", " ").lower())
    assert found.title == "Surat Keterangan Domisili"
    assert found.date == case.sign["date"]
    with pytest.raises(Refused, match="code_mistyped"):
        checking.check_code(place.desk.kiosk, code[:-1] + ("A" if code[-1] != "A" else "B"))


def test_a_code_opens_the_door_once_and_to_the_device_it_names(place: Place, tmp_path: Path) -> None:
    desk = place.desk.kiosk
    rina = place.sign_in("rina")
    code = newcomers.make_code(desk, rina, "lobi-2", "lobby")
    address = f"https://127.0.0.1:{place.desk_config.port}"

    def config(name: str) -> Config:
        return make.make_config(tmp_path / name, device=name, role="lobby", register=address)

    with pytest.raises(Refused, match="enrol_code"):
        station.join(config("lobi-7"), desk.office.code, code)
    with pytest.raises(Refused, match="unknown_kelurahan"):
        station.join(config("lobi-2"), "1671", code)
    station.join(config("lobi-2"), "16.71.08.1006", code)  # with its dots, as the decree writes it
    with pytest.raises(Refused, match="enrol_code"):
        station.join(replace(config("lobi-3"), device="lobi-2"), desk.office.code, code)


def test_a_code_of_this_desk_is_never_given_to_another_machine(
    place: Place, neighbour: Kiosk, tmp_path: Path
) -> None:
    """Whoever answers at the address must hold the key the code names, before anything is said to it."""
    asked: list[bytes] = []

    def swallow(raw: bytes) -> bytes:
        asked.append(raw)
        return b""

    port = free_port()
    impostor = Server(
        ("127.0.0.1", port), neighbour.keys.device, "meja-1", receive=lambda raws: raws, enrol=swallow
    )
    code = newcomers.make_code(place.desk.kiosk, place.sign_in("rina"), "lobi-4", "lobby")
    config = make.make_config(tmp_path, device="lobi-4", role="lobby", register=f"https://127.0.0.1:{port}")
    try:
        with pytest.raises(Refused, match="enrol_wrong_machine"):
            station.join(config, place.desk.kiosk.office.code, code)
    finally:
        impostor.stop()
    assert not asked


def test_nothing_of_all_this_stands_in_the_ledger(place: Place, neighbour: Kiosk) -> None:
    lobby = place.lobby.kiosk.db
    wait_until(lambda: not ledger.count_pending(lobby)[0], "the lobby has handed in that it is open")
    before = ledger.head(place.desk.kiosk.db)
    checking.check(place.desk.kiosk, surat_of(neighbour))
    acts.begin(place.desk.kiosk)
    assert ledger.head(place.desk.kiosk.db) == before
