"""The lists of `resources/reference` as values: areas, code lists, papers, holidays; it decides nothing."""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from holidays import country_holidays

from kiosk import tables
from kiosk.domain.errors import Refused
from kiosk.domain.place import Areas, Gazetteer, Kelurahan
from kiosk.domain.resident import person_parts, subject_field
from kiosk.domain.service import Choice, Field, Paper
from kiosk.domain.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kiosk.tables import Table

RECKONED_YEARS: Final = 5
"""How far beyond the last decree holidays are reckoned from the calendars."""
_SCANS: Final = ("text", "picture")
_LISTS: Final = ("lists.csv", "countries.csv")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day without service everywhere; an estimated one is not decreed yet."""

    day: date
    kind: str  # "holiday" or "joint_leave"; "own" where this office alone is shut
    name: str
    is_estimated: bool


@dataclass(frozen=True)
class Reference:
    """The reference folder; each list is read when it is first asked for and then kept."""

    folder: Path

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The 107 kelurahan of the city."""
        return Gazetteer(
            tuple(
                Kelurahan(row["code"], row["kelurahan"], row["kecamatan"])
                for row in self._rows("palembang.csv")
            )
        )

    @cached_property
    def areas(self) -> Areas:
        """Every kecamatan code of Indonesia, today's and the retired ones."""
        current = (
            row["code"] + district for row in self._rows("areas.csv") for district in row["kecamatan"].split()
        )
        return Areas(frozenset(current), frozenset(row["code"] for row in self._rows("areas_retired.csv")))

    @cached_property
    def area_names(self) -> Mapping[str, str]:
        """Name of each province (two digits) and of each kabupaten and kota (four digits)."""
        return MappingProxyType({row["code"]: row["name"] for row in self._rows("areas.csv")})

    @cached_property
    def lists(self) -> Mapping[str, tuple[Choice, ...]]:
        """The code lists by name, each in the order of its register."""
        found: dict[str, list[Choice]] = {}
        for row in self._list_rows():
            value = row["value"]
            label = {"id": value[0].upper() + value[1:], "en": row["en"] or value}
            found.setdefault(row["list"], []).append(Choice(value, label, value, code=row["code"]))
        return MappingProxyType({name: tuple(choices) for name, choices in found.items()})

    @cached_property
    def subject(self) -> Field:
        """The group `pemohon` of every service."""
        return subject_field(self.lists)

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], tuple[Field, ...]]:
        return {}

    def person_parts(self, names: tuple[str, ...]) -> tuple[Field, ...]:
        """The parts of a person with their choices, made once for all services; Refused("unknown_part")."""
        if names not in self._parts:
            self._parts[names] = person_parts(names, self.lists)
        return self._parts[names]

    @cached_property
    def _spellings(self) -> Mapping[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for row in self._list_rows():
            for spelling in filter(None, (row["code"], row["value"], *row["also"].split("|"))):
                found.setdefault((row["list"], _plain(spelling)), row["value"])
        return MappingProxyType(found)

    def find_value(self, name: str, text: str) -> str | None:
        """The value of a code list that `text` means: its code, its words, or another known spelling."""
        return self._spellings.get((name, _plain(text)))

    @cached_property
    def papers(self) -> Mapping[str, Paper]:
        """The papers a service may ask for, by code."""
        top = tables.read(self.folder / "papers.toml")
        found: dict[str, Paper] = {}
        for code in top.values:
            table = top.get_table(code)
            table.close(("label", "icon", "scan"))
            scan = table.get_one_of("scan", _SCANS)
            found[code] = Paper(code, table.get_label("label"), table.get_text("icon"), scan)
        return MappingProxyType(found)

    @cached_property
    def icons(self) -> frozenset[str]:
        """The names of the icons this program brings (`resources/icons.txt`)."""
        file = self.folder.parent / "icons.txt"
        try:
            return frozenset(file.read_text(encoding="utf-8").split())
        except OSError as error:
            raise Refused("data_unreadable", file=file.name, problem=type(error).__name__) from error

    def check_icon(self, table: Table, key: str, name: str) -> None:
        """Refuse an icon the program has not, naming those that are spelt like it."""
        if name and name not in self.icons:
            near = difflib.get_close_matches(name, self.icons, n=5, cutoff=0.4)
            table.refuse("service_icon", key, name=name, near=", ".join(near) or "file-text")

    @cached_property
    def example(self) -> Mapping[str, Any]:
        """The invented holder (`pemohon`) and introduction (`pengantar`) of every example."""
        return tables.read(self.folder / "example.toml").values

    @cached_property
    def holidays(self) -> tuple[Holiday, ...]:
        """National holidays and joint leave, by day: as decreed, and for later years as they are reckoned.

        A device that is not updated for years would else promise its service on Eid.
        """
        decreed = tuple(
            Holiday(date.fromisoformat(row["date"]), row["kind"], row["name"], row["estimated"] == "yes")
            for row in self._rows("holidays.csv")
        )
        last = max((one.day.year for one in decreed), default=0)
        years = range(last + 1, last + 1 + RECKONED_YEARS) if last else ()
        reckoned = country_holidays("ID", years=years, categories=("public", "government"), language="id")
        more = (Holiday(day, "holiday", name, is_estimated=True) for day, name in reckoned.items())
        return (*decreed, *sorted(more, key=lambda one: one.day))

    @property
    def closed_days(self) -> frozenset[date]:
        """The days on which no office of the country serves."""
        return frozenset(holiday.day for holiday in self.holidays)

    def _list_rows(self) -> Iterator[Mapping[str, str]]:
        return (row for file in _LISTS for row in self._rows(file))

    def _rows(self, file: str) -> Iterator[Mapping[str, str]]:
        try:
            lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise Refused("data_unreadable", file=file, problem=type(error).__name__) from error
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def _plain(text: str) -> str:
    """Spelling without case and spaces: exports write "DIPLOMA IV/ STRATA I" and "Diploma IV/Strata I"."""
    return "".join(tidy(text).casefold().split())


def load(folder: Path) -> Reference:
    """The lists of a folder such as `resources/reference`; files are opened when first needed."""
    return Reference(folder)
