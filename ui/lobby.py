"""Composes the lobby's pages: which use case stands behind which button; it decides and draws nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kiosk.context import Kiosk
from kiosk.domain.errors import KioskError
from kiosk.domain.service import Outcome, Service
from kiosk.usecases import offering, opinions
from printing import qr
from ui.lobbywork import LobbyWork, load_menus
from ui.screens.base import Screen
from ui.screens.resident import queue_ticket, self_print, verify
from ui.screens.resident.ekitir import Ekitir
from ui.screens.resident.form import Form
from ui.screens.resident.identity import Identity
from ui.screens.resident.info import Info
from ui.screens.resident.lobby import Lobby
from ui.screens.resident.menu import Menu, menu_of
from ui.screens.resident.out_of_order import OutOfOrder
from ui.screens.resident.papers import Papers
from ui.screens.resident.rate import Rate
from ui.screens.resident.review import Review
from ui.screens.resident.service_info import About, ServiceInfo
from ui.screens.resident.services import Services
from ui.screens.resident.survey import Survey
from ui.screens.resident.track import Doings, Tracking

log = logging.getLogger(__name__)

Maker = Callable[..., Screen[Any]]


def _draft_stays(error: KioskError) -> None:
    """It goes with what is too old (`Station.keep_house`); until then NIK and digits are needed to see it."""
    log.error("a draft was not wiped: %s", error)


def get_mode(kiosk: Kiosk, service: Service) -> str:
    """How a surat of this service is signed here, or that there is none, for the honest words on its page."""
    if service.outcome is Outcome.REPLY:
        return "reply"
    return "seal" if service.id in kiosk.office.seal and not service.wet_only else "wet"


def make_pages(work: LobbyWork, lobby: Lobby) -> dict[str, Maker]:
    """Every page of the lobby but the first two, by name."""
    kiosk = work.kiosk
    prints = self_print.Doings(open=work.open_sheet, print=work.print_sheet, confirm=work.confirm_sheet)
    checks = verify.Doings(
        work.check, work.check_code, kiosk.reference.gazetteer.name_of, kiosk.catalogue.name_fact
    )
    papers = offering.find_papers(kiosk)
    prints_slips = work.print_slip if kiosk.config.printer else None
    lobby.visiting.when_left(
        lambda visit: lobby.run(lambda: work.wipe_draft(visit), lambda _: None, _draft_stays)
    )

    def services(category: str = "") -> Screen[Any]:
        offered = [
            one for one in work.kiosk.catalogue.ready() if one.self_service and category in {"", one.category}
        ]
        return Services(lobby, offered, category=category)

    def service_info(service: str) -> Screen[Any]:
        found = offering.make_local(work.kiosk.office, work.kiosk.catalogue.get(service))
        return ServiceInfo(lobby, About(found, papers, get_mode(work.kiosk, found)))

    def out_of_order() -> Screen[Any]:
        return OutOfOrder(lobby, look=work.find_broken)

    def identity(service: str) -> Screen[Any]:
        if not work.can_file():
            return out_of_order()
        lobby.visiting.begin(offering.make_local(work.kiosk.office, work.kiosk.catalogue.get(service)))
        return Identity(lobby, challenge=work.challenge)

    def form(start: int = 0) -> Screen[Any]:
        return Form(
            lobby,
            start,
            suggest=work.suggest,
            save_draft=work.save_draft,
            keep_draft=lambda visit: work.save_draft(visit, kept=True),
        )

    def info(page: str, section: str = "") -> Screen[Any]:
        tile = next(one for one in load_menus().tiles if one.get("args", {}).get("page") == page)
        return Info(lobby, menu_of(tile), fetch=lambda: work.fill(page), section=section)

    return {
        "services": services,
        "service_info": service_info,
        "reply": service_info,
        "info": info,
        "identity": identity,
        "form": form,
        "papers": lambda: Papers(lobby, papers=papers),
        "review": lambda: Review(lobby, file=work.file, papers=papers),
        "queue_ticket": lambda: queue_ticket.QueueTicket(
            lobby, take=work.take_number, line=lambda: queue_ticket.Line(work.count_waiting())
        ),
        "track": lambda: Tracking(
            lobby,
            doings=Doings(find=work.find_track, complete=work.complete, withdraw=work.withdraw),
            papers=papers,
        ),
        "verify": lambda: verify.Verify(lobby, checks),
        "self_print": lambda ticket="", pin="": self_print.SelfPrint(lobby, ticket, pin, doings=prints),
        "ekitir": lambda: Ekitir(lobby, qr=qr.make, papers=papers, print_slip=prints_slips, can_rate=True),
        "out_of_order": out_of_order,
        "rate": lambda: Rate(lobby, keep=lambda face, reasons: opinions.rate(work.kiosk, face, reasons)),
        "survey": lambda: Survey(
            lobby, elements=opinions.ELEMENTS, keep=lambda faces: opinions.survey(work.kiosk, faces)
        ),
    }


def describe_home(kiosk: Kiosk, menus: Sequence[Menu]) -> Mapping[str, Any]:
    """What the next start draws before its database is open: no person in it."""
    return {
        "office": f"Kelurahan {kiosk.office.kelurahan}",
        "place": f"Kecamatan {kiosk.office.kecamatan}, {kiosk.office.city}",
        "training": kiosk.office.training,
        "menus": [menu.as_json() for menu in menus],
    }
