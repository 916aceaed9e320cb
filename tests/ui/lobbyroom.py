"""A lobby without a window over a real office: its pages and where they went; it tests nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from kiosk.context import Kiosk
from printing.printers import FilePrinter
from tests.ui.deskroom import Standing, words
from ui import lobby
from ui.lobbywork import LobbyWork
from ui.qt.pictures import Pictures
from ui.qt.worker import at_once
from ui.screens.resident.identity import Identity
from ui.screens.resident.lobby import Lobby
from ui.screens.resident.visit import Visiting
from ui.station import Station

NIK, KK6 = "1671994507890003", "120034"
TYPED = {"pemohon.nama": "LELA MARLINA CONTOH", "pemohon.tempat_lahir": "Palembang"}


@dataclass
class Room:
    """A lobby without a window: its pages over an open office, and where they went."""

    kiosk: Kiosk
    folder: Path
    visiting: Visiting = field(default_factory=Visiting)
    went: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.standing = Standing(self.kiosk, FilePrinter(self.folder))
        self.work = LobbyWork(cast("Station", self.standing), lambda: "id", Pictures())
        self.pages = lobby.make_pages(
            self.work,
            Lobby(
                visiting=self.visiting,
                run=at_once,
                words=words,
                language=self.work.language,
                go=self.go,
                end_visit=self.visiting.clear,
                here=self.work.here,
                new_id=self.kiosk.new_id,
            ),
        )

    def go(self, page: str, /, **_: object) -> None:
        self.went.append(page)

    def identify(self) -> None:
        """Both numbers, then Lanjut."""
        page: Any = self.pages["identity"](service="domisili")
        assert isinstance(page, Identity)
        page.opened()
        page.nik_filled(NIK)
        page.type_kk(KK6)
        page.next()

    def answer(self) -> None:
        """Two answers of the first page, each saved as it is given."""
        self.went.clear()
        page: Any = self.pages["form"]()
        page.opened()
        for name, text in TYPED.items():
            page.answer(name, text)

    def count(self) -> int:
        return int(self.kiosk.db.value("SELECT count(*) FROM draft"))
