"""One permohonan of a list as drawn: number, person, status, marks, time used; it holds and opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.permohonan import Status
from ui.screens.desk.clock import short_moment
from ui.screens.desk.status import CHANNEL_GLYPHS, Pill, flags, status_pill

if TYPE_CHECKING:
    from kiosk.usecases.views import QueueRow
    from ui.screens.base import Words

FULL: Final = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One permohonan; `percent` of the promised time is used, `light` is "" before it runs."""

    key: str
    number: str
    ticket: str
    title: str
    glyph: str
    name: str
    channel: str
    channel_glyph: str
    status: str
    status_glyph: str
    status_tone: str
    marks: tuple[Pill, ...]
    since: str
    percent: int
    light: str
    time_said: str


def draw_row(words: Words, row: QueueRow, *, now: int, language: str) -> Row:
    """The row in words; the bar is drawn only while the promised time runs."""
    pill = status_pill(words, row.status, row.step)
    running = row.percent > 0 and row.status in {Status.IN_REVIEW, Status.SIGNED}
    return Row(
        key=row.id,
        number=row.queue or row.ticket[:4],
        ticket=row.ticket,
        title=row.title,
        glyph=row.icon or "file-text",
        name=row.name or words("queue.no_name"),
        channel=words(f"channel.{row.channel}"),
        channel_glyph=CHANNEL_GLYPHS.get(row.channel, "file"),
        status=pill.label,
        status_glyph=pill.glyph,
        status_tone=pill.tone,
        marks=flags(words, row.marks),
        since=short_moment(row.filed_at, now, language),
        percent=min(row.percent, FULL),
        light=row.light if running else "",
        time_said=time_said(words, row.percent) if running else "",
    )


def time_said(words: Words, percent: int) -> str:
    """How much of the promised time is used, in words."""
    return words("queue.late") if percent >= FULL else words("queue.used", percent=percent)


def sample_rows(count: int) -> tuple[Row, ...]:
    """Made-up rows for pictures."""
    return tuple(_sample(at) for at in range(count))


_MARKS = {
    "identity": Pill("identity_unverified", "identitas belum diperiksa", "identification-card", "first"),
    "papers": Pill("papers_pending", "berkas kurang", "files", "first"),
    "open": Pill("answers_open", "isian belum lengkap", "pencil-line", "first"),
    "held": Pill("held", "ditahan", "hourglass-medium", "first"),
    "pending": Pill("pending", "menunggu meja register", "cloud-slash", "mark"),
}
_PEOPLE = (
    (
        "Siti Aminah (CONTOH)",
        "Surat Keterangan Tidak Mampu",
        "hand-heart",
        "operator",
        ("identity", "papers"),
    ),
    ("Budi Santoso (CONTOH)", "Surat Keterangan Domisili", "house-line", "operator", ("identity",)),
    (
        "Rosmala Dewi (CONTOH)",
        "Surat Keterangan Usaha",
        "storefront",
        "operator",
        ("identity", "papers", "open"),
    ),
    ("M. Ridwan (CONTOH)", "Surat Keterangan", "file-text", "operator", ("held",)),
    ("Nyayu Khodijah (CONTOH)", "Surat Keterangan Tidak Mampu", "hand-heart", "kasi", ()),
    (
        "Cek Lela binti Abdul Somad Marzuki (CONTOH)",
        "Surat Keterangan Usaha",
        "storefront",
        "seklur",
        ("pending",),
    ),
    ("Kgs. Ahmad Fikri (CONTOH)", "Surat Keterangan Domisili", "house-line", "signer", ()),
)
_STEPS = {
    "operator": ("Sedang diperiksa: petugas", "first"),
    "kasi": ("Sedang diperiksa: Kasi Kesejahteraan", "step"),
    "seklur": ("Sedang diperiksa: sekretaris", "step"),
    "signer": ("Sedang diperiksa: menunggu tanda tangan", "step"),
}


def _sample(at: int) -> Row:
    name, title, glyph, step, marks = _PEOPLE[at % len(_PEOPLE)]
    percent = (0, 18, 42, 78, 64, 100, 91)[at % 7]
    said, tone = _STEPS[step]
    light = "" if not percent else "red" if percent >= FULL else "amber" if percent >= 75 else "green"
    return Row(
        key=f"row{at}",
        number=f"{'AB'[at % 2]}-{at + 9:03}",
        ticket="DQJ7-E9CE-867B",
        title=title,
        glyph=glyph,
        name=name,
        channel="meja" if at % 3 == 1 else "kiosk",
        channel_glyph="desktop" if at % 3 == 1 else "hand-pointing",
        status=said,
        status_glyph="hourglass-medium",
        status_tone=tone,
        marks=tuple(_MARKS[mark] for mark in marks),
        since=f"{7 + at // 20:02}.{at * 7 % 60:02}",
        percent=percent,
        light=light,
        time_said=""
        if not percent
        else "lewat batas waktu"
        if percent >= FULL
        else f"{percent}% dari batas waktu",
    )
