"""Who signs, as one block of marks: signer, holder, camat, room for ink; not where on the page it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from printing.fonts import SANS, SANS_BOLD, SERIF, SERIF_BOLD
from printing.forms import ink_row, pairs
from printing.layout import Bar, Box, Layout, Line, Mark, Text, break_text
from printing.pen import MM, Style, grey

if TYPE_CHECKING:
    from kiosk.domain.page import Holder, Page, Signature

STAMP: Final = 40 * MM
"""The wet stamp: a circle of this width, its middle on the left edge of the room for ink (letters.md 2.5)."""

_BELOW_STAMP: Final = 10 * MM
_BELOW_TEXT: Final = 6 * MM
"""What stays free above the QR band: a stamp that slips must not touch the code."""

DUTY: Final = (22 * MM, 17 * MM)
_DIM: Final = grey(0.35)
_RULE: Final = 2.4  # from a baseline down to its underline


def make(page: Page, layout: Layout) -> Line:
    """The block, its marks measured from the left margin (letters.md 2.3 and 2.4).

    The signer stands in the right half; `lead` (a.n., Plt.) hangs at the left of that edge, so that posts,
    name and NIP begin below each other. The holder stands at the left, name beside name. The height includes
    what stays free above the QR band.
    """
    height, posts_end, names_at, marks = _signer(page.signature, layout)
    if page.holder:
        marks += _holder(page.holder, layout, posts_end, names_at)
    for row in pairs(page.witnesses):
        line = ink_row(row, layout, Style(SERIF, layout.size))
        down = height + layout.leading
        marks += [replace(mark, y=mark.y + down) for mark in line.marks]
        height = down + line.height
    if page.camat:
        deep, more = _camat(page.camat, layout, height + layout.leading)
        marks, height = marks + more, height + layout.leading + deep
    stamp = 0.0 if page.signature.note else (posts_end + names_at + STAMP) / 2
    return Line(max(height + _BELOW_TEXT, stamp + _BELOW_STAMP), tuple(marks))


def _signer(signature: Signature, layout: Layout) -> tuple[float, float, float, list[Mark]]:
    """Height of the block, baseline of the last post, baseline of the name, marks."""
    text = Style(SERIF, layout.size)
    bold = replace(text, face=SERIF_BOLD)
    x, width = layout.signature, layout.measure - layout.signature
    marks: list[Mark] = []
    base = layout.size
    for line in filter(None, (signature.place_date, signature.caption)):
        marks.append(Text(x, base, line, text))
        base += layout.leading
    if signature.lead:
        lead = f"{signature.lead}\u00a0"
        marks.append(Text(x - text.width(lead), base, lead, text))
    for post in (*signature.posts[:-1], f"{signature.posts[-1]},"):
        for line in break_text(post, text, width):
            marks.append(Text(x, base, line, text))
            base += layout.leading
    posts_end = base - layout.leading
    if signature.note:
        marks += _note(signature.note, x, posts_end + 8, layout.sealed - 12)
    base += layout.sealed if signature.note else layout.ink
    names_at = base
    for line in break_text(signature.name, bold, width):
        marks += (Text(x, base, line, bold), Bar(x, base + _RULE, bold.width(line), 0.7))
        base += layout.leading
    for line in filter(None, (signature.rank, signature.nip)):
        marks.append(Text(x, base, line, text))
        base += layout.leading
    return base - layout.size, posts_end, names_at, marks


def _note(note: tuple[str, ...], x: float, y: float, height: float) -> list[Mark]:
    """The electronic note where ink would be: framed, so that nobody waits for a signature."""
    first, second = Style(SANS_BOLD, 8), Style(SANS, 7.5, _DIM)
    what, when = note
    width = max(first.width(what), second.width(when)) + 20
    return [
        Box(x, y, (width, height), radius=3, colour=_DIM),
        Text(x + 10, y + height / 2 - 2, what, first),
        Text(x + 10, y + height / 2 + 8.5, when, second),
    ]


def _holder(holder: Holder, layout: Layout, posts_end: float, names_at: float) -> list[Mark]:
    text = Style(SERIF, layout.size)
    bold = replace(text, face=SERIF_BOLD)
    marks: list[Mark] = [Text(0, posts_end, holder.caption, text)]
    if holder.duty:
        y = posts_end + (names_at - posts_end - layout.size - DUTY[1]) / 2 + 3
        marks.append(Box(0, y, DUTY, colour=grey(0.45)))
        word = Style(SANS, 7.5, _DIM)
        marks.append(Text((DUTY[0] - word.width(holder.word)) / 2, y + DUTY[1] / 2 + 2.5, holder.word, word))
    base = names_at
    for line in break_text(holder.name, bold, layout.signature - STAMP / 2):
        marks += (Text(0, base, line, bold), Bar(0, base + _RULE, bold.width(line), 0.7))
        base += layout.leading
    return marks


def _camat(camat: tuple[str, ...], layout: Layout, y: float) -> tuple[float, list[Mark]]:
    """A number line left blank for the kecamatan's register, the post, ink, a line for the name."""
    text = Style(SERIF, layout.size)
    number, known, post = camat
    middle, blank = layout.measure / 2, 62 * MM
    left = middle - blank / 2
    base = y + layout.size
    marks: list[Mark] = [Text(left, base, number, text)]
    start = left + text.width(number) + 4
    marks.append(Bar(start, base + _RULE, left + blank - start, 0.5, grey(0.4)))
    for line in (known, f"{post},"):
        base += layout.leading
        marks.append(Text(middle - text.width(line) / 2, base, line, text))
    base += layout.ink
    marks.append(Bar(left, base + _RULE, blank, 0.5, grey(0.4)))
    return base + layout.leading - y, marks
