"""Weekly hours, this year's holidays and the office's own closed days; it counts no minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.answers import check_answer
from kiosk.domain.errors import Refused
from kiosk.domain.service import Field, Kind
from kiosk.domain.words import WEEKDAYS, full_date_words, tidy
from ui.screens.base import Screen, say_error
from ui.screens.desk.form import with_dashes
from ui.screens.desk.profile import Profile, ProfileDesk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.office import Office
    from kiosk.reference import Holiday
    from ui.screens.desk.frontdesk import FrontDesk

MOST_DAYS: Final = 31
"""The longest span typed at once: more is rather a slip of the finger."""
_WORKING: Final = range(1, 5)
_USUAL: Final = ("07:30", "16:00")
_DATE: Final = Field(name="day", kind=Kind.DATE, label={"id": "Tanggal", "en": "Date"})
_TIME: Final = Field(name="time", kind=Kind.TIME, label={"id": "Jam", "en": "Time"})
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "holiday": ("calendar", "step"),
    "joint_leave": ("users-three", "done"),
    "own": ("house-line", "first"),
}


class HoursDesk(ProfileDesk, Protocol):
    """What the page asks of the office."""

    def find_holidays(self) -> Sequence[Holiday]:
        """National holidays and joint leave, of every year this program knows."""


@dataclass(frozen=True, slots=True)
class Day:
    """One weekday; `problem` where a time makes no sense."""

    key: str
    name: str
    opens: str
    closes: str
    is_open: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Off:
    """One day without service: `own` ones can be taken away, `fresh` ones are not saved yet."""

    key: str
    day: str
    name: str
    kind: str
    glyph: str
    tone: str
    own: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """The page of hours and closed days, of one year."""

    days: tuple[Day, ...] = ()
    year: str = ""
    offs: tuple[Off, ...] = ()
    said: str = ""
    first: str = ""
    last: str = ""
    why: str = ""
    problem: str = ""
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class Hours(Screen[State]):
    """Collects hours and closed days and saves them together; the last save can be taken back."""

    def __init__(self, front: FrontDesk, desk: HoursDesk) -> None:
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._profile = Profile(front, desk, run=self._run, show=self._show, changed=self.redraw)
        self._holidays: Sequence[Holiday] = ()
        self._year = 0
        self._typed: dict[str, tuple[str, str]] = {}
        self._problems: dict[str, str] = {}

    def opened(self) -> None:
        """As the office serves now."""
        self._year = self._year or self._front.today().year
        self._run(lambda: (self._desk.office(), self._desk.find_holidays()), self._known)

    # --- the week ---------------------------------------------------------------------------------------

    def open_at(self, key: str, typed: str) -> None:
        """When a weekday begins."""
        self._type(key, (typed, self._span(key)[1]))

    def close_at(self, key: str, typed: str) -> None:
        """When it ends."""
        self._type(key, (self._span(key)[0], typed))

    def toggle(self, key: str) -> None:
        """Open on this weekday, or not."""
        week = dict(self._profile.get("hours"))
        if int(key) in week:
            del week[int(key)]
        else:
            week[int(key)] = week.get(0, _USUAL)
        self._forget(key)
        self._profile.put("hours", week)
        self.redraw()

    def like_monday(self) -> None:
        """Tuesday to Thursday as Monday: the usual week in one press."""
        week = dict(self._profile.get("hours"))
        for day in _WORKING:
            self._forget(str(day))
            week.pop(day, None)
            if 0 in week:
                week[day] = week[0]
        self._profile.put("hours", dict(sorted(week.items())))
        self.redraw()

    # --- closed days --------------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """The year before or after."""
        self._year += by
        self.redraw()

    def type_first(self, typed: str) -> None:
        """The day, or the first of several."""
        self._set(replace(self.state, first=with_dashes(typed), problem=""))

    def type_last(self, typed: str) -> None:
        """The last of several; empty = one day."""
        self._set(replace(self.state, last=with_dashes(typed), problem=""))

    def type_why(self, typed: str) -> None:
        """What residents read beside the day."""
        self._set(replace(self.state, why=typed, problem=""))

    def add(self) -> None:
        """Tambah: these days too, once they are saved."""
        try:
            days = self._read_days()
        except Refused as error:
            self._set(replace(self.state, problem=say_error(self._words, error)))
            return
        why = tidy(self.state.why)
        reasons = {**self._profile.get("closed_why"), **dict.fromkeys(days, why)}
        self._profile.put("closed", tuple(sorted({*self._profile.get("closed"), *days})))
        self._profile.put("closed_why", dict(sorted(reasons.items())))
        self._year = int(days[0][:4])
        self._set(replace(self.state, first="", last="", why=""))
        self.redraw()

    def remove(self, key: str) -> None:
        """Open on that day after all, once it is saved."""
        self._profile.put("closed", tuple(day for day in self._profile.get("closed") if day != key))
        reasons = self._profile.get("closed_why").items()
        self._profile.put("closed_why", {day: why for day, why in reasons if day != key})
        self.redraw()

    # --- saving -------------------------------------------------------------------------------------------

    def next(self) -> None:
        """Simpan: hours and days together; a day still in the fields is added first."""
        if self.state.first.strip():
            self.add()
        if self.state.problem or self._problems:
            self._set(replace(self.state, news=self._words("hours.mend_first"), news_tone="first"))
        else:
            self._profile.save("hours.saved")

    def undo(self) -> None:
        """Urungkan: what the last press saved is as before."""
        self._profile.undo()

    def failed(self, error: KioskError) -> None:
        """What was refused, in words."""
        self._profile.refuse(error)

    def redraw(self) -> None:
        """Everything in words."""
        if self._profile.office is None:
            return
        offs = tuple(self._offs())
        own = sum(one.own for one in offs)
        self._set(
            replace(
                self.state,
                days=tuple(map(self._day, range(7))),
                year=str(self._year),
                offs=offs,
                said=self._words("hours.counted", count=len(offs) - own, own=own),
            )
        )

    # --- behind the buttons -------------------------------------------------------------------------------

    def _known(self, found: tuple[Office, Sequence[Holiday]]) -> None:
        office, self._holidays = found
        self._profile.start(office)
        self._typed.clear()
        self._problems.clear()
        self.redraw()

    def _span(self, key: str) -> tuple[str, str]:
        held: tuple[str, str] = self._profile.get("hours").get(int(key), ("", ""))
        return self._typed.get(key, (held[0].replace(":", "."), held[1].replace(":", ".")))

    def _type(self, key: str, span: tuple[str, str]) -> None:
        if span == self._span(key):
            return
        self._typed[key] = span
        try:
            opens, closes = (check_answer(_TIME, one, today=self._front.today()) for one in span)
            if opens >= closes:
                raise Refused("hours_turned")
        except Refused as error:
            self._problems[key] = say_error(self._words, error)
        else:
            self._forget(key)
            self._profile.put("hours", {**self._profile.get("hours"), int(key): (opens, closes)})
        self.redraw()

    def _forget(self, key: str) -> None:
        self._typed.pop(key, None)
        self._problems.pop(key, None)

    def _read_days(self) -> list[str]:
        today = self._front.today()
        first = date.fromisoformat(check_answer(_DATE, self.state.first, today=today))
        last = first
        if self.state.last.strip():
            last = date.fromisoformat(check_answer(_DATE, self.state.last, today=today))
        if not 0 <= (last - first).days < MOST_DAYS:
            raise Refused("closed_span", most=MOST_DAYS)
        if not tidy(self.state.why):
            raise Refused("closed_why_missing")
        return [(first + timedelta(at)).isoformat() for at in range((last - first).days + 1)]

    def _day(self, number: int) -> Day:
        key = str(number)
        opens, closes = self._span(key)
        name = WEEKDAYS[self._front.language()][number]
        is_open = number in self._profile.get("hours")
        return Day(key, name, opens, closes, is_open, self._problems.get(key, ""))

    def _offs(self) -> Iterator[Off]:
        """The days of the year in order; a holiday of the country on an own day stands beside it."""
        of_all = [(one.day.isoformat(), one) for one in self._holidays if one.day.year == self._year]
        own = [day for day in self._profile.get("closed") if day.startswith(f"{self._year}-")]
        language, words = self._front.language(), self._words
        held = self._profile.office.closed if self._profile.office else ()
        found = []
        for iso, one in of_all:
            glyph, tone = _KINDS[one.kind]
            kind = words(f"hours.kind_{one.kind}")
            said = f"{kind}, {words('hours.expected')}" if one.is_estimated else kind
            found.append(Off(iso, full_date_words(one.day, language), one.name, said, glyph, tone))
        for iso in own:
            glyph, tone = _KINDS["own"]
            found.append(
                Off(
                    f"own {iso}",
                    full_date_words(date.fromisoformat(iso), language),
                    self._profile.get("closed_why").get(iso, "") or words("hours.no_reason"),
                    words("hours.kind_own"),
                    glyph,
                    tone,
                    own=True,
                    fresh=iso not in held,
                )
            )
        yield from sorted(found, key=lambda one: one.key.removeprefix("own "))

    def _show(self, said: str, tone: str, action: str = "") -> None:
        self._set(replace(self.state, news=said, news_tone=tone, news_action=action))


_NAMES: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_SAMPLE: Final = State(
    days=tuple(
        Day(str(at), name, "07.30" if at < 5 else "", "16.00" if at < 5 else "", is_open=at < 5)
        for at, name in enumerate(_NAMES)
    ),
    year="2026",
    said="25 hari libur nasional dan cuti bersama, 1 hari hanya kantor ini",
    offs=(
        Off("2026-01-01", "Kamis, 1 Januari 2026", "Tahun Baru Masehi", "libur nasional", "calendar", "step"),
        Off(
            "2026-03-20",
            "Jumat, 20 Maret 2026",
            "Idulfitri 1447 Hijriah",
            "cuti bersama",
            "users-three",
            "done",
        ),
        Off(
            "own 2026-06-17",
            "Rabu, 17 Juni 2026",
            "Fogging seluruh gedung kantor",
            "hanya kantor ini",
            "house-line",
            "first",
            own=True,
            fresh=True,
        ),
        Off(
            "2027-03-10",
            "Rabu, 10 Maret 2027",
            "Idulfitri 1448 Hijriah",
            "libur nasional, perkiraan",
            "calendar",
            "step",
        ),
    ),
)
EXAMPLES = {
    "year": _SAMPLE,
    "problem": replace(
        _SAMPLE,
        days=tuple(
            replace(one, opens="17.00", problem="Jam buka harus sebelum jam tutup.")
            if one.key == "1"
            else one
            for one in _SAMPLE.days
        ),
        first="17-13-2026",
        problem="Tanggal tidak ada. Tulis hari, bulan, tahun, seperti 17-08-1958.",
    ),
    "saved": replace(
        _SAMPLE,
        news="Jam layanan dan hari tutup disimpan. Janji waktu dan agenda langsung mengikutinya.",
        news_tone="done",
        news_action="Urungkan",
    ),
}
