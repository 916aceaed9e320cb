"""Crockford's base 32, for what people copy by hand: no I, L, O and U; it adds no check of its own."""

from __future__ import annotations

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES: Final = str.maketrans("OIL", "011")


def tidy(text: str) -> str:
    """What a hand wrote, as the alphabet writes it: large, look-alikes read, spaces and dashes gone."""
    return "".join(text.upper().split()).replace("-", "").translate(_LOOKALIKES)


def write(number: int, letters: int) -> str:
    """The lowest 5 bits a letter of a number, the highest first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(letters)))


def read(letters: str) -> int:
    """The number of letters that are all in the alphabet; ValueError for any other."""
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    return number
