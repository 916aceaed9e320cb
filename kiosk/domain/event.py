"""Owns the bytes of an Event: canonical JSON, the strict decoder, the Event; no rule and no store."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.domain.errors import Refused

VERSION: Final = 1
MAX_INTEGER: Final = 2**53
MAX_BYTES: Final = 65_536  # one Event; a filing with every field at its longest stays under a quarter of it
MAX_DEPTH: Final = 12
MAX_AT: Final = 253_370_764_800_000  # the year 9999, the last one that has days

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DEVICE = re.compile(r"[a-z0-9-]{1,32}")
_HEX32 = re.compile(r"[0-9a-f]{32}")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_CLOCKS: Final = frozenset({"good", "drifting", "bad"})
_ROLE = re.compile(r"[a-z][a-z0-9_]{0,31}(:[a-z0-9_]{1,15})?")
_UNPAIRED: Final = re.compile("[\0\ud800-\udfff]")
_REQUIRED: Final = frozenset(
    {"v", "id", "device", "inc", "seq", "verb", "verb_v", "who", "role", "at", "clock"}
)
_OPTIONAL: Final = frozenset({"about", "base", "data", "files"})


@dataclass(frozen=True, slots=True)
class Event:
    """What one person or device did, as it was said at the place where it was done.

    `at` is the claimed moment in ms UTC, `clock` how far it is to be believed: `{q, mono, off}`, `mono` and
    `off` in ms. `about` and `base` are empty where the verb has none. `files` are `{sha256, size, kind}`.
    """

    id: str
    device: str
    inc: str
    seq: int
    verb: str
    who: str
    role: str
    at: int
    clock: Mapping[str, Any]
    data: Mapping[str, Any]
    about: str = ""
    base: str = ""
    files: tuple[Mapping[str, Any], ...] = field(default=())
    verb_v: int = 1
    v: int = VERSION


def canonical(value: object) -> bytes:
    """Canonical JSON (core.md 1) of a clean value: sorted keys, no spaces, non-ASCII as itself, UTF-8."""
    return _ENCODER.encode(value).encode("utf-8")


def _refuse_number(text: str) -> float:
    raise ValueError(text)


def _read_integer(text: str) -> int:
    value = int(text)
    if abs(value) >= MAX_INTEGER:
        raise Refused("bad_event", reason="integer")
    return value


_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_DECODER: Final = json.JSONDecoder(
    parse_float=_refuse_number, parse_constant=_refuse_number, parse_int=_read_integer
)


def check_value(value: object, depth: int = 0) -> None:
    """Refuse what canonical JSON cannot hold: null, empty values, floats, U+0000, other than NFC (core.md 1).

    An empty object or array is refused like an empty string: a key without a value is absent. Raises
    Refused("bad_event").
    """
    if depth > MAX_DEPTH:
        raise Refused("bad_event", reason="depth")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        if abs(value) >= MAX_INTEGER:
            raise Refused("bad_event", reason="integer")
    elif isinstance(value, dict):
        _check_filled(value)
        for key, inner in value.items():
            _check_text(key)
            check_value(inner, depth + 1)
    elif isinstance(value, list | tuple):
        _check_filled(value)
        for inner in value:
            check_value(inner, depth + 1)
    else:
        raise Refused("bad_event", reason="type")


def _check_filled(value: Mapping[str, Any] | Sequence[Any]) -> None:
    if not value:
        raise Refused("bad_event", reason="empty")


def _check_text(text: str) -> None:
    if not text:
        raise Refused("bad_event", reason="empty")
    if text.isascii():
        if "\0" in text:
            raise Refused("bad_event", reason="nul")
        return
    if _UNPAIRED.search(text):
        raise Refused("bad_event", reason="character")
    if not unicodedata.is_normalized("NFC", text):
        raise Refused("bad_event", reason="nfc")


def parse_canonical(raw: bytes) -> dict[str, Any]:
    """Return the JSON object whose canonical form is exactly these bytes, or raise Refused("bad_event").

    Python's own reader takes NaN, a BOM, repeated keys and lone surrogates; writing the value again and
    comparing bytes leaves exactly one spelling for each value.
    """
    if not raw.startswith(b"{"):
        raise Refused("bad_event", reason="start")
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refused("bad_event", reason="json") from error
    if not _is_plain(raw):
        check_value(value)
    if canonical(value) != raw:
        raise Refused("bad_event", reason="not_canonical")
    return dict(value)


def _is_plain(raw: bytes) -> bool:
    """Whether bytes that turn out canonical can hold nothing `check_value` refuses, so no value is visited.

    Nearly every Event is plain. What makes it doubtful is harmless inside a string, but that is for the visit
    of the values to find out: a null, something empty, an escape by number, anything beyond ASCII.
    """
    return (
        raw.isascii()
        and raw.count(b"{") + raw.count(b"[") <= MAX_DEPTH
        and not any(doubtful in raw for doubtful in _DOUBTFUL)
    )


_DOUBTFUL: Final = (b"null", b'""', b"[]", b"{}", b"\\u")


def parse(raw: bytes) -> Event:
    """Return the Event these bytes are, strictly: one spelling, known keys, typed values (core.md 1).

    An unknown verb is no error here: it is admitted with its bytes and judged later. Raises
    Refused("bad_event") or, for an envelope of a later version, Refused("bad_event_version").
    """
    if len(raw) > MAX_BYTES:
        raise Refused("bad_event", reason="size")
    value = parse_canonical(raw)
    if value.get("v") != VERSION:
        raise Refused("bad_event_version", version=str(value.get("v")))
    keys = value.keys()
    if not (_REQUIRED <= keys <= _REQUIRED | _OPTIONAL):
        raise Refused("bad_event", reason="keys")
    _check_envelope(value)
    return Event(**{**value, "data": value.get("data", {}), "files": tuple(value.get("files", ()))})


def read(raw: bytes) -> Event:
    """The Event of bytes that `parse` has taken before: this disk's own ledger is not doubted twice."""
    value = json.loads(raw)
    return Event(**{**value, "data": value.get("data", {}), "files": tuple(value.get("files", ()))})


def _check_envelope(value: Mapping[str, Any]) -> None:
    places = (
        ("id", _UUID),
        ("device", _DEVICE),
        ("inc", _HEX32),
        ("verb", _NAME),
        ("who", None),
        ("role", _ROLE),
    )
    for key, pattern in places:
        text = value[key]
        if not isinstance(text, str) or (pattern is not None and not pattern.fullmatch(text)):
            raise Refused("bad_event", reason=key)
    for key in ("about", "base"):
        if key in value and not (isinstance(value[key], str) and _UUID.fullmatch(value[key])):
            raise Refused("bad_event", reason=key)
    for key, least in (("seq", 1), ("verb_v", 1), ("at", 0)):
        if not _is_integer(value[key]) or value[key] < least:
            raise Refused("bad_event", reason=key)
    if value["at"] >= MAX_AT:
        raise Refused("bad_event", reason="at")
    if not isinstance(value.get("data", {}), dict):
        raise Refused("bad_event", reason="data")
    _check_clock(value["clock"])
    _check_files(value.get("files", []))


def _check_clock(clock: object) -> None:
    fine = (
        isinstance(clock, dict)
        and clock.keys() == {"q", "mono", "off"}
        and isinstance(clock["q"], str)
        and clock["q"] in _CLOCKS
        and _is_integer(clock["mono"])
        and _is_integer(clock["off"])
    )
    if not fine:
        raise Refused("bad_event", reason="clock")


def _check_files(files: object) -> None:
    if not isinstance(files, list):
        raise Refused("bad_event", reason="files")
    for file in files:
        fine = (
            isinstance(file, dict)
            and file.keys() == {"sha256", "size", "kind"}
            and isinstance(file["sha256"], str)
            and _HEX64.fullmatch(file["sha256"])
            and _is_integer(file["size"])
            and isinstance(file["kind"], str)
        )
        if not fine:
            raise Refused("bad_event", reason="files")


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def encode(event: Event) -> bytes:
    """Return the bytes of an Event made here; they are written once and never made again.

    Raises Refused("bad_event") for a value canonical JSON cannot hold, before anything is stored.
    """
    value: dict[str, Any] = {
        "v": event.v,
        "id": event.id,
        "device": event.device,
        "inc": event.inc,
        "seq": event.seq,
        "verb": event.verb,
        "verb_v": event.verb_v,
        "who": event.who,
        "role": event.role,
        "at": event.at,
        "clock": dict(event.clock),
    }
    if event.data:
        value["data"] = dict(event.data)
    if event.about:
        value["about"] = event.about
    if event.base:
        value["base"] = event.base
    if event.files:
        value["files"] = [dict(file) for file in event.files]
    raw = canonical(value)
    parse(raw)
    return raw


def digest(raw: bytes) -> bytes:
    """SHA-256 of an Event's bytes: 32 bytes."""
    return hashlib.sha256(raw).digest()


def parts(*values: str | bytes) -> bytes:
    """`u32be(length) | bytes` of each value: the one way strings enter a hash (core.md 2)."""
    out = bytearray()
    for value in values:
        raw = value.encode("utf-8") if isinstance(value, str) else value
        out += len(raw).to_bytes(4, "big") + raw
    return bytes(out)
