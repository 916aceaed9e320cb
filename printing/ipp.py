"""A small IPP client (RFC 8010, 8011): messages to bytes and back, a printer behind them; it has no queue."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import requests

from kiosk.domain.errors import Refused, Unavailable
from printing.printers import Fate, Job, State, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PRINT_JOB, CANCEL_JOB, GET_JOB_ATTRIBUTES, GET_JOBS, GET_PRINTER_ATTRIBUTES = 2, 8, 9, 10, 11

TIMEOUT: Final = (1.0, 5.0)
"""Seconds to connect and to wait for an answer."""

MOST_BYTES: Final = 1 << 20
"""Largest answer we read: a printer has no reason to say more."""

MEDIA: Final[Mapping[str, tuple[str, ...]]] = {
    "A4": ("iso_a4_210x297mm",),
    "F4": ("custom_f4_215x330mm", "na_foolscap_8.5x13in", "om_folio_210x330mm"),
}
"""PWG 5101.1 names of our papers, best first; F4 is offered only where the printer has one of them."""

REASONS: Final[Mapping[str, str]] = {
    "media-empty": "paper_out",
    "media-needed": "paper_out",
    "media-jam": "jam",
    "cover-open": "cover",
    "door-open": "cover",
    "offline": "offline",
    "connecting-to-device": "offline",
    "timed-out": "offline",
    "toner-low": "toner_low",
    "marker-supply-low": "toner_low",
    "toner-empty": "toner_out",
    "marker-supply-empty": "toner_out",
    "paused": "paused",
}
"""Stems of printer-state-reasons to keys of our words; the suffix tells the weight and changes on the way."""

_OPERATION, _JOB, _END, _PRINTER = 1, 2, 3, 4
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_NAME, _KEYWORD, _URI, _CHARSET, _LANGUAGE, _MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_BEGIN, _WITH_LANGUAGE, _END_COLLECTION = 0x34, (0x35, 0x36), 0x37
_SUFFIXES: Final = ("-report", "-warning", "-error")
_FATES: Final = {7: Fate.FAILED, 8: Fate.FAILED, 9: Fate.ACCEPTED}


@dataclass(frozen=True, slots=True)
class Answer:
    """A decoded answer: status code, request id, and its groups in order as (tag, {name: values})."""

    status: int
    request: int
    groups: tuple[tuple[int, Mapping[str, tuple[Any, ...]]], ...] = field(default=())

    def find(self, tag: int) -> Iterator[Mapping[str, tuple[Any, ...]]]:
        return (attributes for kind, attributes in self.groups if kind == tag)


# --- bytes ------------------------------------------------------------------------------------------------


def encode(operation: int, request: int, attributes: list[tuple[int, int, str, str | int]]) -> bytes:
    """A request, ended; the document follows it. `attributes` = (group, tag, name, value), groups together.

    Charset, language and printer-uri must come first, in this order (RFC 8011, 4.1.4).
    """
    parts = [struct.pack(">BBHI", 1, 1, operation, request)]
    group = 0
    for kind, tag, name, value in attributes:
        if kind != group:
            parts.append(bytes((kind,)))
            group = kind
        raw = struct.pack(">i", value) if isinstance(value, int) else value.encode()
        coded = name.encode()
        parts.append(struct.pack(f">BH{len(coded)}sH", tag, len(coded), coded, len(raw)) + raw)
    return b"".join((*parts, bytes((_END,))))


def decode(raw: bytes) -> Answer:
    """An answer from its bytes, every length checked; collections are skipped, their depth counted.

    Raises Unavailable("printer_garbled") for anything that is no IPP answer: a printer is not to be believed.
    """
    try:
        _, _, status, request = struct.unpack_from(">BBHI", raw)
        return Answer(status, request, tuple(_groups(raw, 8)))
    except (struct.error, UnicodeDecodeError, ValueError, IndexError) as error:
        raise Unavailable("printer_garbled") from error


def _groups(raw: bytes, at: int) -> Iterator[tuple[int, dict[str, tuple[Any, ...]]]]:
    tag = raw[at]
    while tag != _END:
        if not 0 < tag < 0x10:
            raise ValueError
        found, at = _group(raw, at + 1)
        yield tag, found
        tag = raw[at]


def _group(raw: bytes, at: int) -> tuple[dict[str, tuple[Any, ...]], int]:
    """The attributes from `at` to the next delimiter, and where that stands."""
    found: dict[str, list[Any]] = {}
    name, depth = "", 0
    while (kind := raw[at]) >= 0x10:
        label, value, at = _attribute(raw, at + 1)
        depth += (kind == _BEGIN) - (kind == _END_COLLECTION)
        if depth < 0:
            raise ValueError
        if depth or kind == _END_COLLECTION:
            continue
        name = label.decode() or name
        if not name:
            raise ValueError
        if kind >= 0x20:  # below: "no value", "unknown"
            found.setdefault(name, []).append(_value(kind, value))
    if depth:
        raise ValueError
    return {name: tuple(values) for name, values in found.items()}, at


def _attribute(raw: bytes, at: int) -> tuple[bytes, bytes, int]:
    label, at = _counted(raw, at)
    value, at = _counted(raw, at)
    return label, value, at


def _counted(raw: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", raw, at)
    end = at + 2 + length
    if end > len(raw):
        raise ValueError
    return raw[at + 2 : end], end


def _value(tag: int, raw: bytes) -> Any:
    if tag in {_INTEGER, _ENUM}:
        (number,) = struct.unpack(">i", raw)
        return number
    if tag == _BOOLEAN:
        (flag,) = struct.unpack(">?", raw)
        return flag
    if tag in _WITH_LANGUAGE:
        _, at = _counted(raw, 0)
        text, _ = _counted(raw, at)
        return text.decode()
    return raw.decode() if 0x40 <= tag < 0x60 else raw


# --- a printer --------------------------------------------------------------------------------------------


class IppPrinter:
    """A queue of CUPS, or a printer that speaks IPP itself, at `http://host:port/path`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._requests = count(1)
        self._media: tuple[str, ...] = ()

    def find_status(self) -> Status:
        wanted = ("printer-state", "printer-state-reasons", "printer-state-message", "media-supported")
        try:
            answer = self._ask(GET_PRINTER_ATTRIBUTES, _wanted(wanted))
        except Unavailable as error:
            return Status(State.ABSENT, ("none" if error.code == "no_printer" else "offline",))
        found = next(answer.find(_PRINTER), {})
        self._media = tuple(map(str, found.get("media-supported", ())))
        stopped = found.get("printer-state", (3,))[0] == 5
        return Status(
            State.STOPPED if stopped else State.READY,
            find_reasons(map(str, found.get("printer-state-reasons", ()))),
            str(next(iter(found.get("printer-state-message", ())), "")),
            tuple(paper for paper in MEDIA if self._find_media(paper)),
        )

    def send(self, job: Job) -> str:
        """Print-Job, with the paper always named: the device's own default may be Letter.

        Raises Refused("no_such_paper", paper=) where the printer has none, Unavailable("printer_silent") when
        no answer came, or one that names no job: then `find_job` tells whether the job arrived.
        """
        if not self._media:
            self.find_status()
        media = self._find_media(job.paper)
        if media is None and self._media:
            raise Refused("no_such_paper", paper=job.paper)
        attributes: list[tuple[int, int, str, str | int]] = [
            (_OPERATION, _NAME, "job-name", job.name),
            (_OPERATION, _MIME, "document-format", "application/pdf"),
            (_JOB, _KEYWORD, "media", media or MEDIA[job.paper][0]),
            (_JOB, _KEYWORD, "print-scaling", "none"),
        ]
        answer = self._ask(PRINT_JOB, attributes, job.pdf)
        id = next(answer.find(_JOB), {}).get("job-id", ("",))[0]
        if not isinstance(id, int):
            raise Unavailable("printer_silent", name=self.url)
        return str(id)

    def find_job(self, name: str) -> str | None:
        for which in ("not-completed", "completed"):
            asked = [(_OPERATION, _KEYWORD, "which-jobs", which), *_wanted(("job-id", "job-name"))]
            for found in self._ask(GET_JOBS, asked).find(_JOB):
                if name in found.get("job-name", ()) and isinstance(found.get("job-id", ("",))[0], int):
                    return str(found["job-id"][0])
        return None

    def get_fate(self, id: str) -> Fate:
        answer = self._ask(GET_JOB_ATTRIBUTES, [_job_id(id), *_wanted(("job-state",))])
        state = next(answer.find(_JOB), {}).get("job-state", (0,))[0]
        return _FATES.get(state, Fate.WAITING if 3 <= state <= 6 else Fate.UNKNOWN)

    def cancel(self, id: str) -> bool:
        """Cancel, then read the state back: only a job that says 7 is really gone."""
        try:
            self._ask(CANCEL_JOB, [_job_id(id)])
        except Refused:
            return False
        return self.get_fate(id) is Fate.FAILED

    def _find_media(self, paper: str) -> str | None:
        return next((name for name in MEDIA.get(paper, ()) if name in self._media), None)

    def _ask(
        self, operation: int, more: list[tuple[int, int, str, str | int]], document: bytes = b""
    ) -> Answer:
        uri = "ipp" + self.url.removeprefix("http")
        first: list[tuple[int, int, str, str | int]] = [
            (_OPERATION, _CHARSET, "attributes-charset", "utf-8"),
            (_OPERATION, _LANGUAGE, "attributes-natural-language", "id"),
            (_OPERATION, _URI, "printer-uri", uri),
        ]
        ids = [one for one in more if one[2] == "job-id"]
        rest = [one for one in more if one[2] != "job-id"]
        user = (_OPERATION, _NAME, "requesting-user-name", "sidemang")
        number = next(self._requests)
        answer = decode(self._post(encode(operation, number, [*first, *ids, user, *rest]) + document))
        if answer.request != number:
            raise Unavailable("printer_garbled")
        if answer.status >= 0x400:
            raise Refused("printer_refused", status=f"{answer.status:04x}")
        return answer

    def _post(self, body: bytes) -> bytes:
        raw = b""
        try:
            with requests.post(
                self.url,
                data=body,
                headers={"Content-Type": "application/ipp"},
                timeout=TIMEOUT,
                stream=True,
                allow_redirects=False,
            ) as answer:
                if answer.status_code != 200:
                    raise Unavailable("printer_garbled")
                for piece in answer.iter_content(1 << 16):
                    raw += piece
                    if len(raw) > MOST_BYTES:
                        raise Unavailable("printer_garbled")
        except requests.RequestException as error:
            raise Unavailable(
                "no_printer" if _never_sent(error) else "printer_silent", name=self.url
            ) from error
        return raw


def _never_sent(error: requests.RequestException) -> bool:
    """Whether nothing can have arrived; in any other case the fate of what was sent is unknown."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason).__name__ == "NewConnectionError"  # urllib3's, which only sync/http may import


def find_reasons(stated: Iterator[str]) -> tuple[str, ...]:
    """Our keys for printer-state-reasons, each once; those without a word for people are left out."""
    stems = (
        next((reason.removesuffix(end) for end in _SUFFIXES if reason.endswith(end)), reason)
        for reason in stated
    )
    return tuple(dict.fromkeys(REASONS[stem] for stem in stems if stem in REASONS))


def _wanted(names: tuple[str, ...]) -> list[tuple[int, int, str, str | int]]:
    """The attributes asked for: one attribute of many values, the further ones without a name."""
    return [
        (_OPERATION, _KEYWORD, "" if at else "requested-attributes", name) for at, name in enumerate(names)
    ]


def _job_id(id: str) -> tuple[int, int, str, str | int]:
    return _OPERATION, _INTEGER, "job-id", int(id)
