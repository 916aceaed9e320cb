"""Owns the pictures an author looks at: a service's pages in the lobby and its surat; it judges no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kiosk import texts
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import Field, Kind, Outcome, Service
from kiosk.reference import Reference
from kiosk.servicefile import EXAMPLE_DAY
from printing import read
from ui.example import OFFICE, render_draft
from ui.qt.drive import Driver
from ui.qt.window import Window, make_application
from ui.qt.words import make_words
from ui.qt.worker import at_once
from ui.screens.base import Screen
from ui.screens.frame import Frame, State
from ui.screens.resident import asking
from ui.screens.resident.asking import OURS, Here
from ui.screens.resident.collect import typed_of
from ui.screens.resident.form import MOST, Form
from ui.screens.resident.lobby import Lobby
from ui.screens.resident.papers import Papers
from ui.screens.resident.service_info import About, ServiceInfo
from ui.screens.resident.visit import Visit, Visiting
from ui.station import RESOURCES

SIZE: Final = (1920, 1080)
DPI: Final = 110
"""A page of A4 as a person sees it on a screen."""

HERE: Final = Here(OFFICE.kelurahan, OFFICE.kecamatan, EXAMPLE_DAY)
"""The office and the day of every example."""


class _Nowhere:
    """What lies outside a page that is only looked at: nothing happens there."""

    def back(self) -> None:
        """No page before."""

    def go(self, _page: str, /, **_told: Any) -> None:
        """No page after."""

    def language(self, _language: str) -> None:
        """It stays as it is."""

    def call_staff(self, *, on: bool) -> None:
        """Nobody to call."""

    def speak(self) -> bool:
        """No voice."""
        return False

    def end_visit(self) -> None:
        """No visit."""


def draw_surat(service: Service, lists: Reference, folder: Path) -> Iterator[Path]:
    """The surat of the example as `surat.pdf` and a PNG a page; nothing for a reply, which prints none."""
    if service.outcome is not Outcome.SURAT:
        return
    pdf = render_draft(service, lists)
    path = folder / "surat.pdf"
    path.write_bytes(pdf)
    yield path
    for n in range(read.page_count(pdf)):
        path = folder / f"surat-{n + 1}.png"
        read.page_image(pdf, n, dpi=DPI).save(path)
        yield path


def draw_form(service: Service, lists: Reference, folder: Path, *, language: str = "id") -> Iterator[Path]:
    """What a resident sees, answered with the example: `info.png`, `form-1.png` ..., `papers.png`.

    The pages are those of the lobby itself, drawn without a screen.
    """
    application = make_application(["preview"])
    words = make_words(texts.load(RESOURCES / "texts"))
    words.choose(language)
    nowhere = _Nowhere()
    state = State(language=language, motion=False, office=f"Kelurahan {OFFICE.kelurahan}", training=True)
    frame = Frame(state, at_once, journey=nowhere, outside=nowhere, words=words)
    window = Window(frame, words, size=SIZE)
    window.view.show()
    driver = Driver(window)
    visiting = Visiting()
    visiting.now = answered(service, lists)
    lobby = Lobby(
        visiting=visiting,
        run=at_once,
        words=words,
        language=lambda: language,
        go=nowhere.go,
        end_visit=nowhere.end_visit,
        here=lambda: HERE,
        new_id=str,
    )
    try:
        for name, screen in _pages(service, lists, lobby):
            screen.opened()
            window.show_page(screen)
            driver.grab(folder / f"{name}.png")
            yield folder / f"{name}.png"
    finally:
        window.close()
        application.processEvents()


def _pages(service: Service, lists: Reference, lobby: Lobby) -> Iterator[tuple[str, Screen[Any]]]:
    about = About(service, lists.papers, "wet")
    yield "info", ServiceInfo(lobby, about)
    asks = asking.plan(lobby.visiting.now, HERE)
    for n, (start, _end) in enumerate(asking.pages(asks, MOST), 1):
        yield (
            f"form-{n}",
            Form(lobby, start, suggest=lambda _name, _letters: (), save_draft=lambda _visit: None),
        )
    if service.bring:
        yield "papers", Papers(lobby, papers=lists.papers)


def answered(service: Service, lists: Reference) -> Visit:
    """The visit of somebody the office's list knows, who has answered as the example does."""
    person = lists.example[SUBJECT]
    typed, others, rows = typed_of(person), set(), {}
    for field in service.fields:
        value = service.example.get(field.name)
        if value is None:
            continue
        if field.kind is Kind.LIST:
            rows[field.name] = len(value)
            for n, row in enumerate(value, 1):
                typed |= _typed(row, f"{field.name}.{n}.")
        elif isinstance(value, Mapping):
            typed |= _typed(value, f"{field.name}.")
            others.add(field.name)
            if field.kind is Kind.PLACE and value.get("kelurahan") == HERE.kelurahan:
                typed[f"{field.name}.kelurahan"] = OURS
        else:
            typed[field.name] = str(value)
            others |= {field.name} if _is_own(field, value) else set()
    return Visit(
        service=service,
        nik=person["nik"],
        is_known=True,
        typed=typed,
        others=frozenset(others),
        rows=rows,
    )


def _is_own(field: Field, value: object) -> bool:
    """Whether an answer is the resident's own words beside the chips."""
    return bool(field.chips) and str(value) not in {chip.value for chip in field.chips}


def _typed(group: Mapping[str, Any], start: str) -> dict[str, str]:
    """The texts of a group's fields, RT and RW in one as they are typed."""
    found: dict[str, str] = {}
    for name, value in group.items():
        if isinstance(value, Mapping):
            found |= _typed(value, f"{start}{name}.")
        else:
            found[f"{start}{name}"] = str(value)
    if group.get("rt") and group.get("rw"):
        found[f"{start}rt_rw"] = f"{group['rt']:0>3}{group['rw']:0>3}"
    return found
