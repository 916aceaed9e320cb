"""How this desk is connected and what is safe: links, checks, a backup, a stick; it judges nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ui.screens.base import Screen, say_error
from ui.screens.desk.clock import long_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.usecases.alarms import Alarm
    from kiosk.usecases.refused import Odd
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import Fact, Link, LinkDesk

LINK_GLYPHS: Final = {
    "lobby": "hand-pointing",
    "register": "notebook",
    "center": "cloud-slash",
    "display": "presentation",
}
STATE_GLYPHS: Final = {"works": "check-circle", "away": "warning-circle", "never": "x-circle"}
CHECK_GLYPHS: Final = {
    "ok": "check-circle",
    "warn": "warning",
    "fault": "warning-octagon",
    "unknown": "question",
}
_TONES: Final = {
    "works": "good",
    "away": "first",
    "never": "step",
    "ok": "good",
    "warn": "first",
    "fault": "error",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One link or one check."""

    key: str
    title: str
    said: str
    glyph: str
    status: str
    status_glyph: str
    status_tone: str


@dataclass(frozen=True, slots=True)
class State:
    """The page of links."""

    stick: str = ""
    stick_said: str = ""
    links: tuple[Row, ...] = ()
    checks: tuple[Row, ...] = ()
    good: tuple[Row, ...] = ()
    odd: tuple[Row, ...] = ()
    alarms: tuple[Row, ...] = ()
    news: str = ""
    news_tone: str = "step"


@dataclass(frozen=True, slots=True)
class Found:
    """What the page was told last: read in the work thread, drawn as a whole."""

    links: Sequence[Link] = ()
    checks: Sequence[Fact] = ()
    odd: Sequence[Odd] = ()
    alarms: Sequence[Alarm] = ()
    stick: str = ""


class Links(Screen[State]):
    """Shows the links and the doctor's lines; starts a round, writes or reads a stick."""

    def __init__(self, front: FrontDesk, desk: LinkDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._found = Found()

    def opened(self) -> None:
        """As it stands."""
        self._run(self._ask, self._known)

    def sync_now(self) -> None:
        """A round at once."""
        self._run(self._desk.sync_now, lambda _: self._done("links.synced"))

    def backup(self) -> None:
        """Cadangkan: beside the data, and on the stick that is in."""
        self._begin("links.backing_up")
        self._run(self._desk.backup, lambda name: self._done("links.backed_up", file=name))

    def export_usb(self) -> None:
        """Everything the others lack, on a stick."""
        self._begin("links.exporting")
        self._run(self._desk.export_usb, lambda count: self._done("links.exported", count=count))

    def import_usb(self) -> None:
        """What a stick brings."""
        self._begin("links.importing")
        self._run(self._desk.import_usb, self._imported)

    def see_odd(self) -> None:
        """Sudah saya lihat: the refused records on screen, and no other."""
        ids = [one.id for one in self._found.odd]
        self._run(lambda: self._desk.see_odd(ids), lambda _: self._done("links.odd_seen"))

    def see_alarms(self) -> None:
        """Sudah saya lihat: the alarms on screen, and no other."""
        shown = self._found.alarms
        self._run(lambda: self._desk.see_alarms(shown), lambda _: self._done("links.alarms_seen"))

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._set(replace(self.state, news=say_error(self._words, error), news_tone="error"))

    def redraw(self) -> None:
        """Links and checks in words."""
        found = self._found
        self._set(
            replace(
                self.state,
                links=tuple(self._link(one) for one in found.links),
                checks=tuple(self._check(one) for one in found.checks if one.state != "ok"),
                good=tuple(self._check(one) for one in found.checks if one.state == "ok"),
                odd=tuple(self._stranger(one) for one in found.odd),
                alarms=tuple(self._warn(one) for one in found.alarms),
                stick=found.stick,
                stick_said=self._words("links.stick_in", name=found.stick) if found.stick else "",
            )
        )

    def _ask(self) -> Found:
        desk = self._desk
        return Found(desk.links(), desk.checks(), desk.find_odd(), desk.find_alarms(), desk.find_stick())

    def _known(self, found: Found) -> None:
        self._found = found
        self.redraw()

    def _begin(self, code: str) -> None:
        self._set(replace(self.state, news=self._words(code), news_tone="step"))

    def _imported(self, found: tuple[int, int]) -> None:
        entries, refused = found
        self._done("links.imported_partly" if refused else "links.imported", count=entries, refused=refused)

    def _done(self, code: str, **details: object) -> None:
        self._set(replace(self.state, news=self._words(code, **details), news_tone="done"))
        self._run(self._ask, self._known)

    def _link(self, one: Link) -> Row:
        words = self._words
        last = long_moment(one.last, self._front.now(), self._front.language()) if one.last else ""
        parts = [
            words(f"links.trouble_{one.trouble}") if one.trouble else "",
            words("links.last", at=last) if last else words("links.never_met"),
            words("links.waiting", count=one.waiting) if one.waiting else "",
        ]
        return Row(
            key=one.key,
            title=words(f"links.name_{one.kind}", device=one.key),
            said=" ".join(filter(None, parts)),
            glyph=LINK_GLYPHS.get(one.kind, "network"),
            status=words(f"links.state_{one.state}"),
            status_glyph=STATE_GLYPHS[one.state],
            status_tone=_TONES[one.state],
        )

    def _stranger(self, one: Odd) -> Row:
        words = self._words
        at = long_moment(one.at, self._front.now(), self._front.language())
        return Row(
            key=one.id,
            title=words(f"links.odd_{one.why}"),
            said=words("links.odd_from", device=one.sender, at=at)
            if one.sender
            else words("links.odd_here", at=at),
            glyph="warning",
            status=words("links.odd_kept"),
            status_glyph="archive",
            status_tone="first",
        )

    def _warn(self, one: Alarm) -> Row:
        words = self._words
        at = long_moment(one.at, self._front.now(), self._front.language())
        found = words("links.alarm_found", device=one.by, at=at, times=one.times)
        return Row(
            key=one.id,
            title=words(f"alarm.{one.what}", device=one.about),
            said=f"{words(f'alarm.{one.what}_do')} {found}",
            glyph="warning-octagon",
            status=words("links.alarm_new"),
            status_glyph="warning",
            status_tone="error",
        )

    def _check(self, one: Fact) -> Row:
        return Row(
            key=one.key,
            title=self._words(f"links.check_{one.key}"),
            said=one.said,
            glyph="stethoscope",
            status=self._words(f"links.health_{one.state}"),
            status_glyph=CHECK_GLYPHS[one.state],
            status_tone=_TONES.get(one.state, "step"),
        )


_GOOD = (
    Row("store", "Basis data", "Utuh, 12.480 baris.", "stethoscope", "baik", "check-circle", "good"),
    Row("disk", "Ruang diska", "Ruang diska 78.368 MB.", "stethoscope", "baik", "check-circle", "good"),
)
EXAMPLES = {
    "mixed": State(
        good=_GOOD,
        stick="KANTOR",
        stick_said="Stik KANTOR terpasang.",
        links=(
            Row(
                "lobby",
                "Kiosk lobi",
                "Terakhir bertukar 09.40.",
                "hand-pointing",
                "terhubung",
                "check-circle",
                "good",
            ),
            Row(
                "center",
                "Pusat",
                "Terakhir bertukar 14 Agu 16.02. 37 catatan menunggu dikirim.",
                "cloud-slash",
                "tidak terhubung",
                "warning-circle",
                "first",
            ),
        ),
        checks=(
            Row(
                "backup",
                "Cadangan",
                "Cadangan terakhir 9 hari lalu. Sambungkan stik cadangan.",
                "stethoscope",
                "perlu dilihat",
                "warning",
                "first",
            ),
            Row(
                "clock",
                "Jam",
                "Jam mundur 3 menit sejak kemarin. Betulkan jam komputer.",
                "stethoscope",
                "rusak",
                "warning-octagon",
                "error",
            ),
        ),
    ),
    "alarms": State(
        good=_GOOD,
        alarms=(
            Row(
                "clone lobi-1 meja-1",
                "Dua alat memakai identitas lobi-1",
                "Pilih satu alat, matikan yang lain, lalu daftarkan yang lain itu dengan nama baru. "
                "Ditemukan meja-1, hari ini 09.32, 1 kali.",
                "warning-octagon",
                "baru",
                "warning",
                "error",
            ),
        ),
    ),
    "odd": State(
        odd=(
            Row(
                "a1",
                "Catatan lain di tempat yang sudah terisi",
                "Dibawa lobi-1, 14 Agu 16.02.",
                "warning",
                "Disimpan, tidak dipakai",
                "archive",
                "first",
            ),
        ),
        checks=(
            Row(
                "odd",
                "Catatan yang ganjil",
                "1 catatan tidak dapat diterima. Lihat halaman hubungan.",
                "stethoscope",
                "perlu dilihat",
                "warning",
                "first",
            ),
        ),
    ),
    "empty": State(),
}
