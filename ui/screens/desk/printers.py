"""How the printer is, in words with what to do, and the sheets nobody spoke for; it confirms none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from ui.screens.base import Screen, say_error
from ui.screens.desk.clock import long_moment

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.domain.permohonan import Permohonan
    from kiosk.usecases.acts import Act
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import Device, Sheet

GLYPHS: Final = {"ready": "printer", "stopped": "warning-octagon", "absent": "x-circle"}
_TONES: Final = {"ready": "good", "stopped": "error", "absent": "error"}
_FATES: Final = {"waiting": "first", "accepted": "step", "failed": "error", "never": "error"}


class PrintersDesk(Protocol):
    """What the page asks of the office."""

    def find_device(self) -> Device:
        """The printer as it says it is, and the sheets sent and not spoken for."""

    def find_case(self, id: str) -> Permohonan:
        """The permohonan of a sheet, for the act of its button."""

    def print_trial(self) -> None:
        """A page that shows how it prints."""

    def take_back(self, act: Act, attempt: int) -> None:
        """The job of one sheet."""


@dataclass(frozen=True, slots=True)
class Row:
    """One sheet that waits for a word; `may_take_back` while its paper has not come."""

    key: str
    title: str
    said: str
    status: str
    status_glyph: str
    status_tone: str
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class State:
    """The page of the printer; `remedies` says what to do, one sentence each."""

    name: str = ""
    status: str = ""
    status_glyph: str = "printer"
    status_tone: str = "step"
    papers: str = ""
    remedies: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    news: str = ""
    news_tone: str = "step"


class Printers(Screen[State]):
    """Asks the printer anew, prints a test page, takes a job back."""

    def __init__(self, front: FrontDesk, desk: PrintersDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._device: Device | None = None

    def opened(self) -> None:
        """As it is now."""
        self._run(self._desk.find_device, self._known)

    def look_again(self) -> None:
        """Sudah dibetulkan: the printer is asked anew."""
        self._set(replace(self.state, news=""))
        self.opened()

    def print_trial(self) -> None:
        """A test page."""
        self._run(self._desk.print_trial, lambda _: self._done("printers.trial_sent"))

    def open(self, key: str) -> None:
        """The sheet where a person says what came out."""
        self._front.go("paper", ids=self._find(key).case)

    def take_back(self, key: str) -> None:
        """No paper is to come of this sheet any more."""
        sheet = self._find(key)

        def job() -> None:
            act = self._front.begin(self._desk.find_case(sheet.case))
            self._desk.take_back(act, sheet.attempt)

        self._run(job, lambda _: self._done("printers.taken_back"))

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._set(replace(self.state, news=say_error(self._words, error), news_tone="error"))

    def redraw(self) -> None:
        """Everything in words."""
        device, words = self._device, self._words
        if device is None:
            return
        papers = words("printers.papers", papers=", ".join(device.papers)) if device.papers else ""
        said = [words(f"printers.do_{reason}") for reason in device.reasons]
        self._set(
            replace(
                self.state,
                name=device.name or words("printers.nameless"),
                status=words(f"printers.is_{device.state}"),
                status_glyph=GLYPHS[device.state],
                status_tone=_TONES[device.state],
                papers=papers,
                remedies=tuple(said or ([words("printers.do_paused")] if device.state == "stopped" else [])),
                rows=tuple(self._row(one) for one in device.sheets),
            )
        )

    def _find(self, key: str) -> Sheet:
        sheets = self._device.sheets if self._device else ()
        return next(one for one in sheets if _key(one) == key)

    def _known(self, device: Device) -> None:
        self._device = device
        self.redraw()

    def _done(self, code: str) -> None:
        self._set(replace(self.state, news=self._words(code), news_tone="done"))
        self.opened()

    def _row(self, one: Sheet) -> Row:
        words = self._words
        at = long_moment(one.at, self._front.now(), self._front.language())
        return Row(
            key=_key(one),
            title=one.number,
            said=words(f"printers.sheet_{one.kind}", at=at),
            status=words(f"printers.fate_{one.fate}"),
            status_glyph="check-circle" if one.fate == "accepted" else "hourglass-medium",
            status_tone=_FATES.get(one.fate, "first"),
            may_take_back=one.fate in {"waiting", "never", "unknown"},
        )


def _key(sheet: Sheet) -> str:
    return f"{sheet.case} {sheet.attempt}"


_ROWS = (
    Row(
        "a 1",
        "100.2.2.5/042/KEL-BL/VIII/2026",
        "Asli, dikirim 09.32",
        "Menunggu di printer",
        "hourglass-medium",
        "first",
        may_take_back=True,
    ),
    Row(
        "b 1",
        "100.2.2.5/041/KEL-BL/VIII/2026",
        "Asli, dikirim 14 Agu 15.50",
        "Diterima printer, belum dipastikan",
        "check-circle",
        "step",
        may_take_back=False,
    ),
)
_READY = State(
    name="Printer meja",
    status="Siap mencetak",
    status_tone="good",
    papers="Kertas: A4, F4",
)
EXAMPLES = {
    "ready": _READY,
    "stopped": replace(
        _READY,
        status="Berhenti",
        status_glyph="warning-octagon",
        status_tone="error",
        remedies=("Kertas habis. Isi baki, lalu dorong sampai berbunyi.",),
        rows=_ROWS,
    ),
    "absent": State(
        name="Printer meja",
        status="Tidak terhubung",
        status_glyph="x-circle",
        status_tone="error",
        remedies=("Printer mati atau kabelnya lepas. Nyalakan dan periksa kabelnya.",),
        rows=_ROWS,
        news="Printer tidak menjawab. Lihat dulu apakah kertas sudah keluar sebelum mencetak lagi.",
        news_tone="error",
    ),
}
