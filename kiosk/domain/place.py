"""Where people live and offices are: kelurahan and area codes, as values; it reads no file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kiosk.domain.errors import Refused
from kiosk.domain.words import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

CITY: Final = "Kota Palembang"

_NEIGHBOURHOOD: Final = ("rt", "rw")
_RT_RW: Final = re.compile(r"[0-9]{1,3}")
_POSTCODE: Final = re.compile(r"[1-9][0-9]{4}")


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """One of the 107: its Kemendagri code, and the everyday names as on the office sign."""

    code: str  # dotted, 16.71.08.1006
    name: str
    kecamatan: str

    @property
    def digits(self) -> str:
        """The ten digits of the ledger and the seal: "1671081006"."""
        return self.code.replace(".", "")


def dotted(digits: str) -> str:
    """The ten digits of a kelurahan as the Ministry writes its code: "16.71.08.1006"."""
    return ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))


@dataclass(frozen=True)
class Gazetteer:
    """The kelurahan of the city, in the order of their codes."""

    kelurahan: tuple[Kelurahan, ...]

    @cached_property
    def _by_digits(self) -> Mapping[str, Kelurahan]:
        return {one.digits: one for one in self.kelurahan}

    def find(self, code: str) -> Kelurahan | None:
        """The kelurahan of a code with or without dots."""
        return self._by_digits.get(code.replace(".", ""))

    def get(self, code: str) -> Kelurahan:
        """As `find`, or Refused("unknown_kelurahan")."""
        found = self.find(code)
        if found is None:
            raise Refused("unknown_kelurahan", code=code)
        return found

    def name_of(self, code: str) -> str:
        """The kelurahan of a code in words; the code itself where it is none of the city's."""
        found = self.find(code)
        return found.name if found else code


@dataclass(frozen=True, slots=True)
class Areas:
    """Area codes of Indonesia that a NIK may begin with, six digits each; they only ever lead to a remark."""

    current: frozenset[str]
    retired: frozenset[str] = field(default_factory=frozenset)

    def is_current(self, code: str) -> bool:
        """Whether a kecamatan has this code today."""
        return code in self.current

    def is_retired(self, code: str) -> bool:
        """Whether a kecamatan had this code and none has it now."""
        return code in self.retired and code not in self.current


def tidy_place(place: Mapping[str, str]) -> dict[str, str]:
    """RT and RW as three digits, as on a KTP; Refused: `bad_rt_rw`, `bad_postcode`."""
    tidied = dict(place)
    for key in _NEIGHBOURHOOD:
        if key in place:
            if not _RT_RW.fullmatch(place[key]):
                raise Refused("bad_rt_rw", part=key.upper())
            tidied[key] = place[key].zfill(3)
    if "kode_pos" in place and not _POSTCODE.fullmatch(place["kode_pos"]):
        raise Refused("bad_postcode")
    return tidied


def street_block(place: Mapping[str, str]) -> str:
    """An address in one line, from the street to the postcode; absent parts are skipped."""
    parts = [tidy(" ".join(filter(None, (place.get("alamat", ""), _neighbourhood(place)))))]
    for key, title in (
        ("kelurahan", "Kelurahan "),
        ("kecamatan", "Kecamatan "),
        ("kota", ""),
        ("provinsi", ""),
    ):
        if place.get(key):
            parts.append(f"{title}{place[key]}")
    return ", ".join(filter(None, parts)) + (f" {place['kode_pos']}" if place.get("kode_pos") else "")


def _neighbourhood(place: Mapping[str, str]) -> str:
    return " ".join(f"{key.upper()} {place[key]}" for key in _NEIGHBOURHOOD if place.get(key))
