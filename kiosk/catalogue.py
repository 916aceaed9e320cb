"""`resources/catalogue/*.toml` to the services an office offers; it draws no form, judges no permohonan.

Reading 200 files strictly costs a third of a second. At release each is tried, and what passed is kept parsed
in one file beside the folder, by the SHA-256 of its bytes: a start reads that, and a changed file strictly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kiosk import reference, servicefile, tables
from kiosk.domain.errors import Refused
from kiosk.domain.service import Service
from kiosk.servicefile import CATEGORIES, plain_body
from kiosk.tables import Table

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.reference import Reference

__all__ = ["Catalogue", "Shelf", "load", "read_service", "write_tried"]

TRIED: Final = "catalogue.json"
"""Name of the file of what passed at release, beside the folder."""


@dataclass(frozen=True)
class Catalogue:
    """Every service and version of a folder, by id and then version."""

    services: tuple[Service, ...]

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, int], Service]:
        return MappingProxyType({(one.id, one.version): one for one in self.services})

    @cached_property
    def _newest(self) -> Mapping[str, Service]:
        """The newest version that is ready; a draft of the next one takes nothing away."""
        drafts = {one.id: one for one in self.services}
        return MappingProxyType({**drafts, **{one.id: one for one in self.services if one.is_ready}})

    def adding(self, more: Iterable[Service]) -> Catalogue:
        """This catalogue with further services; what is here under an (id, version) stays as it is."""
        known = {**{(one.id, one.version): one for one in more}, **self._by_key}
        return Catalogue(tuple(known[key] for key in sorted(known)))

    def find(self, id_: str, version: int | None = None) -> Service | None:
        """The service of this id and version; without one, its newest that is ready, else its draft."""
        return self._newest.get(id_) if version is None else self._by_key.get((id_, version))

    def get(self, id_: str, version: int | None = None) -> Service:
        """As `find`, or Refused("unknown_service"), ("service_version_missing") where a version was named."""
        found = self.find(id_, version)
        if found is None:
            code = "unknown_service" if version is None else "service_version_missing"
            raise Refused(code, service=id_, version=version or 0)
        return found

    def name_fact(self, id_: str, label: str, language: str) -> str:
        """What a seal calls a fact, in another language; as sealed where no version here calls one so.

        A seal holds the Indonesian label only (seal.md 2.1), of whichever version it was signed under.
        """
        facts = (fact for one in reversed(self.services) if one.id == id_ for fact in one.facts)
        found = next((fact for fact in facts if fact.label["id"] == label), None)
        return found.label[language] if found else label

    def ready(self) -> tuple[Service, ...]:
        """What may be offered: the newest version of each service that is not a draft."""
        return tuple(one for one in self._newest.values() if one.is_ready)

    def by_category(self) -> Mapping[str, tuple[Service, ...]]:
        """The ready services by category, in the order of `CATEGORIES`; a category without one is absent."""
        found = {name: tuple(one for one in self.ready() if one.category == name) for name in CATEGORIES}
        return {name: services for name, services in found.items() if services}


class Shelf:
    """Services one after the other, each held against those before it.

    `beside` are those the program ships: their words are taken, but a file may stand in for one of them.
    """

    def __init__(self, beside: Iterable[Service] = ()) -> None:
        self._services: dict[tuple[str, int], Service] = {}
        self._bodies = {plain_body(one): one.id for one in beside}

    def add(self, top: Table, service: Service) -> None:
        """Take one in. Refused where its (id, version) or its words are already there, with the place in its
        file: every surat certifies something of its own.
        """
        if (service.id, service.version) in self._services:
            top.refuse("service_twice", "version", id=service.id, version=service.version)
        plain = plain_body(service)
        other = self._bodies.setdefault(plain, service.id) if plain else service.id
        if other != service.id:
            top.get_table("surat").refuse("service_body", "body", other=other)
        self._services[service.id, service.version] = service

    def catalogue(self) -> Catalogue:
        """All of them, by id and version."""
        return Catalogue(tuple(one for _, one in sorted(self._services.items())))


def load(folder: Path, *, lists: Reference | None = None, tried: Path | None = None) -> Catalogue:
    """Every service file of a folder such as `resources/catalogue`; `lists` default to the folder beside it.

    `tried` is what `write_tried` made; without it every file is read strictly. Refused with a code `toml_...`
    or `service_...`, always with `file`, `table`, `line` and `key`.
    """
    known = lists or reference.load(folder.parent / "reference")
    passed = _read_tried(tried) if tried else {}
    shelf = Shelf()
    for path in sorted(folder.glob("*.toml")):
        raw = tables.read_bytes(path)
        values = passed.get(hashlib.sha256(raw).hexdigest())
        top = tables.parse(raw, path.name) if values is None else Table(path.name, raw.decode(), values)
        shelf.add(top, servicefile.read(top, known, is_tried=values is not None))
    return shelf.catalogue()


def read_service(raw: bytes, file: str, *, lists: Reference) -> Service:
    """One service from its file's bytes, as a document brings it; Refused as `load`."""
    return servicefile.read(tables.parse(raw, file), lists)


def write_tried(folder: Path, to: Path, *, lists: Reference) -> int:
    """Try every file of a folder and keep what passed, parsed, in `to`: how many. Refused as `load`."""
    passed: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        raw = tables.read_bytes(path)
        top = tables.parse(raw, path.name)
        service = servicefile.read(top, lists)
        passed[hashlib.sha256(raw).hexdigest()] = {**top.values, "example": dict(service.example)}
    fresh = to.with_name(f"{to.name}.new")
    fresh.write_bytes(msgspec.json.encode(passed))
    fresh.replace(to)
    return len(passed)


def _read_tried(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """Nothing where there is no such file, or one that was cut off: the files themselves are then read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, Any]])
    except (OSError, msgspec.DecodeError):
        return {}
