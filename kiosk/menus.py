"""The home page's tiles and the information pages behind them, read from `resources/menus`; it draws nothing.

A page is written out in its file, or made from what the office has anyway: its catalogue, its profile, the
holidays. A tile or page whose `status` is "draft" waits for words of the city and is shown to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from kiosk import bulletin, tables
from kiosk.domain.errors import Refused
from kiosk.domain.service import LANGUAGES, Outcome
from kiosk.domain.words import WEEKDAYS, full_date_words, money_text
from kiosk.reference import Holiday

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kiosk.bulletin import Happening, Price
    from kiosk.domain.office import Office
    from kiosk.domain.service import Paper, Service
    from kiosk.tables import Table

KINDS: Final = ("text", "services", "office", "holidays", "prices")
_GROUPS: Final = ("surat", "check", "tell", "info")
_TILE: Final = ("key", "order", "group", "glyph", "tint", "title", "hint", "page", "args", "status")
_UNITS: Final = {"m": "minutes", "d": "days", "h": "hours"}
_ONE_CARD: Final = 6
_OWN: Final = "own"
_MARKS: Final = {"joint_leave": "joint_leave", _OWN: "only_here"}
_WARNED_DAYS: Final = 3
_HIDDEN_DAYS: Final = 14
_AHEAD: Final = 12
"""So many holidays are listed: a year of them would be a table nobody reads at a kiosk."""


@dataclass(frozen=True, slots=True)
class Line:
    """What something is and what is to be known of it, in every language; `note` in its `tone` beside it."""

    label: Mapping[str, str]
    said: Mapping[str, str]
    glyph: str = ""
    note: Mapping[str, str] = field(default_factory=dict)
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading; `key` names what they are about, such as a service's id."""

    key: str
    title: Mapping[str, str]
    lines: tuple[Line, ...]
    glyph: str = ""


@dataclass(frozen=True, slots=True)
class InfoPage:
    """One information page; a page of another kind than "text" has words instead of sections until filled."""

    key: str
    kind: str
    title: Mapping[str, str]
    intro: Mapping[str, str]
    as_of: str  # the month or day its facts were taken; empty where they are the office's own
    sections: tuple[Section, ...]
    words: Mapping[str, Mapping[str, str]]
    is_draft: bool = False
    warning: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pages that are not written out are made from."""

    services: tuple[Service, ...]
    papers: Mapping[str, Paper]
    office: Office
    holidays: tuple[Holiday, ...]
    prices: tuple[Price, ...] = ()
    agenda: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True)
class Menus:
    """The tiles in their order, as plain tables, and the pages by key; drafts are in neither."""

    tiles: tuple[Mapping[str, Any], ...]
    pages: Mapping[str, InfoPage]

    def fill(self, key: str, facts: Facts, *, today: date) -> InfoPage | None:
        """The page with its sections as they are today; None if there is no such page or nothing on it."""
        page = self.pages.get(key)
        if page is None:
            return None
        made = {
            "text": lambda: page.sections,
            "services": lambda: tuple(_of_services(page, facts)),
            "office": lambda: tuple(_of_office(page, facts.office)),
            "holidays": lambda: tuple(_of_holidays(page, facts, today)),
            "prices": lambda: tuple(_of_prices(page, facts.prices, today)),
        }[page.kind]()
        if not made:
            return None
        return replace(
            page, sections=made, **(_age(page, facts.prices, today) if page.kind == "prices" else {})
        )


def check_page(raw: bytes, file: str) -> str:
    """Whether these bytes can be published as a page to read; its key.

    A `.toml` file is a page of the kind "text" (`resources/menus/pages`), else a table (`kiosk.bulletin`).
    Raises Refused as `tables.read` and `kiosk.bulletin`, or `page_not_text`.
    """
    if not file.lower().endswith(".toml"):
        key = bulletin.find_key(raw, file)
        bulletin.READERS[key](raw, file)
        return key
    page = read_page(tables.parse(raw, file))
    if page.kind != "text":
        raise Refused("page_not_text", file=file)
    return page.key


def load(folder: Path) -> Menus:
    """The tiles and pages of a folder such as `resources/menus`; Refused as `tables.read`."""
    top = tables.read(folder / "menus.toml")
    top.close(("menu",))
    tiles = [_tile(table) for table in top.get_tables("menu")]
    pages = [read_page(tables.read(path)) for path in sorted((folder / "pages").glob("*.toml"))]
    shown = {page.key: page for page in pages if not page.is_draft}
    return Menus(
        tuple(sorted((tile for tile in tiles if tile["status"] == "ready"), key=lambda tile: tile["order"])),
        MappingProxyType(shown),
    )


def _tile(table: Table) -> Mapping[str, Any]:
    table.close(_TILE)
    table.get_one_of("group", _GROUPS)
    for key in ("title", "hint"):
        table.get_label(key)
    for key in ("key", "glyph", "tint", "page"):
        table.get_text(key)
    table.get_number("order")
    return {**table.values, "status": table.get_one_of("status", ("ready", "draft"), "ready")}


def read_page(top: Table) -> InfoPage:
    """A page from the top table of its file; Refused as `tables.read`."""
    top.close(("key", "kind", "status", "title", "intro", "as_of", "section", "words"))
    kind = top.get_one_of("kind", KINDS)
    if top.file != f"{top.get_text('key')}.toml":
        top.refuse("toml_shape", "key", like=f'"{top.file.removesuffix(".toml")}"')
    if kind != "text" and "words" not in top.values:
        top.refuse("toml_missing", "words")
    words = top.get_table("words") if kind != "text" else None
    return InfoPage(
        key=top.get_text("key"),
        kind=kind,
        title=top.get_label("title"),
        intro=top.get_label("intro"),
        as_of=top.get_text("as_of"),
        sections=tuple(map(_section, top.get_tables("section"))),
        words={name: words.get_label(name) for name in words.values} if words else {},
        is_draft=top.get_one_of("status", ("ready", "draft"), "ready") == "draft",
    )


def _section(table: Table) -> Section:
    table.close(("title", "glyph", "lines"))
    title = table.get_label("title")
    lines = tuple(map(_line, table.get_tables("lines")))
    return Section(title["id"], title, lines, table.get_text("glyph", ""))


def _line(table: Table) -> Line:
    table.close(("label", "said", "glyph"))
    return Line(table.get_label("label"), table.get_label("said"), table.get_text("glyph", ""))


# --- pages made from what the office has ------------------------------------------------------------------


def _of_services(page: InfoPage, facts: Facts) -> Iterator[Section]:
    """The six parts of a service standard that residents see, per service (letters.md 7.5)."""
    words = page.words
    for service in sorted(facts.services, key=lambda one: one.label["id"]):
        way = "kiosk" if service.self_service else "desk"
        lines = (
            Line(words["papers"], _papers(service, facts.papers, words), "files"),
            Line(words["time"], _fill(words[_UNITS[service.sla[-1]]], n=service.sla[:-1]), "clock"),
            Line(words["cost"], words["free"], "coins"),
            Line(words["result"], _result(service, words), "scroll"),
            Line(words["how"], words[way], "hand-pointing"),
            Line(words["complaints"], words["complain"], "megaphone"),
        )
        yield Section(service.id, service.label, lines, service.icon)


def _papers(service: Service, papers: Mapping[str, Paper], words: Mapping[str, Any]) -> Mapping[str, str]:
    if not service.bring:
        return dict(words["no_papers"])
    return {
        lang: "; ".join(
            f" {words['or'][lang]} ".join(papers[code].label[lang] for code in alternatives)
            for alternatives in service.bring
        )
        for lang in LANGUAGES
    }


def _result(service: Service, words: Mapping[str, Any]) -> Mapping[str, str]:
    if service.outcome is Outcome.REPLY:
        return dict(words["reply"])
    kind = "valid" if service.valid_days else "surat"
    return _fill(words[kind], title=service.title, n=service.valid_days)


def _of_office(page: InfoPage, office: Office) -> Iterator[Section]:
    """Where, when and who; of the people their names and posts only."""
    words = page.words
    given = (
        ("name", office.kelurahan, "building"),
        ("kecamatan", office.kecamatan, "map-trifold"),
        ("address", office.address, "map-pin"),
        ("phone", office.phone, "phone"),
        ("email", office.email, "envelope"),
    )
    yield Section(
        "place",
        words["place"],
        tuple(Line(words[key], _same(value), glyph) for key, value, glyph in given if value),
    )
    if office.hours:
        days = (_hours(day, office, words["closed"]) for day in range(7))
        yield Section("hours", words["hours"], tuple(days))
    if office.staff:
        people = (Line(_same(one.post), _same(one.name), "user") for one in office.staff)
        yield Section("people", words["people"], tuple(people))


def _hours(day: int, office: Office, closed: Mapping[str, str]) -> Line:
    hours = office.hours.get(day)
    said = _same(f"{hours[0]}–{hours[1]}".replace(":", ".")) if hours else closed
    return Line({lang: WEEKDAYS[lang][day] for lang in LANGUAGES}, said, "clock")


def _of_holidays(page: InfoPage, facts: Facts, today: date) -> Iterator[Section]:
    """What the city has planned, then the next days without service, from today on."""
    planned = [one for one in facts.agenda if one.day >= today][:_AHEAD]
    if planned:
        yield Section("city", page.words["city"], tuple(map(_happening, planned)))
    shut = {one.day: _holiday(one, page.words) for one in _of_own(facts.office)}
    shut |= {one.day: _holiday(one, page.words) for one in facts.holidays}
    lines = tuple(shut[day] for day in sorted(shut) if day >= today)[:_AHEAD]
    empty = (Line(page.words["soon"], page.words["none"]),)
    yield Section("soon", page.words["soon"], lines or empty)


def _of_own(office: Office) -> Iterator[Holiday]:
    """The days this office alone is shut; a holiday of the country on the same day says more."""
    for day in office.closed:
        yield Holiday(date.fromisoformat(day), _OWN, office.closed_why.get(day, ""), is_estimated=False)


def _happening(one: Happening) -> Line:
    said = f"{one.title}, {one.place}" if one.place else one.title
    return Line({lang: full_date_words(one.day, lang) for lang in LANGUAGES}, _same(said), "megaphone")


def _of_prices(page: InfoPage, prices: Iterable[Price], today: date) -> Iterator[Section]:
    """In two cards where one would be long; a list that is too old tells nothing."""
    lines = tuple(_price(one, page.words) for one in prices if (today - one.day).days <= _HIDDEN_DAYS)
    half = -(-len(lines) // 2) if len(lines) > _ONE_CARD else len(lines)
    for key, part in (("first", lines[:half]), ("second", lines[half:])):
        if part:
            yield Section(key, _same(""), part)


def _price(one: Price, words: Mapping[str, Any]) -> Line:
    change = one.rupiah - one.before if one.before else 0
    move = "up" if change > 0 else "down" if change < 0 else "same"
    note = _fill(words[move], by=money_text(abs(change))) if one.before else {}
    glyph = {"up": "trend-up", "down": "trend-down", "same": "equals"}[move] if one.before else ""
    tone = {"up": "back", "down": "done", "same": "step"}[move]
    label = _fill(words["unit"], name=one.name, unit=one.unit)
    return Line(label, _same(money_text(one.rupiah)), glyph, note, tone)


def _age(page: InfoPage, prices: Iterable[Price], today: date) -> dict[str, Any]:
    """The day of the newest price, and a warning where that is some days ago."""
    newest = max(one.day for one in prices)
    days = (today - newest).days
    warning = _fill(page.words["old"], n=days) if days > _WARNED_DAYS else {}
    return {"as_of": newest.isoformat(), "warning": warning}


def _holiday(one: Holiday, words: Mapping[str, Any]) -> Line:
    marks = [words[_MARKS[one.kind]]] if one.kind in _MARKS else []
    marks += [words["estimated"]] if one.is_estimated else []
    names = _same(one.name) if one.name else words["shut"]
    said = {lang: "; ".join((names[lang], *(mark[lang] for mark in marks))) for lang in LANGUAGES}
    return Line({lang: full_date_words(one.day, lang) for lang in LANGUAGES}, said, "calendar")


def _same(text: str) -> Mapping[str, str]:
    """Names, numbers and addresses are the same in every language."""
    return dict.fromkeys(LANGUAGES, text)


def _fill(words: Mapping[str, str], **values: object) -> Mapping[str, str]:
    return {lang: text.format(**values) for lang, text in words.items()}
