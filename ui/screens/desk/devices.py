"""The office's devices: which there are, a code for a further one, the end of a lost one; it lets none in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from ui.screens.base import Screen, say_error
from ui.screens.desk.clock import long_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.usecases.acts import Act
    from kiosk.usecases.devices import Device
    from ui.screens.desk.frontdesk import FrontDesk

GLYPHS: Final = {"register": "notebook", "desk": "desktop", "lobby": "hand-pointing"}
KINDS: Final = {"lobby": "lobi", "desk": "meja"}
"""What can be added, and how its name begins."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the new device is told: its name, a code of six groups, and where this desk answers."""

    device: str
    code: str
    kelurahan: str
    address: str


class DevicesDesk(Protocol):
    """What the page asks of the office."""

    def find_devices(self) -> Sequence[Device]:
        """Every device ever certified, by name."""

    def invite(self, device: str, kind: str) -> Invitation:
        """A code for one new device; an older one goes on."""

    def end(self, act: Act, device: str) -> None:
        """Nothing this device says is heard any more, for good."""


@dataclass(frozen=True, slots=True)
class Row:
    """One device; `may_end` where it could be ended from here."""

    key: str
    title: str
    said: str
    glyph: str
    status: str
    status_glyph: str
    status_tone: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class State:
    """The page of devices; `panel` is "", "code" or "end"."""

    is_register: bool = True
    rows: tuple[Row, ...] = ()
    panel: str = ""
    panel_title: str = ""
    panel_said: str = ""
    groups: tuple[str, ...] = ()
    command: str = ""
    primary: str = ""
    news: str = ""
    news_tone: str = "step"


class Devices(Screen[State]):
    """Shows the devices; makes a code for a further one, ends one that was lost."""

    def __init__(self, front: FrontDesk, desk: DevicesDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._devices: Sequence[Device] = ()
        self._ending: tuple[str, Act] | None = None

    def opened(self) -> None:
        """As they stand."""
        self._run(self._desk.find_devices, self._known)

    def closed(self) -> None:
        """No code stays on a page nobody looks at."""
        self.cancel()

    def add(self, kind: str) -> None:
        """Tambah: a code for the next free name of its kind."""
        name = self._find_name(kind)
        self._run(lambda: self._desk.invite(name, kind), self._invited)

    def end_device(self, key: str) -> None:
        """Akhiri: asks once more."""
        self._ending = (key, self._front.begin())
        self._open("end", key)

    def next(self) -> None:
        """What the panel is for: ends the device, or is done with the code."""
        if self._ending is None:
            self.cancel()
            return
        device, act = self._ending
        self._run(lambda: self._desk.end(act, device), lambda _: self._ended(device))

    def cancel(self) -> None:
        """Closes the panel; nothing was ended."""
        self._ending = None
        self._set(
            replace(self.state, panel="", panel_title="", panel_said="", groups=(), command="", primary="")
        )

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self.cancel()
        self._set(replace(self.state, news=say_error(self._words, error), news_tone="error"))

    def redraw(self) -> None:
        """Every device in words."""
        here = next((one for one in self._devices if one.is_here), None)
        is_register = here is not None and here.is_register
        rows = tuple(self._row(one, may_end=is_register) for one in self._devices)
        self._set(replace(self.state, is_register=is_register, rows=rows))

    def _known(self, devices: Sequence[Device]) -> None:
        self._devices = devices
        self.redraw()

    def _find_name(self, kind: str) -> str:
        taken = {one.name for one in self._devices}
        return next(name for n in range(1, 1000) if (name := f"{KINDS[kind]}-{n}") not in taken)

    def _invited(self, one: Invitation) -> None:
        self._open("code", one.device)
        command = f"kiosk enrol {one.code} --kelurahan {one.kelurahan} --device {one.device}"
        command += " --kind desk" if one.device.startswith(KINDS["desk"]) else ""
        command += f" --register {one.address}" if one.address else ""
        self._set(replace(self.state, groups=tuple(one.code.split("-")), command=command))

    def _ended(self, device: str) -> None:
        self.cancel()
        said = self._words("devices.ended", device=device)
        self._set(replace(self.state, news=said, news_tone="done"))
        self.opened()

    def _open(self, panel: str, device: str) -> None:
        words = self._words
        self._set(
            replace(
                self.state,
                panel=panel,
                panel_title=words(f"devices.{panel}_title", device=device),
                panel_said=words(f"devices.{panel}_said", device=device),
                primary=words(f"devices.{panel}_primary", device=device),
                news="",
            )
        )

    def _row(self, one: Device, *, may_end: bool) -> Row:
        words = self._words
        heard = long_moment(one.heard_at, self._front.now(), self._front.language()) if one.heard_at else ""
        said = words("devices.heard", at=heard) if heard else words("devices.never_heard")
        return Row(
            key=one.name,
            title=words(f"devices.kind_{one.kind}", device=one.name),
            said=words("devices.this_one") if one.is_here else said,
            glyph=GLYPHS[one.kind],
            status=words("devices.is_ended" if one.is_ended else "devices.at_work"),
            status_glyph="x-circle" if one.is_ended else "check-circle",
            status_tone="step" if one.is_ended else "good",
            may_end=may_end and not one.is_ended and not one.is_here,
        )


_ROWS = (
    Row(
        "meja-1",
        "Meja register meja-1",
        "Alat ini.",
        "notebook",
        "bekerja",
        "check-circle",
        "good",
        may_end=False,
    ),
    Row(
        "lobi-1",
        "Kiosk lobi-1",
        "Terakhir terdengar 09.40.",
        "hand-pointing",
        "bekerja",
        "check-circle",
        "good",
        may_end=True,
    ),
    Row(
        "lobi-2",
        "Kiosk lobi-2",
        "Terakhir terdengar 3 Agu 15.12.",
        "hand-pointing",
        "diakhiri",
        "x-circle",
        "step",
        may_end=False,
    ),
)
_STATE = State(rows=_ROWS)
EXAMPLES = {
    "office": _STATE,
    "code": replace(
        _STATE,
        panel="code",
        panel_title="Kode untuk lobi-3",
        panel_said="Berlaku 24 jam dan lima kali coba. Ketik di alat baru, di jaringan kantor yang sama.",
        groups=("7K2M", "9QXA", "31TB", "VVE8", "0D4H", "PZ6C"),
        command="kiosk enrol 7K2M-9QXA-31TB-VVE8-0D4H-PZ6C --kelurahan 1671081006 --device lobi-3"
        " --register https://10.0.0.5:7443",
        primary="Selesai",
    ),
    "end": replace(
        _STATE,
        panel="end",
        panel_title="Akhiri lobi-1?",
        panel_said="Untuk alat yang hilang, dicuri atau diberikan. Apa pun dari lobi-1 tidak didengar lagi, "
        "dan namanya tidak dipakai lagi. Yang sudah diserahkan tetap ada.",
        primary="Ya, akhiri lobi-1",
    ),
    "desk": State(is_register=False, rows=tuple(replace(row, may_end=False) for row in _ROWS)),
}
