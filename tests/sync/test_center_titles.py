"""What the center calls a permohonan of a service it does not have."""

from __future__ import annotations

from pathlib import Path

from kiosk.catalogue import Catalogue
from kiosk.domain import seal
from kiosk.domain.seal import ticket
from kiosk.store import register
from kiosk.usecases import permohonan
from sync.central import answers, fold
from sync.central.answers import Doors, Library
from tests import make
from tests.faults import audit
from tests.faults.town import Town


def test_a_service_only_an_office_has_is_never_called_by_its_id_at_the_center(tmp_path: Path) -> None:
    """Its file stays in the office; what the center is told of its name is the seal's title."""
    town = Town.build(tmp_path, 5, adopted=True)
    desk, center = town.desk, town.open_center()
    filed, signed = make.file(desk).case, make.signed(desk)
    audit.speak(desk, center)
    audit.speak(desk, center)
    shipped = make.library()
    without = tuple(one for one in shipped.catalogue.services if one.id != filed.service)
    library = Library(shipped.texts, Catalogue(without), shipped.reference)

    def say(id: str, language: str) -> str:
        asked = (ticket(id), permohonan.get_pin(desk, id), language)
        return str(answers.track(center, connection, library, asked, Doors())["service"])

    with center.engine.connect() as connection:
        fold.catch_up(center.open_side(connection, desk.office.code))
        assert say(filed.id, "id") == "Layanan kantor kelurahan"
        assert say(filed.id, "en") == "A service of the kelurahan office"
        title = shipped.catalogue.get(signed.service).title
        assert say(signed.id, "id").casefold() == title.casefold()
        code = seal.human_code(bytes.fromhex(register.find_cti(signed.sign["seal"])))
        told = answers.check_code(connection, library, code, "en")
        assert told["facts"]["title"].casefold() == title.casefold()
    center.engine.dispose()
    town.close()
