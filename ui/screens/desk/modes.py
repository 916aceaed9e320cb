"""How a surat of each service may be made valid: ink always, seal or TTE where allowed; it signs none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from ui.screens.base import Screen
from ui.screens.desk.profile import Profile, ProfileDesk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from kiosk.domain.service import Service
    from ui.screens.desk.frontdesk import FrontDesk


class ModeDesk(ProfileDesk, Protocol):
    """What the page asks of the office."""

    def find_services(self) -> Sequence[Service]:
        """Every service that ends in a surat, by title."""

    def has_center(self) -> bool:
        """Whether there is a center, without which no certified signature is made."""


@dataclass(frozen=True, slots=True)
class Row:
    """One service: what is allowed beside ink; `wet_only` where its own file wants ink."""

    key: str
    title: str
    said: str
    seal: bool
    tte: bool
    wet_only: bool


@dataclass(frozen=True, slots=True)
class State:
    """The page of modes; TTE is asked only where there is a center."""

    rows: tuple[Row, ...] = ()
    said: str = ""
    has_center: bool = False
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class ModesPage(Screen[State]):
    """Allows seal and TTE service by service, or to all; ink is never taken away."""

    def __init__(self, front: FrontDesk, desk: ModeDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self.redraw)
        self._services: Sequence[Service] = ()
        self._has_center = False

    def opened(self) -> None:
        """As surat are made valid now."""
        self._run(
            lambda: (self._desk.office(), self._desk.find_services(), self._desk.has_center()), self._known
        )

    def toggle(self, key: str, mode: str) -> None:
        """Seal or TTE for one service, or not."""
        held = self._profile.get(mode)
        self._profile.put(
            mode, tuple(one for one in held if one != key) if key in held else tuple(sorted((*held, key)))
        )
        self.redraw()

    def all_seal(self) -> None:
        """Seal for every service whose file allows it; pressed again, for none."""
        fits = tuple(sorted(one.id for one in self._services if not one.wet_only))
        self._profile.put("seal", () if self._profile.get("seal") == fits else fits)
        self.redraw()

    def next(self) -> None:
        """Simpan: the next `sign` may be so."""
        self._profile.save("modes.saved")

    def undo(self) -> None:
        """Urungkan: the modes of before the last save."""
        self._profile.undo()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._profile.refuse(error)

    def redraw(self) -> None:
        """Everything in words."""
        if self._profile.office is None:
            return
        language, words = self._front.language(), self._words
        seal, tte = self._profile.get("seal"), self._profile.get("tte")
        rows = tuple(
            Row(
                one.id,
                one.label[language],
                words("modes.wet_only" if one.wet_only else "modes.wet_too"),
                seal=one.id in seal,
                tte=one.id in tte,
                wet_only=one.wet_only,
            )
            for one in self._services
        )
        counts = {"seal": sum(row.seal for row in rows), "all": len(rows)}
        said = words("modes.counted", **counts)
        self._set(replace(self.state, rows=rows, said=said, has_center=self._has_center))

    def _known(self, found: tuple[Office, Sequence[Service], bool]) -> None:
        office, self._services, self._has_center = found
        self._profile.start(office)
        self.redraw()

    def _show(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))


_TITLES: Final = (
    *("Keterangan domisili", "Keterangan usaha", "Keterangan tidak mampu", "Keterangan ahli waris"),
    *("Keterangan belum menikah", "Pengantar SKCK", "Keterangan penghasilan", "Keterangan umum"),
)
_STATE: Final = State(
    rows=tuple(
        Row(
            str(at),
            title,
            "Hanya tinta: berkas layanannya meminta begitu" if at == 3 else "Tinta selalu boleh",
            seal=at in {0, 5},
            tte=False,
            wet_only=at == 3,
        )
        for at, title in enumerate(_TITLES)
    ),
    said="2 dari 8 layanan boleh bersegel.",
)
EXAMPLES = {
    "alone": _STATE,
    "with_center": replace(
        _STATE, has_center=True, rows=tuple(replace(one, tte=not one.wet_only) for one in _STATE.rows)
    ),
}
