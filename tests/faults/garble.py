"""Bytes that are nearly right: true ones changed by place and, where they are JSON, by value."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, Final

LARGEST: Final = 192 * 1024  # of what is made by repeating a piece: enough to see a quadratic reader
TOKENS: Final = (
    *(b"\x00", b"\xff", b"\x80", b"\r\n", b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"=", b"#", b";"),
    *(b"null", b"true", b"NaN", b"-0", b"1E400", b"1.0", b"1e3", b"Infinity", b"0x1f", b"[[", b"]]", b"[]"),
    *(b"{}", b'""', b'"""', b"'''", b"\\u0000", b"\\ud800", b"\\u00e9", b"\xef\xbb\xbf", b"e\xcc\x81"),
    *(b"9007199254740992", b"-9223372036854775809", b"1" * 5000, b"99999-99-99", b"0000-00-00", b"../../x"),
    *(b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff", b"\x9f", b"\xbf", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff"),
)
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, 1, -1, 2**31, 2**53, 2**63, 2**64, 10**30, 1.5, -0.0, 1e300),
    *("", " ", "\0", "\n", "e\u0301", "\u202e", "x" * 3000, "1671081006", "meja-1", "lobi-1", "pusat"),
    *("0" * 32, "0" * 64, "f" * 64, "../../x", "{nik}", "%s", "9999-12-31", "0000-00-00", "24:61"),
    *([], {}, [[]], [{}], {"": ""}, [0] * 300, {"id": 1}),
)


def garble(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds with one to four things done to it; now and then it stays as it is."""
    raw = chance.choice(seeds)
    for _ in range(chance.choice((0, 1, 1, 1, 1, 2, 2, 3, 4))):
        if raw[:1] == b"{" and chance.random() < 0.6:
            raw = _change_tree(chance, raw)
        else:
            raw = chance.choice(_HANDS)(chance, raw, chance.choice(seeds))
    return raw


# --- by place -------------------------------------------------------------------------------------------


def _flip(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    if not raw:
        return b"\x00"
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]


def _set(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.choice(TOKENS) + raw[at + chance.choice((0, 1, 1, 4)) :]


def _delete(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    at, end = _span(chance, raw)
    return raw[:at] + raw[end:]


def _repeat(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    at, end = _span(chance, raw)
    piece = raw[at:end]
    times = chance.choice((1, 1, 2, 20, 5_000))
    return raw[:at] + piece * min(times, LARGEST // max(len(piece), 1)) + raw[at:]


def _move(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    at, end = _span(chance, raw)
    rest = raw[:at] + raw[end:]
    to = chance.randrange(len(rest) + 1)
    return rest[:to] + raw[at:end] + rest[to:]


def _cut(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _join(chance: random.Random, raw: bytes, other: bytes) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]


def _noise(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.randbytes(chance.randrange(1, 9)) + raw[at + chance.randrange(9) :]


def _span(chance: random.Random, raw: bytes) -> tuple[int, int]:
    at = chance.randrange(len(raw) + 1)
    return at, min(len(raw), at + chance.choice((1, 2, 8, 40, 400)))


_HANDS: Final[tuple[Callable[[random.Random, bytes, bytes], bytes], ...]] = (
    *(_flip, _set, _delete, _repeat, _move, _cut, _join, _noise),
)


# --- by value -------------------------------------------------------------------------------------------


def _change_tree(chance: random.Random, raw: bytes) -> bytes:
    """Another value, key, order or number of members somewhere in an object; written canonically again."""
    try:
        tree = json.loads(raw)
    except (ValueError, RecursionError):
        return raw
    spots = list(_spots(tree))
    if not spots:
        return raw
    holder, key = chance.choice(spots)
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(chance.randrange(len(holder) + 1), holder[key])
        case 1:
            holder[chance.choice((f"{key}x", "v", "id", "e\u0301", ""))] = holder[key]
        case 2 | 3:
            holder[key] = _near(chance, holder[key])
        case 4:
            other, name = chance.choice(spots)
            holder[key] = other[name] if isinstance(other[name], (str, int)) else 7
        case _:
            holder[key] = deepcopy(chance.choice(VALUES))
    return json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


def _near(chance: random.Random, value: Any) -> Any:
    """A value of the same type that may fit by its form and not by its sense."""
    match value:
        case bool():
            return not value
        case int():
            return value + chance.choice((1, -1, 2, -value, -2 * value, 2**31, 2**53 - 1 - value))
        case str() if value:
            at = chance.randrange(len(value))
            return (
                value[:at]
                + chance.choice(("", "0", "f", "z", "-", ".", "\0", "é", "\u202e"))
                + value[at + 1 :]
            )
        case list():
            return chance.choice((value[::-1], value[1:], value * 2, value * 40))
        case _:
            return deepcopy(chance.choice(VALUES))


def _spots(tree: Any) -> list[tuple[Any, Any]]:
    """Every place of a tree: (the list or object that holds it, its key there)."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        holder = waiting.pop()
        keys = range(len(holder)) if isinstance(holder, list) else list(holder)
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], (dict, list)):
                waiting.append(holder[key])
    return found
