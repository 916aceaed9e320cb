"""The printed words of one surat's answers, by the names of its catalogue file; it lays out nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from kiosk.domain.office import Office
from kiosk.domain.printed import placeholders, printed
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import Enclosure, Field, Kind, Service
from kiosk.domain.wording import PLACE
from kiosk.domain.words import capital_name, date_words, tidy_paragraph

Say = Callable[..., str]
"""Words by key, as kiosk.texts gives them; always the Indonesian ones: a surat has one language."""

DOTS: Final = "…………"
"""What a draft shows for an answer that is still open."""

_GAPS: Final = re.compile(r" +([,.;:)])")


class Words:
    """The printed words of one surat's answers, by the names of its catalogue file."""

    def __init__(
        self, service: Service, data: Mapping[str, Any], office: Office, say: Say, *, draft: bool
    ) -> None:
        self.service = service
        self.office = office
        self.data = data
        self.fields: Mapping[str, Any] = data["fields"]
        self.say = say
        until = data.get("until", "")
        self.until = date_words(date.fromisoformat(until)) if until else ""
        day = data.get("date", "")
        self.date = date_words(date.fromisoformat(day)) if day else DOTS
        self._open = DOTS if draft else ""
        pengantar = _pengantar(self.fields)
        given = {
            **{f"pengantar.{part}": text for part, text in pengantar.items()},
            "kelurahan": office.kelurahan,
            "kecamatan": office.kecamatan,
            "kota": office.city,
            "nomor": "" if draft else data["number"],
            "tanggal": self.date,
            "berlaku_sampai": self.until,
        }
        self._found = given | placeholders(service, self.fields)  # an answer wins: "tanggal" may be asked

    def word(self, name: str) -> str:
        """What stands for `{name}` or `{group.part}` in running text."""
        root, _, part = name.partition(".")
        if name == SUBJECT:
            return capital_name(self.fields[SUBJECT].get("nama", "")) or self._open
        if root == SUBJECT:
            inner = self.service.subject.find_part(part)
            value = self.fields[root].get(part, "")
            return printed(inner, value) if inner and value else value
        return self._found.get(name, "") or self._open

    def is_given(self, name: str) -> bool:
        """Whether there is an answer, or a fact of the office, behind `{name}`."""
        return self.word(name) not in {"", DOTS}

    def fill(self, text: str) -> str:
        """`text` with its places filled, tidied, the gaps of absent answers closed."""
        filled = PLACE.sub(lambda match: self.word(match[1]), text)
        return _GAPS.sub(r"\1", tidy_paragraph(filled))

    @property
    def persons(self) -> dict[str, Field]:
        """The people there are answers about, the holder first."""
        asked = {field.name: field for field in self.service.ask if field.kind is Kind.PERSON}
        return {
            name: field
            for name, field in ({SUBJECT: self.service.subject} | asked).items()
            if self.fields.get(name)
        }

    @property
    def lists(self) -> dict[str, Field]:
        """The lists that have rows."""
        asked = {field.name: field for field in self.service.ask if field.kind is Kind.LIST}
        return {name: field for name, field in asked.items() if self.fields.get(name)}

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """The forms that go with this surat."""
        every = self.service.surat.attachments if self.service.surat else ()
        return tuple(
            one for one in every if all(self.fields.get(name) == it for name, it in one.when.items())
        )

    @property
    def pengantar(self) -> dict[str, str]:
        """The parts of the pengantar in words; empty where the office has that step off or it was waived."""
        return _pengantar(self.fields)

    @property
    def place_date(self) -> str:
        """The line above a signature: "Palembang, 3 Februari 2026"."""
        return self.say("surat.place_date", place=_city_name(self.office), date=self.date)


def _pengantar(fields: Mapping[str, Any]) -> dict[str, str]:
    """The parts of the pengantar in words; empty where the office has that step off or it was waived."""
    given: Mapping[str, str] = fields.get("pengantar", {})
    day = given.get("tanggal", "")
    words = {"tanggal": date_words(date.fromisoformat(day))} if day else {}
    return {part: given[part] for part in ("rt", "rw", "nomor") if given.get(part)} | words


def _city_name(office: Office) -> str:
    """The place in "Palembang, 3 Februari 2026": the city's name without what kind of city it is."""
    return office.city.removeprefix("Kota ").removeprefix("Kabupaten ")
