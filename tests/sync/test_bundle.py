"""A stick between devices no line joins: it hands in everything, in any order, and nobody has to trust it."""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import keys
from kiosk.context import Kiosk
from kiosk.domain import cose
from kiosk.domain.certificate import Certificate
from kiosk.domain.errors import Refused, Unavailable
from kiosk.store import cases, ledger
from kiosk.usecases import acts, devices, pages, permohonan
from sync import anchors, bundle, newcomers, wire
from sync.central import __main__ as command
from sync.central import city
from sync.central.center import Center
from sync.desk import Desk
from sync.exchange import offer, receive, take_in
from tests import make
from tests.bench.push import enrol_code
from tests.faults import audit
from tests.sync.test_files import PAGES, capture

CHANCE = random.Random(11)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def certificate(kiosk: Kiosk, device: str) -> Certificate:
    return next(one for one in anchors.get_certificates(kiosk) if one.device == device)


def carry(one: Kiosk, other: Kiosk, stick: Path) -> bundle.Taken:
    """Export on one, import on the other."""
    bundle.export(Desk(one), certificate(one, other.device), stick)
    return bundle.take_folder(Desk(other), other.keys.box, stick)


def meet(lobby: Kiosk, desk: Kiosk) -> None:
    mine, theirs = Desk(lobby), Desk(desk)
    for _ in range(6):
        take_in(mine, receive(theirs, offer(mine, theirs.me.device)))


def test_filings_and_pages_go_in_and_the_ledger_comes_back(desk: Kiosk, lobby: Kiosk, stick: Path) -> None:
    id = capture(lobby, *PAGES)
    assert carry(lobby, desk, stick / "in").refused == {}
    case = cases.find(desk.db, id)
    assert case is not None
    assert pages.count_arrived(desk, id) == (3, 3)
    permohonan.pass_on(desk, make.operator, acts.begin(desk, make.checked(desk, case)))
    assert carry(desk, lobby, stick / "back").refused == {}
    assert ledger.head(lobby.db) == ledger.head(desk.db)
    assert ledger.count_pending(lobby.db)[0] == 0


def test_a_stick_that_comes_three_times_in_any_order_changes_nothing_more_and_then_a_line_agrees(
    desk: Kiosk, lobby: Kiosk, stick: Path
) -> None:
    for _ in range(4):
        make.file(lobby)
        carry(lobby, desk, stick / "one")
    head = ledger.head(desk.db)
    names = list((stick / "one").iterdir())
    for number in range(3):
        other = stick / f"again-{number}"
        other.mkdir(parents=True)
        CHANCE.shuffle(names)
        for name in names[: len(names) - number]:
            shutil.copy(name, other)
        bundle.take_folder(Desk(desk), desk.keys.box, other)
    assert ledger.head(desk.db) == head
    meet(lobby, desk)
    assert ledger.head(desk.db) == ledger.head(lobby.db)


def test_a_ledger_in_pieces_is_read_in_any_order(
    desk: Kiosk, lobby: Kiosk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names are turned round, so each pass brings only one piece."""
    monkeypatch.setattr(bundle, "ROOM", 16 * 1024)
    with desk.db.write():
        for number in range(1600):
            acts.do_device(desk, "alarm", {"what": "contoh", "detail": {"n": number}})
    written = bundle.export(Desk(desk), certificate(desk, "lobi-1"), stick)
    assert len(written) >= 4
    for number, path in enumerate(written):
        turned = path.name.replace(f"-{number + 1:04d}-", f"-{9000 - number:04d}-")
        path.rename(stick / turned)
    taken = bundle.take_folder(Desk(lobby), lobby.keys.box, stick)
    assert taken.entries >= 1600
    assert ledger.head(lobby.db) == ledger.head(desk.db)


def test_a_stick_whose_files_stand_backwards_is_not_read_for_ever(
    desk: Kiosk, lobby: Kiosk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each pass brings one Event more: as many passes as files would be sixteen million readings."""
    monkeypatch.setattr(bundle, "MOST_PASSES", 3)
    stick.mkdir()
    for _ in range(6):
        make.file(lobby)
    [(inc, first, raws)] = Desk(lobby).get_pending()
    mine = Desk(lobby).me
    for number, raw in enumerate(raws):
        body = wire.Events(
            office=mine.office,
            sender=wire.Place(mine.device, mine.inc),
            to=wire.Place("meja-1"),
            v=wire.VERSION,
            runs=(wire.run(inc, first + number, [raw]),),
        )
        sealed = bundle.seal(Desk(lobby), certificate(lobby, "meja-1"), [wire.sign(mine.key, body)])
        place = f"{9999 - number:04d}-{number:016x}"
        (stick / f"sidemang-{mine.office}-lobi-1-meja-1-{place}.bundle").write_bytes(sealed)
    read: list[bytes] = []
    unseal = bundle.unseal

    def count(side: Desk, raw: bytes, box_key: keys.BoxKey) -> list[bytes]:
        read.append(raw)
        return unseal(side, raw, box_key)

    monkeypatch.setattr(bundle, "unseal", count)
    before = ledger.count_pending(lobby.db)[0]
    bundle.take_folder(Desk(desk), desk.keys.box, stick)
    assert len(read) == 3 * before
    for _ in range(4):
        bundle.take_folder(Desk(desk), desk.keys.box, stick)
    assert Desk(desk).get_last("lobi-1", inc) == first + before - 1  # the rest comes with the next reading


def test_a_second_export_begins_where_the_way_back_said(desk: Kiosk, stick: Path, tmp_path: Path) -> None:
    other = make.make_second_desk(desk, tmp_path / "desk-2")
    capture(desk, *PAGES)
    first = bundle.export(Desk(desk), certificate(desk, "meja-2"), stick / "one")
    bundle.take_folder(Desk(other), other.keys.box, stick / "one")
    carry(other, desk, stick / "back")
    second = bundle.export(Desk(desk), certificate(desk, "meja-2"), stick / "two")
    other.db.close()
    assert sum(path.stat().st_size for path in second) < sum(path.stat().st_size for path in first) / 20


def test_an_old_stick_never_makes_anybody_forget_what_is_known(
    desk: Kiosk, lobby: Kiosk, stick: Path
) -> None:
    make.file(lobby)
    meet(lobby, desk)
    old = stick / "old"
    bundle.export(Desk(lobby), certificate(lobby, "meja-1"), old)
    make.file(lobby)
    meet(lobby, desk)
    known = Desk(desk).find_peer("lobi-1")
    bundle.take_folder(Desk(desk), desk.keys.box, old)
    after = Desk(desk).find_peer("lobi-1")
    assert known is not None
    assert after is not None
    assert after.head == known.head


def test_a_lost_stick_discloses_nothing(lobby: Kiosk, stick: Path) -> None:
    capture(lobby, b"1671994507890003 " * 400)
    [path, *_] = bundle.export(Desk(lobby), certificate(lobby, "meja-1"), stick)
    raw = path.read_bytes()
    for secret in (b"1671994507890003", b"LELA", base64.b64encode(b"1671994507890003")[:18]):
        assert secret not in raw
    with pytest.raises(Refused, match="bundle_of_another"):
        bundle.unseal(Desk(lobby), raw, lobby.keys.box)
    label = cose.parse(raw[4 : 4 + int.from_bytes(raw[:4], "big")]).payload
    assert set(json.loads(label)) == {"kind", "v", "office", "from", "to", "count", "size", "sha256"}


def test_a_kept_hello_opens_nothing(desk: Kiosk, lobby: Kiosk, stick: Path) -> None:
    """Whoever could read a stick would still get no answer from a side by its messages."""
    bundle.export(Desk(lobby), certificate(lobby, "meja-1"), stick)
    [path] = stick.iterdir()
    messages = bundle.unseal(Desk(desk), path.read_bytes(), desk.keys.box)
    make.file(desk)
    answer = receive(Desk(desk), messages)
    assert len(answer) == 1


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kiosk, bytes]]:
    home = tmp_path_factory.mktemp("sealed")
    desk = make.make_office(home / "desk")
    lobby = make.make_lobby(desk, home / "lobby")
    make.file(lobby)
    [path] = bundle.export(Desk(lobby), certificate(lobby, "meja-1"), home / "stick")
    yield desk, path.read_bytes()
    lobby.db.close()
    desk.db.close()


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_every_touched_bundle_is_refused(sealed: tuple[Kiosk, bytes], data: st.DataObject) -> None:
    desk, raw = sealed
    how = data.draw(st.sampled_from(["flip", "cut", "grow", "swap"]))
    at = data.draw(st.integers(0, len(raw) - 1))
    touched = {
        "flip": raw[:at] + bytes([raw[at] ^ data.draw(st.integers(1, 255))]) + raw[at + 1 :],
        "cut": raw[:at],
        "grow": raw[:at] + data.draw(st.binary(min_size=1, max_size=9)) + raw[at:],
        "swap": raw[at:] + raw[:at],
    }[how]
    if touched != raw:
        with pytest.raises(Refused):
            bundle.unseal(Desk(desk), touched, desk.keys.box)


@settings(max_examples=200, deadline=None)
@given(raw=st.binary(max_size=300))
def test_random_bytes_are_no_bundle(sealed: tuple[Kiosk, bytes], raw: bytes) -> None:
    desk, _ = sealed
    with pytest.raises(Refused):
        bundle.unseal(Desk(desk), raw, desk.keys.box)


def relabel(kiosk: Kiosk, raw: bytes, **more: Any) -> bytes:
    """The same box under a label that says something else, by the same sender."""
    length = int.from_bytes(raw[:4], "big")
    value = json.loads(cose.parse(raw[4 : 4 + length]).payload) | more
    signed = kiosk.keys.device.sign1(json.dumps(value, sort_keys=True, separators=(",", ":")).encode())
    return len(signed).to_bytes(4, "big") + signed + raw[4 + length :]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"to": "meja-2"}, "bundle_of_another"),
        ({"office": "1671081007"}, "bundle_of_another"),
        ({"count": 99}, "bundle_form"),
        ({"from": "meja-1"}, "bundle_form"),
        ({"extra": 1}, "bundle_form"),
        ({"size": 1}, "bundle_form"),
        ({"v": 2}, "bundle_form"),
    ],
)
def test_a_label_that_lies_is_refused(
    desk: Kiosk, lobby: Kiosk, stick: Path, more: dict[str, Any], code: str
) -> None:
    [path] = bundle.export(Desk(lobby), certificate(lobby, "meja-1"), stick)
    raw = relabel(lobby, path.read_bytes(), **more)
    with pytest.raises(Refused, match=code):
        bundle.unseal(Desk(desk), raw, desk.keys.box)


@pytest.mark.logs
def test_a_stranger_and_a_revoked_device_hand_in_nothing(desk: Kiosk, lobby: Kiosk, stick: Path) -> None:
    make.file(lobby)
    [path] = bundle.export(Desk(lobby), certificate(lobby, "meja-1"), stick)
    raw = path.read_bytes()
    stranger = replace(lobby, keys=keys.make_ring(CHANCE.randbytes))
    with pytest.raises(Refused, match="certificate_unknown"):
        bundle.unseal(Desk(desk), relabel(stranger, raw), desk.keys.box)
    devices.end(desk, make.operator, acts.begin(desk), "lobi-1")
    taken = bundle.take_folder(Desk(desk), desk.keys.box, stick)
    assert taken.files == 1  # read, and its Events held apart until a person says what they are
    assert [event["verb"] for event in audit.read_events(desk)].count("file") == 0


def test_a_hostile_stick_is_read_by_name_size_and_kind(desk: Kiosk, lobby: Kiosk, stick: Path) -> None:
    """A link to a secret, a pipe nobody writes to, a file too large, names of every other form."""
    make.file(lobby)
    [good] = bundle.export(Desk(lobby), certificate(lobby, "meja-1"), stick)
    mark = f"sidemang-{make.KELURAHAN}-lobi-1-meja-1-%04d-{'0' * 16}.bundle"
    (stick / (mark % 1)).symlink_to(desk.config.key_file)
    os.mkfifo(stick / (mark % 2))
    with (stick / (mark % 3)).open("wb") as huge:
        huge.truncate(bundle.MAX_FILE + 1)
    (stick / (mark % 4)).mkdir()
    (stick / (mark % 5)).write_bytes(b"")
    (stick / (mark % 6)).write_bytes(good.read_bytes()[:-1])
    for name in ("autorun.inf", "sidemang-x.bundle", f".{good.name}", f"{good.name}.exe"):
        (stick / name).write_bytes(b"x")
    taken = bundle.take_folder(Desk(desk), desk.keys.box, stick)
    assert sorted(taken.refused) == [mark % number for number in range(1, 7)]
    assert set(taken.refused.values()) == {"bundle_form"}
    assert (taken.files, ledger.count_pending(lobby.db)[0] > 0) == (1, True)
    with pytest.raises(Unavailable, match="stick_failed"):
        bundle.take_folder(Desk(desk), desk.keys.box, stick / "none")
    with pytest.raises(Unavailable, match="stick_failed"):
        bundle.export(Desk(lobby), certificate(lobby, "meja-1"), good)


def test_an_office_without_a_line_reaches_its_center_by_stick(
    desk: Kiosk, lobby: Kiosk, tmp_path: Path, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Adopted once, then only the stick: ledger and pages go up, what the lobby wrote comes down as mail."""
    home = tmp_path / "center"

    def central(*arguments: str) -> Any:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            command.main([*arguments, "--home", str(home)])
        assert ended.value.code == 0
        return capsys.readouterr().out

    central("init")
    code = enrol_code(make.KELURAHAN, home)
    center = open_center(home)
    newcomers.be_adopted(desk, code, lambda _route, body: city.answer(center, body))
    id = capture(desk, *PAGES)
    bundle.export(Desk(desk), certificate(desk, "pusat"), stick / "up")
    said = json.loads(central("bundle", "import", str(stick / "up"), "--json"))
    assert said[make.KELURAHAN]["refused"] == {}
    digest = json.loads(central("digest", make.KELURAHAN, "--json"))
    assert digest["n"] == ledger.head(desk.db).n
    assert digest["fold"] == cases.fold_digest(desk.db).hex()
    with center.engine.connect() as connection:
        assert center.open_side(connection, make.KELURAHAN).shelf.count() == (3, 3)
    assert cases.find(desk.db, id) is not None

    meet(lobby, desk)
    filed = make.file(lobby).case
    bundle.export(Desk(lobby), certificate(lobby, "pusat"), stick / "lobby")
    central("bundle", "import", str(stick / "lobby"))
    central("bundle", "export", make.KELURAHAN, str(stick / "down"))
    taken = bundle.take_folder(Desk(desk), desk.keys.box, stick / "down")
    assert taken.refused == {}
    standing = ledger.find_standing(desk.db, filed.id)
    assert standing is not None
    assert standing.entry is not None
    center.engine.dispose()


def open_center(home: Path) -> Center:
    return command._open(home)
