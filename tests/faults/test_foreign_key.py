"""A device was stolen, key and all, and its thief speaks to another office: at no door is it let in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.routing import Route

from kiosk.context import Kiosk
from kiosk.domain import cose
from kiosk.domain.certificate import Certificate
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.keys import SigningKey
from kiosk.store import documents, ledger
from sync import bundle, enrol, newcomers, wire
from sync.central import city, store
from sync.central.__main__ import load_library
from sync.central.app import make_app
from sync.central.center import Center
from sync.desk import Desk
from sync.exchange import offer, receive, take_in
from tests import make
from tests.fakes import FakeWorld
from tests.faults.readers import find_device, read_body, record
from tests.faults.town import Town

pytestmark = pytest.mark.logs  # a refused message is a WARNING; each test reads what came of it

OTHER = "1671081003"
REFUSED = {"certificate_unknown", "message_sender", "message_office"}
KINDS = (wire.Hello, wire.Events, wire.Ledger, wire.Documents, wire.Chunk, wire.Mail)


@dataclass
class City:
    """Two offices of one city; the thief holds the register's key and a lobby's of the other one."""

    town: Town
    center: Center
    thieves: dict[str, Kiosk]
    said: list[bytes]

    def stand(self) -> tuple[Any, ...]:
        """All an intruder could have moved: both ledgers, feeds, pages, mail, what is odd."""
        db, code = self.town.desk.db, self.town.desk.office.code
        with self.center.engine.connect() as connection:
            head = self.center.open_side(connection, code).get_head()
            rows = [
                connection.execute(select(func.count()).select_from(table).where(table.c.kelurahan == code))
                for table in (store.MAIL, store.ODD, store.FILE, store.CERTIFICATE, store.BRANCH)
            ]
            counts = [one.scalar_one() for one in rows]
        sizes = db.rows("SELECT sha256, present FROM file ORDER BY sha256")
        return ledger.head(db), documents.get_feeds(db), sizes, head, counts


@pytest.fixture(scope="module")
def city_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    home = tmp_path_factory.mktemp("city")
    town = Town.build(home, 3, adopted=True)
    center = town.open_center()
    said = [raw for one in record(town, center).values() for raw in one]
    profile = replace(make.OFFICE, code=OTHER, kelurahan="Sako")
    register = make.make_office(home / "other", world=FakeWorld(seed=8), profile=profile)
    lobby = make.make_lobby(register, home / "other-lobby", world=FakeWorld(seed=9))
    code = city.make_code(center, OTHER, "register")
    newcomers.be_adopted(register, code, lambda _route, body: city.answer(center, body))
    for _ in range(2):
        take_in(Desk(register), wire.unpack(center.handle(wire.pack(offer(Desk(register), "pusat")))[0]))
    yield City(town, center, {"register": register, "lobby": lobby}, said)
    center.engine.dispose()
    for one in (lobby, register):
        one.db.close()
    town.close()


def forge(city_: City, key: SigningKey, kind: type, **more: Any) -> list[bytes]:
    """What was said in the office, under another key, and with other words at its beginning."""
    bodies = [cose.parse(raw).payload for raw in city_.said if isinstance(read_body(raw), kind)]
    assert bodies
    return [key.sign1(canonical(json.loads(raw) | more)) for raw in bodies]


def refuse(center: Center, raw: bytes) -> str:
    """The code the center refuses a message with."""
    with pytest.raises(Refused) as caught:
        center.handle(wire.pack([raw]))
    return caught.value.code


@pytest.mark.parametrize("whose", ["register", "lobby"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.lower())
@pytest.mark.parametrize("more", ["as it was", "from itself", "in its own office's name"])
def test_no_message_of_it_is_taken_by_the_center_or_the_register(
    city_: City, whose: str, kind: type, more: str
) -> None:
    thief = city_.thieves[whose]
    mine = {"device": thief.device, "inc": thief.inc}
    changes: dict[str, dict[str, Any]] = {
        "as it was": {},
        "from itself": {"from": mine},
        "in its own office's name": {
            "from": mine,
            "office": OTHER,
            "to": {"device": "meja-1", "inc": city_.town.desk.inc},
        },
    }
    before = city_.stand()
    for raw in forge(city_, thief.keys.device, kind, **changes[more]):
        with pytest.raises(Refused) as caught:
            receive(Desk(city_.town.desk), [raw])
        assert caught.value.code in REFUSED
        if more == "in its own office's name":
            with suppress(Refused):
                city_.center.handle(wire.pack([raw]))  # there it may speak, and of its own office only
        else:
            assert refuse(city_.center, raw) in REFUSED
    assert city_.stand() == before


@pytest.mark.parametrize("whose", ["register", "lobby"])
def test_nothing_it_made_comes_in_as_mail_that_somebody_true_carries(city_: City, whose: str) -> None:
    """The center carries a kiosk's messages unopened, and so does a neighbour in the office."""
    town = city_.town
    inner = forge(city_, city_.thieves[whose].keys.device, wire.Events)
    body = wire.Mail(
        office=town.desk.office.code,
        sender=wire.Place("lobi-1", town.lobby.inc),
        to=wire.Place("meja-1", town.desk.inc),
        v=wire.FORM,
        messages=tuple(inner),
    )
    before = city_.stand()
    receive(Desk(town.desk), [wire.sign(town.lobby.keys.device, body)])
    after = city_.stand()
    assert after == before
    assert not Desk(town.desk).get_mail("meja-1")


@pytest.mark.parametrize("whose", ["register", "lobby"])
def test_its_stick_is_refused(city_: City, whose: str, tmp_path: Path) -> None:
    """The box is sealed to the right key and the label names the right office; who signed it decides."""
    town, thief = city_.town, city_.thieves[whose]
    to = find_device(town, "meja-1")
    sealed = bundle.seal(Desk(town.lobby), to, city_.said[:2])
    end = 4 + int.from_bytes(sealed[:4], "big")
    label = thief.keys.device.sign1(cose.parse(sealed[4:end]).payload)
    forged = len(label).to_bytes(4, "big") + label + sealed[end:]
    own = bundle.seal(Desk(thief), to, city_.said[:2])
    before = city_.stand()
    for number, raw in enumerate((forged, own)):
        name = f"sidemang-{town.desk.office.code}-lobi-1-meja-1-000{number}-{'0' * 16}.bundle"
        (tmp_path / name).write_bytes(raw)
    taken = bundle.take_folder(Desk(town.desk), town.desk.keys.box, tmp_path)
    assert set(taken.refused.values()) == {"certificate_unknown"}
    assert (taken.files, len(taken.refused)) == (0, 2)
    assert city_.stand() == before


@pytest.mark.parametrize("whose", ["register", "lobby"])
def test_it_joins_no_other_office_by_what_it_holds(city_: City, whose: str) -> None:
    """A code of its own office opens no other one, at the center or at the register."""
    thief, town = city_.thieves[whose], city_.town
    code = city.make_code(city_.center, OTHER, "register")
    before = city_.stand()
    for office in (town.desk.office.code, OTHER):
        newcomer = enrol.Newcomer(office, "meja-1", thief.keys)
        asked = enrol.ask(newcomer, code, certificates=Desk(town.desk).get_certificates())
        with pytest.raises(Refused) as caught:
            city.answer(city_.center, asked)
        assert caught.value.code in {"enrol_code", "enrol_not_its_own"}
        with pytest.raises(Refused) as caught:
            newcomers.let_in(town.desk, asked)
        assert caught.value.code in {"enrol_code", "enrol_request"}
    assert city_.stand() == before


@pytest.mark.parametrize("whose", ["register", "lobby"])
def test_it_hands_over_no_keys_in_another_office_s_name(city_: City, whose: str) -> None:
    """They would open the tickets of that office at the center."""
    thief = city_.thieves[whose]
    center = Certificate("1671", "pusat", b"k" * 32, city_.center.ring.box.public, 0, 1)
    handed = enrol.hand_over(
        enrol.Newcomer(
            city_.town.desk.office.code, "meja-1", replace(thief.keys, office=city_.town.desk.keys.office)
        ),
        center,
    )
    with pytest.raises(Refused, match="certificate_unknown"):
        city.answer(city_.center, handed)


def test_the_center_has_no_other_door_that_writes(city_: City) -> None:
    app = make_app(city_.center, load_library())
    doors = {route.path: route.methods or () for route in app.routes if isinstance(route, Route)}
    assert {path for path, methods in doors.items() if "POST" in methods} == {
        *("/v1/messages", "/v1/enrol", "/api/check", "/api/track", "/", "/V", "/v", "/L", "/l"),
    }
