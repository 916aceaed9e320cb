"""What stands on one surat, as values: the page a renderer draws; composed in surat, placed in printing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Copy(StrEnum):
    """Which paper is printed: the preview before `sign`, or one of the kinds of `print` (core.md 3)."""

    DRAFT = "draft"
    ORIGINAL = "original"
    ARCHIVE = "archive"
    REPRINT = "reprint"


@dataclass(frozen=True, slots=True)
class Passed:
    """One step of the chain as the archive copy shows it: step, person, moment in ms UTC (the paraf)."""

    step: str
    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the surat itself does not know of the paper it goes on.

    `n` and `at` (ms UTC) belong to a reprint, `passed` to the archive copy. `arms` = the office's own
    picture, PNG or JPEG bytes.
    """

    copy: Copy = Copy.ORIGINAL
    n: int = 1
    at: int = 0
    passed: tuple[Passed, ...] = ()
    arms: bytes = b""


@dataclass(frozen=True, slots=True)
class Kop:
    """The head of the first page: three lines of government, contact lines below, arms or none."""

    city: str
    kecamatan: str
    kelurahan: str
    contact: tuple[str, ...]
    arms: bytes = b""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the identity table; `strong` for the name."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """The identity table of one person; a second person's has a heading."""

    rows: tuple[Row, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text without line ends."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a `list` answer; `right` = columns of amounts, `total` = the last line, empty for none.

    `ink` = the last column is empty and its rows are high enough to be signed.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    total: str = ""
    ink: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered row of a form: words, digits in boxes, or options of which one is ticked.

    A row without any of them is left open, to be written by hand; a box with a space in it is empty.
    """

    label: str
    value: str = ""
    boxes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    chosen: int = -1
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """One part of a form under its heading."""

    heading: str
    rows: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """One person's place to sign: posts above the ink, name below; `lead` (a.n.) hangs before the first."""

    posts: tuple[str, ...]
    name: str
    below: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Inks:
    """Everybody who signs a form, two in a row; the place and date stand above the first at the right."""

    place_date: str
    places: tuple[Ink, ...]


Block = Paragraph | Rows | Table | Entries | Inks


@dataclass(frozen=True, slots=True)
class Address:
    """The head of a pengantar: reference rows at the left, place and date at the right, then to whom."""

    rows: tuple[Row, ...]
    place_date: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """The signer's block. `lead` ("a.n.", "Plt.") hangs before the first of `posts`; `note` replaces ink."""

    place_date: str
    lead: str
    posts: tuple[str, ...]
    name: str
    rank: str
    nip: str
    caption: str = ""
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """The resident's own signature at the left, with the square for a meterai where the surat asks for it."""

    caption: str
    name: str
    duty: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The foot of the last page: the QR's text (empty before `sign`), the mode's words, what to compare."""

    words: str
    qr: str = ""
    title: str = ""
    compare: str = ""
    host: str = ""
    code: str = ""
    code_label: str = ""
    typed: str = ""
    paraf: str = ""
    passed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A form that goes with the surat on pages of its own; `note` names the surat it belongs to.

    `place` are the rows at its head, `mark` stands in the corner, `again` on top of its further pages.
    """

    code: str
    title: str
    note: str
    blocks: tuple[Block, ...]
    place: tuple[Entry, ...] = ()
    mark: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a renderer needs for one surat; two equal pages give equal bytes.

    `mark` stands in the corner (PERTINGGAL, CETAKAN KE-2), `watermark` behind the text, `training` is the
    word that hatches every page of a training office, or empty. `made` = moment of `sign`, seconds UTC, 0
    for a draft. `values` = every text typed by a person with the label of its field, for the glyph check.
    `witnesses` sign in rows of two below the signer.
    """

    paper: str
    kop: Kop
    title: str
    number: str
    address: Address | None
    blocks: tuple[Block, ...]
    signature: Signature
    holder: Holder | None
    camat: tuple[str, ...]
    band: Band
    mark: str
    watermark: str
    training: str
    foot: str
    page_words: str
    made: int
    values: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...] = ()
    witnesses: tuple[Ink, ...] = ()
