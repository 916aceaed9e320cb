"""What many residents write alike beside a question's chips, and an office's own chips; it asks nobody."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.answers import check_answer
from kiosk.domain.errors import Refused
from kiosk.domain.service import Choice, Field, Kind, Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

FEWEST: Final = 10
"""So many different people write an answer before anybody is shown it: fewer could be one family."""

_WRITTEN: Final = frozenset({Kind.TEXT, Kind.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that `people` different NIK wrote, as most of them spell it; no one of them is named.

    `key` is the question (`kehilangan.barang.nama`), a colon, and what the spellings have in common.
    """

    key: str
    text: str
    people: int


def normal(text: str) -> str:
    """What two spellings of one answer have in common: small letters and digits, single spaces."""
    return " ".join("".join(one if one.isalnum() else " " for one in text.casefold()).split())


def get_question(key: str) -> str:
    """Service and path of the question a key is of."""
    return key.partition(":")[0]


def get_form(key: str) -> str:
    """What the spellings of the answer a key is of have in common."""
    return key.partition(":")[2]


def find_chipped(service: Service) -> dict[str, Field]:
    """The questions of a service that offer chips and take own words, by path; a row's part is `list.part`.

    Parts of a person or a place are not among them: what stands there says who somebody is.
    """
    found: dict[str, Field] = {}
    for field in service.fields:
        parts = field.parts if field.kind is Kind.LIST else ()
        paths = {field.name: field, **{f"{field.name}.{part.name}": part for part in parts}}
        found |= {path: one for path, one in paths.items() if one.chips and one.kind in _WRITTEN}
    return found


class Tally:
    """Who wrote what beside the chips, permohonan after permohonan; only `proposals` leaves it."""

    def __init__(self, services: Iterable[Service]) -> None:
        self._chips = {
            (service.id, path): _forms(field)
            for service in services
            for path, field in find_chipped(service).items()
        }
        self._paths: dict[str, list[str]] = defaultdict(list)
        for service_id, path in self._chips:
            self._paths[service_id].append(path)
        self._people: dict[str, set[str]] = defaultdict(set)
        self._spellings: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, service: str, nik: str, answers: Mapping[str, Any]) -> None:
        """Count what one permohonan answers; one without a NIK counts for nobody."""
        if not nik:
            return
        for path in self._paths.get(service, ()):
            for text in _texts(answers, path):
                form = normal(text)
                if form and form not in self._chips[service, path]:
                    key = f"{service}.{path}:{form}"
                    self._people[key].add(nik)
                    self._spellings[key][text] += 1

    def proposals(self) -> tuple[Proposal, ...]:
        """What enough people wrote, most people first."""
        found = [
            Proposal(key, _usual(self._spellings[key]), len(people))
            for key, people in self._people.items()
            if len(people) >= FEWEST
        ]
        return tuple(sorted(found, key=lambda one: (-one.people, one.key)))


def check_chip(field: Field, text: str, *, today: date) -> str:
    """The words of a chip as they are stored. Refused("chip_empty"), and as `check_answer`."""
    words: str = check_answer(field, text, today=today)
    if not normal(words):
        raise Refused("chip_empty")
    return words


def with_chips(service: Service, chips: Mapping[str, str]) -> Service:
    """The service with an office's own chips (`Proposal.key` to words) after those of its file.

    Left out are one the file has meanwhile, one a newer version has no room for, one of a question it no
    longer asks.
    """
    own: dict[str, list[str]] = defaultdict(list)
    for key, words in chips.items():
        id_, _, path = get_question(key).partition(".")
        if id_ == service.id:
            own[path].append(words)
    wanted = {path: own[path] for path in find_chipped(service) if path in own}
    if not wanted:
        return service
    extended = {field.name: _extend(field, field.name, wanted) for field in service.fields}
    keperluan = extended["keperluan"].chips if "keperluan" in wanted else service.keperluan
    return replace(service, ask=tuple(extended[field.name] for field in service.ask), keperluan=keperluan)


def _extend(field: Field, path: str, wanted: Mapping[str, list[str]]) -> Field:
    parts = tuple(_extend(part, f"{path}.{part.name}", wanted) for part in field.parts)
    known, more = _forms(field), []
    for words in wanted.get(path, ()):
        if normal(words) not in known and (field.max is None or len(words) <= field.max):
            known |= {normal(words)}
            shown = words[:1].upper() + words[1:]  # as those of a file; the answer stands amid a sentence
            more.append(Choice(words, {"id": shown, "en": shown}, printed=words))
    return replace(field, parts=parts, chips=(*field.chips, *more)) if more or parts else field


def _forms(field: Field) -> frozenset[str]:
    """The chips of a question in every language, without case and marks."""
    return frozenset(normal(text) for chip in field.chips for text in (chip.value, *chip.label.values()))


def _texts(answers: Mapping[str, Any], path: str) -> Iterator[str]:
    root, _, part = path.partition(".")
    value = answers.get(root, "")
    for one in [row.get(part, "") for row in value] if part else [value]:
        yield str(one)


def _usual(spellings: Counter[str]) -> str:
    """The spelling most permohonan have; of two alike the first by letter, so that it does not jump."""
    return min(spellings, key=lambda text: (-spellings[text], text))
