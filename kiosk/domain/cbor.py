"""Owns our subset of deterministic CBOR (RFC 8949, 4.2.1): integers, strings, arrays and maps; no meaning.

Each value has one spelling and the decoder takes no other: shortest heads, definite lengths, map keys in the
bytewise order of their encodings and none twice, UTF-8 text in NFC, nothing after the end. Floats, simple
values and tags do not occur.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

from kiosk.domain.errors import Refused

MAX_DEPTH: Final = 6  # arrays and maps inside one another, counting the outermost
_UINT, _NINT, _BYTES, _TEXT, _ARRAY, _MAP = range(6)
_LENGTHS: Final = {24: 1, 25: 2, 26: 4, 27: 8}  # additional information -> bytes that follow
_LEAST: Final = {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}  # the smallest number each of them may hold


def encode(value: object) -> bytes:
    """Return the one spelling of `value`: int, bytes, str, sequence or mapping of these.

    Integers are those of 64 bits and a sign; text must be NFC. Raises Refused("bad_cbor", reason=).
    """
    return _write(value, 0)


def decode(raw: bytes) -> Any:
    """Return the value these bytes spell: int, bytes, str, tuple or dict.

    Raises Refused("bad_cbor", reason=) for any other spelling of it.
    """
    value, end = _read(raw, 0, 0)
    if end != len(raw):
        _refuse("trailing")
    return value


def _refuse(reason: str) -> NoReturn:
    raise Refused("bad_cbor", reason=reason)


def _head(major: int, number: int) -> bytes:
    top = major << 5
    if number < 24:
        return bytes((top | number,))
    if number < 1 << 8:
        return bytes((top | 24, number))
    if number < 1 << 16:
        return bytes((top | 25,)) + number.to_bytes(2, "big")
    if number < 1 << 32:
        return bytes((top | 26,)) + number.to_bytes(4, "big")
    if number < 1 << 64:
        return bytes((top | 27,)) + number.to_bytes(8, "big")
    return _refuse("number")


def _write(value: object, depth: int) -> bytes:
    if isinstance(value, str):
        raw = _utf8(value)
        return _head(_TEXT, len(raw)) + raw
    if isinstance(value, bytes):
        return _head(_BYTES, len(value)) + value
    if isinstance(value, int) and not isinstance(value, bool):
        return _head(_UINT, value) if value >= 0 else _head(_NINT, -1 - value)
    if isinstance(value, Mapping):
        _check_depth(depth)
        entries = sorted([(_write(key, MAX_DEPTH), _write(inner, depth + 1)) for key, inner in value.items()])
        return _head(_MAP, len(entries)) + b"".join([key + inner for key, inner in entries])
    if isinstance(value, Sequence):
        _check_depth(depth)
        return _head(_ARRAY, len(value)) + b"".join([_write(inner, depth + 1) for inner in value])
    return _refuse("type")


def _utf8(text: str) -> bytes:
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        _refuse("nfc")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _refuse("utf8")


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        _refuse("depth")


def _read(raw: bytes, at: int, depth: int) -> tuple[Any, int]:
    """The value that begins at `at`, and where it ends."""
    if at >= len(raw):
        _refuse("short")
    major, number = raw[at] >> 5, raw[at] & 31
    at += 1
    if number >= 24:
        number, at = _long_number(raw, at, number)
    if major == _UINT:
        return number, at
    if major == _NINT:
        return -1 - number, at
    if major == _MAP:
        _check_depth(depth)
        return _read_map(raw, at, number, depth + 1)
    if major == _ARRAY:
        _check_depth(depth)
        return _read_array(raw, at, number, depth + 1)
    if major > _MAP:
        _refuse("type")
    end = at + number
    if end > len(raw):
        _refuse("short")
    return (raw[at:end] if major == _BYTES else _text(raw[at:end])), end


def _long_number(raw: bytes, at: int, info: int) -> tuple[int, int]:
    length = _LENGTHS.get(info)
    if length is None:
        _refuse("indefinite")
    end = at + length
    if end > len(raw):
        _refuse("short")
    number = int.from_bytes(raw[at:end], "big")
    if number < _LEAST[info]:
        _refuse("long_head")
    return number, end


def _text(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _refuse("utf8")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        _refuse("nfc")
    return text


def _read_array(raw: bytes, at: int, count: int, depth: int) -> tuple[tuple[Any, ...], int]:
    values = []
    for _ in range(count):
        value, at = _read(raw, at, depth)
        values.append(value)
    return tuple(values), at


def _read_map(raw: bytes, at: int, count: int, depth: int) -> tuple[dict[Any, Any], int]:
    values = {}
    before = b""
    for _ in range(count):
        start = at
        key, at = _read(raw, at, MAX_DEPTH)
        if raw[start:at] <= before:
            _refuse("key_order")
        before = raw[start:at]
        values[key], at = _read(raw, at, depth)
    return values, at
