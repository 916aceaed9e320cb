"""A lobby kiosk joins a register desk over TLS by a code an officer reads out; wrong ones let nobody in."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import keys
from kiosk.config import Config
from kiosk.context import Kiosk
from kiosk.domain import cose
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.keys import KeyRing
from kiosk.store import cases, documents, ledger
from kiosk.usecases import acts, office, profile
from sync import enrol, newcomers
from sync.desk import Desk, open_desk
from sync.exchange import receive
from sync.http import Client, Link
from sync.loop import run_round
from sync.serve import Server
from tests import make
from tests.fakes import FakeWorld


@pytest.fixture
def server(desk: Kiosk) -> Iterator[Server]:
    side = open_desk(desk)
    door = Server(
        ("127.0.0.1", 0),
        desk.keys.device,
        desk.device,
        receive=lambda raws: receive(side, raws),
        enrol=lambda raw: newcomers.let_in(side.kiosk, raw),
    )
    yield door
    door.stop()
    side.kiosk.db.close()


@pytest.fixture
def ring() -> KeyRing:
    return keys.make_ring(FakeWorld(seed=77).token)


def settings(folder: Path) -> Config:
    return make.make_config(folder, role="lobby", device="lobi-1", letter="B")


def join(server: Server, config: Config, ring: KeyRing, code: str) -> None:
    way = newcomers.open_way(f"https://127.0.0.1:{server.port}", code)
    try:
        newcomers.join(config, ring, (make.KELURAHAN, "lobi-1"), code, way.post_raw)
    finally:
        way.close()


def test_a_lobby_joins_files_and_its_permohonan_stands_in_the_desks_ledger(
    desk: Kiosk, server: Server, ring: KeyRing, tmp_path: Path
) -> None:
    code = newcomers.make_code(desk, make.operator, "lobi-1", "lobby")
    config = settings(tmp_path / "lobby")
    join(server, config, ring, code)
    lobby = office.start(FakeWorld(seed=3).as_world(), config, make.library(), cost=make.CHEAP)
    assert lobby.office == desk.office
    assert lobby.register == ("meja-1", 1)
    filed = make.file(lobby)
    link = Link("meja-1", f"https://127.0.0.1:{server.port}", tls=desk.keys.device.fingerprint("meja-1"))
    client = Client(link)
    run_round(Desk(lobby), client)
    client.close()
    assert cases.find(desk.db, filed.case.id) is not None
    assert ledger.head(lobby.db) == ledger.head(desk.db)
    lobby.db.close()


def test_an_office_with_more_documents_than_a_message_bears_still_takes_devices(
    desk: Kiosk, server: Server, ring: KeyRing, tmp_path: Path
) -> None:
    chance = random.Random(5)
    for number in range(6):
        profile.publish(desk.db, desk.keys.device, "info", chance.randbytes(900_000), name=f"large-{number}")
    changed = replace(desk.office, phone="0711 111111")
    desk = office.change_profile(desk, make.operator, acts.begin(desk), changed)
    code = newcomers.make_code(desk, make.operator, "lobi-1", "lobby")
    config = settings(tmp_path / "lobby")
    join(server, config, ring, code)
    world = FakeWorld(seed=3)
    lobby = office.start(world.as_world(), config, make.library(), cost=make.CHEAP)
    assert lobby.office == replace(desk.office, phone=make.OFFICE.phone)
    client = Client(
        Link("meja-1", f"https://127.0.0.1:{server.port}", tls=desk.keys.device.fingerprint("meja-1"))
    )
    run_round(Desk(lobby), client)
    client.close()
    assert documents.find_end(lobby.db, desk.office.code) == documents.find_end(desk.db, desk.office.code)
    lobby = make.restart(lobby, world)
    assert lobby.office == desk.office
    lobby.db.close()


def test_a_code_is_used_once(desk: Kiosk, server: Server, ring: KeyRing, tmp_path: Path) -> None:
    code = newcomers.make_code(desk, make.operator, "lobi-1", "lobby")
    join(server, settings(tmp_path / "one"), ring, code)
    with pytest.raises(Refused, match="enrol_code"):
        join(server, settings(tmp_path / "two"), keys.make_ring(FakeWorld(seed=78).token), code)
    assert not (tmp_path / "two").exists()


def test_five_wrong_codes_end_every_open_one(
    desk: Kiosk, server: Server, ring: KeyRing, tmp_path: Path
) -> None:
    code = newcomers.make_code(desk, make.operator, "lobi-1", "lobby")
    for number in range(5):
        wrong = enrol.make_code(bytes([number] * 6), desk.keys.device.kid)
        with pytest.raises(Refused, match="enrol_code"):
            join(server, settings(tmp_path / "lobby"), ring, wrong)
    with pytest.raises(Refused, match="enrol_code"):
        join(server, settings(tmp_path / "lobby"), ring, code)


@pytest.mark.parametrize(
    "change",
    [
        {"secret": "nothing hex"},
        {"secret": "00"},
        {"tls": "00"},
        {"device": "Lobi 1"},
        {"seal": "00"},
        {"root": "a root"},
        {"x25519": "00" * 31},
    ],
)
def test_a_request_that_is_none_is_refused_in_words_and_costs_no_try(
    desk: Kiosk, ring: KeyRing, change: dict[str, str]
) -> None:
    code = newcomers.make_code(desk, make.operator, "lobi-1", "lobby")
    one = enrol.Newcomer(make.KELURAHAN, "lobi-1", ring)
    good = enrol.ask(one, code)
    bad = ring.device.sign1(canonical(json.loads(cose.parse(good).payload) | change))
    for _ in range(enrol.TRIES):
        with pytest.raises(Refused, match="enrol_request"):
            newcomers.let_in(desk, bad)
    assert enrol.read_answer(newcomers.let_in(desk, good), code, one).office == make.KELURAHAN
    assert office.find_certificate(desk, "lobi-1") is not None


def test_a_key_that_is_none_takes_no_code_away(desk: Kiosk, ring: KeyRing) -> None:
    """All zeros is no point X25519 would seal to: the certificate is not kept and the code is still good."""
    code = newcomers.make_code(desk, make.operator, "lobi-1", "lobby")
    one = enrol.Newcomer(make.KELURAHAN, "lobi-1", ring)
    good = enrol.ask(one, code)
    asked = json.loads(cose.parse(good).payload)
    with pytest.raises(Refused, match="bad_public_key"):
        newcomers.let_in(desk, ring.device.sign1(canonical(asked | {"x25519": "00" * 32})))
    assert office.find_certificate(desk, "lobi-1") is None
    assert newcomers.let_in(desk, good)


def test_no_code_is_made_for_a_name_no_certificate_can_bear(desk: Kiosk) -> None:
    with pytest.raises(Refused, match="bad_device_name"):
        newcomers.make_code(desk, make.operator, "Loket 2", "desk")
    with pytest.raises(Refused, match="bad_device_name"):
        newcomers.make_code(desk, make.operator, "pusat", "desk")  # the center's, in every office


def test_strangers_write_nothing_while_no_code_is_open(desk: Kiosk, ring: KeyRing) -> None:
    one = enrol.Newcomer(make.KELURAHAN, "lobi-1", ring)
    before = desk.db.rows("SELECT * FROM fact")
    with pytest.raises(Refused, match="enrol_code"):
        newcomers.let_in(desk, enrol.ask(one, enrol.make_code(b"\x07" * 6, desk.keys.device.kid)))
    assert desk.db.rows("SELECT * FROM fact") == before


def test_a_code_of_another_desk_says_nothing_to_this_one(
    desk: Kiosk, server: Server, ring: KeyRing, tmp_path: Path
) -> None:
    del desk
    code = enrol.make_code(b"\x01" * 6, ring.device.kid)
    with pytest.raises(Refused, match="enrol_wrong_machine"):
        join(server, settings(tmp_path / "lobby"), ring, code)


def test_only_an_officer_of_the_register_makes_a_code(desk: Kiosk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        newcomers.make_code(desk, make.seklur, "lobi-1", "lobby")
    with pytest.raises(Refused, match="bad_device_kind"):
        newcomers.make_code(desk, make.operator, "lobi-1", "register")
    lobby = make.make_lobby(desk, tmp_path / "lobby")
    with pytest.raises(Refused, match="not_register"):
        newcomers.make_code(lobby, make.operator, "lobi-2", "lobby")
    lobby.db.close()


@pytest.mark.parametrize("typed", ["", "ABCD", "UUUU-" * 6, "0000-" * 5 + "000", "ZZZZ-" * 6, "0000-" * 4])
def test_a_code_that_cannot_be_one_is_refused_before_anything_is_sent(typed: str) -> None:
    with pytest.raises(Refused, match="bad_enrol_code"):
        enrol.read_code(typed)


SECRET, KID = b"\x00\x11\x22\x33\x44\x55", b"\xaa\xbb\xcc\xdd\xee\xff\x00\x11"


def test_a_code_reads_the_same_however_it_is_typed() -> None:
    code = enrol.make_code(SECRET, KID)
    assert [len(group) for group in code.split("-")] == [4] * 6
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("0", "o").replace("1", "l")):
        assert enrol.read_code(f" {typed} ") == (SECRET, KID)


def test_a_slip_of_the_finger_is_said_before_anything_is_sent() -> None:
    """Each single wrong letter and each swap of neighbours, but for the few a check character cannot see."""
    plain = enrol.make_code(SECRET, KID).replace("-", "")
    wrong = [plain[:at] + letter + plain[at + 1 :] for at in range(24) for letter in "0369CFKQWZ"]
    swapped = [plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(23)]
    slips = [typed for typed in (*wrong, *swapped) if typed != plain]
    taken = []
    for typed in slips:
        with suppress(Refused):
            taken.append(enrol.read_code(typed))
    assert len(taken) <= len(slips) // 50


def test_a_code_names_the_whole_of_the_key_it_is_answered_by() -> None:
    """A key whose id begins alike is another machine: the last bits count as much as the first."""
    for at in range(8):
        other = bytes(byte ^ (at == place) for place, byte in enumerate(KID))
        assert enrol.read_code(enrol.make_code(SECRET, other))[1] == other != KID
