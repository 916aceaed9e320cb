"""Owns the reading of certificates the center made or verified itself, each once; it verifies none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kiosk.domain import cose
from kiosk.domain.certificate import Certificate, parse_certificate


def read_certificates(raws: Sequence[bytes]) -> tuple[Certificate, ...]:
    """What these bytes say; a city's are read again whenever the center learns of one more."""
    return tuple(map(_read, raws))


@lru_cache(maxsize=8192)
def _read(raw: bytes) -> Certificate:
    return parse_certificate(cose.parse(raw).payload)
