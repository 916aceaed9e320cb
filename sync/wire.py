"""Owns the bytes between machines: bodies, the signed message, the packet, its limits; no trust and no store.

A message is a COSE_Sign1 by the sender's device key over one canonical JSON body; a packet is the zstd of
`(u32be length | message)*`. Nothing is unpacked before its stated size is known to be small enough, and no
body is read before its signature is good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import msgspec
import zstandard

from kiosk.domain import cose
from kiosk.domain.errors import KioskError, Refused
from kiosk.domain.ledger import Entry
from kiosk.keys import SigningKey, check_sign1

FORM: Final = 1  # of every body; a later form of one goes only to who says in a hello that it reads it
VERSION: Final = 1  # of the whole exchange, as a hello says it
OLDEST: Final = 1  # the oldest peer this program still hands documents to; anybody may always hand in
UPDATE: Final = "update"  # what a hello says in `refused` to a peer older than that
MAX_WIRE: Final = 4 * 1024 * 1024
MAX_UNPACKED: Final = 16 * 1024 * 1024
MAX_CHUNK: Final = 256 * 1024
MAX_ENTRIES: Final = 512  # one ledger body ends at a signed head, and those are kept this far apart
MAX_MESSAGES: Final = 4096  # of one packet
LEVEL: Final = 3  # zstd
THIN_LEVEL: Final = 10  # on thin links: 9 % fewer bytes for 20 us an event
ROUTE: Final = "/v1/messages"
ENROL_ROUTE: Final = "/v1/enrol"
CONTENT_TYPE: Final = "application/vnd.sidemang.messages+zstd"

_LENGTH: Final = 4
_DEVICE: Final = re.compile(r"[a-z0-9-]{1,32}")
_INC: Final = re.compile(r"[0-9a-f]{32}")
_OFFICE: Final = re.compile(r"[0-9]{4,10}")

UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What a decoder raises over bytes that are not its: of another form, no UTF-8, nested without end."""

Count = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
Hash = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Health = Annotated[
    dict[
        Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]{1,20}\Z")],
        Annotated[str, msgspec.Meta(max_length=40)] | Count,
    ],
    msgspec.Meta(max_length=16),
]
"""How a device is, for the center: few words and numbers, so that nobody can make it keep much."""
Spot = tuple[Count, Hash]
"""A place of a ledger or a feed and the hash there, lower-case hex: (n, L(n))."""


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which device, and which of its incarnations: a message that names the present one is live."""

    device: str
    inc: str = ""


class Body(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="kind",
):
    """What every body says first: the office it is about, who speaks and who is meant."""

    office: str
    sender: Place = msgspec.field(name="from")
    to: Place
    v: int


class Hello(Body, frozen=True, tag="hello"):
    """What the sender has and what it lacks.

    `head` is a signed head, `spaced` the places n, n-1, n-2, n-4, .. 0 of its ledger, `feeds` the ends of its
    document feeds, `miss` the files it wants (bytes it has, SHA-256), `safe` the n inside a verified backup.
    `wire` is the newest form the sender speaks, `oldest` the oldest it still serves. `devices` is a digest of
    the office's devices and their appointments, `certificates` those it is made of, for somebody whose digest
    is another. `wants` maps a desk to the sealing key it wants a reserve for, `reserves` are such
    certificates: for the receiver, for desks behind it, or the one the sender holds. `address` is where the
    sender's own door is, `doors` where other desks' are. `frozen` names an incarnation that must not write
    any more, `refused` says what the receiver must do before it is served again: `update`. `mono` is the
    sender's own time in ms, `heard` the newest one of the receiver that reached the sender: it shows what was
    on its way for long. `health` is what the center must see of a device: free disk in MB, clock, since when
    how much is unsent, printer.
    """

    wire: Count
    oldest: Count
    program: str
    rules: Count
    mono: Count
    heard: Count = 0
    head: bytes = b""
    spaced: tuple[Spot, ...] = ()
    feeds: dict[str, Spot] = {}
    miss: tuple[Spot, ...] = ()
    devices: Hash | Literal[""] = ""
    certificates: tuple[bytes, ...] = ()
    wants: dict[str, Hash] = {}
    reserves: tuple[bytes, ...] = ()
    health: Health = {}
    address: str = ""
    doors: dict[str, str] = {}
    safe: Count = 0
    fold: str = ""
    frozen: str = ""
    refused: str = ""


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from"}):
    """Events of one incarnation in `seq` order without a gap, the first one named; the bytes are raw."""

    inc: Annotated[str, msgspec.Meta(pattern=rf"\A{_INC.pattern}\Z")]
    first: Count
    events: tuple[msgspec.Raw, ...]


class Events(Body, frozen=True, tag="events"):
    """The sender's own Events that it has not seen in the ledger yet."""

    runs: tuple[Run, ...]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One entry of a ledger as it travels."""

    n: Count
    term: Count
    at: Count
    outcome: str
    event: msgspec.Raw
    code: str = ""


class Ledger(Body, frozen=True, tag="ledger"):
    """Entries after a place, up to a signed head; `certificates` are those of the registers that signed."""

    after: Spot
    entries: tuple[Row, ...]
    head: bytes
    certificates: tuple[bytes, ...] = ()


class Documents(Body, frozen=True, tag="documents"):
    """Signed documents of one feed after a place."""

    feed: str
    after: Spot
    documents: tuple[bytes, ...]


class Chunk(Body, frozen=True, tag="chunk"):
    """A piece of a file, named by the SHA-256 the Event gave it."""

    sha256: str
    size: Count
    offset: Count
    data: Annotated[bytes, msgspec.Meta(max_length=MAX_CHUNK)] = msgspec.field(name="bytes")


class Mail(Body, frozen=True, tag="mail"):
    """Other devices' messages, unopened, for the register."""

    messages: tuple[bytes, ...]


Message = Hello | Events | Ledger | Documents | Chunk | Mail

_encoder: Final = msgspec.json.Encoder(order="sorted")
_decoder: Final = msgspec.json.Decoder(Message)


class _Version(msgspec.Struct):
    """The one key a body of any later version still has."""

    v: int


@dataclass(frozen=True, slots=True)
class Sender:
    """A device that may speak, from its certificates, whose end is not looked at here (core.md 4).

    `public` is its device key, `terms` every term in which it was appointed register.
    """

    office: str
    device: str
    public: bytes
    terms: frozenset[int] = frozenset()
    revoked: bool = False


FindSender = Callable[[bytes], Sender | None]
"""The device a kid of 8 bytes belongs to, or None."""


def encode(body: Message) -> bytes:
    """Canonical JSON of a body; Events inside keep their bytes."""
    return _encoder.encode(body)


def decode(payload: bytes) -> Message:
    """The one body these bytes spell.

    Raises Refused("message_form", problem=) or Refused("wire_too_new", v=). Events stay raw: they have a
    strict decoder of their own, and one bad Event must not stop its neighbours.
    """
    try:
        body: Message = _decoder.decode(payload)
    except UNREADABLE as error:
        _check_version(payload)
        raise Refused("message_form", problem=str(error)) from error
    if body.v > FORM:
        raise Refused("wire_too_new", v=body.v)
    if _encoder.encode(body) != payload:
        raise Refused("message_form", problem="not canonical")
    _check_places(body)
    return body


def _check_version(payload: bytes) -> None:
    try:
        version = msgspec.json.decode(payload, type=_Version).v
    except UNREADABLE:
        return
    if version > FORM:
        raise Refused("wire_too_new", v=version)


def _check_places(body: Message) -> None:
    good = (
        _OFFICE.fullmatch(body.office)
        and all(_DEVICE.fullmatch(place.device) for place in (body.sender, body.to))
        and _INC.fullmatch(body.sender.inc)
        and (not body.to.inc or _INC.fullmatch(body.to.inc))
    )
    if not good:
        raise Refused("message_form", problem="places")


def sign(key: SigningKey, body: Message) -> bytes:
    """The message: a body under its sender's device key."""
    return key.sign1(encode(body))


def open_message(raw: bytes, find_sender: FindSender) -> Message:
    """The body of a message from a device we know.

    Raises Refused with `message_unsigned` (no COSE_Sign1 of ours), `certificate_unknown` (a key without a
    certificate here), `message_altered` (the signature does not fit), `device_revoked`, `message_sender`
    (signed by another device than it names), `message_form` or `wire_too_new`. The age of a certificate does
    not matter.
    """
    try:
        sign1 = cose.parse(raw)
    except Refused as error:
        raise Refused("message_unsigned", reason=error.details.get("reason", "")) from error
    sender = find_sender(sign1.kid)
    if sender is None:
        raise Refused("certificate_unknown", kid=sign1.kid.hex())
    try:
        check_sign1(sign1, sender.public)
    except Refused as error:
        raise Refused("message_altered", device=sender.device) from error
    if sender.revoked:
        raise Refused("device_revoked", device=sender.device)
    body = decode(sign1.payload)
    if body.sender.device != sender.device or not body.office.startswith(sender.office):
        raise Refused("message_sender", device=sender.device, claimed=body.sender.device)
    return body


def pack(messages: Iterable[bytes], *, level: int = LEVEL) -> bytes:
    """One packet of messages, its unpacked size stated in the frame. Raises Refused("message_too_large")."""
    plain = b"".join(len(raw).to_bytes(_LENGTH, "big") + raw for raw in messages)
    if len(plain) > MAX_UNPACKED:
        raise Refused("message_too_large", size=len(plain), limit=MAX_UNPACKED)
    packed = zstandard.ZstdCompressor(level=level, write_content_size=True).compress(plain)
    if len(packed) > MAX_WIRE:
        raise Refused("message_too_large", size=len(packed), limit=MAX_WIRE)
    return packed


def unpack(packed: bytes) -> list[bytes]:
    """The messages of a packet, their signatures not yet looked at.

    Raises Refused("message_too_large") or Refused("message_unpacks_too_large") before a byte is unpacked, and
    Refused("message_packing", problem=) for bytes that are no packet: a captive portal, a cut download.
    """
    if len(packed) > MAX_WIRE:
        raise Refused("message_too_large", size=len(packed), limit=MAX_WIRE)
    try:
        size = zstandard.get_frame_parameters(packed).content_size
    except zstandard.ZstdError as error:
        raise Refused("message_packing", problem="not zstd") from error
    if size == zstandard.CONTENTSIZE_UNKNOWN:
        raise Refused("message_packing", problem="size not stated")
    if size > MAX_UNPACKED:
        raise Refused("message_unpacks_too_large", size=size, limit=MAX_UNPACKED)
    if size == 0:
        return []
    try:
        plain = zstandard.ZstdDecompressor().decompress(packed, max_output_size=size, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise Refused("message_packing", problem="damaged") from error
    return _split(plain)


def _split(plain: bytes) -> list[bytes]:
    messages: list[bytes] = []
    start = 0
    while start < len(plain):
        body = start + _LENGTH
        end = body + int.from_bytes(plain[start:body], "big")
        if body > len(plain) or end > len(plain) or len(messages) == MAX_MESSAGES:
            raise Refused("message_packing", problem="lengths")
        messages.append(plain[body:end])
        start = end
    return messages


class _Author(msgspec.Struct):
    """The device an Event names."""

    device: Annotated[str, msgspec.Meta(pattern=rf"\A{_DEVICE.pattern}\Z")]


class _Case(msgspec.Struct):
    """The permohonan an Event names."""

    id: str
    verb: str
    about: str = ""


class _Refusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A refusal as it travels."""

    refused: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{2,39}$")]
    details: dict[Annotated[str, msgspec.Meta(pattern="^[a-z_]{1,20}$")], str | int] = {}


def find_author(raw: bytes) -> str:
    """The device an Event names as its maker, empty where the bytes name none; nothing else is checked."""
    try:
        return msgspec.json.decode(raw, type=_Author).device
    except UNREADABLE:
        return ""


def find_case(raw: bytes) -> str:
    """The permohonan an Event is about, or an empty string; nothing is checked."""
    try:
        made = msgspec.json.decode(raw, type=_Case)
    except UNREADABLE:
        return ""
    return made.id if made.verb == "file" else made.about


def row(entry: Entry) -> Row:
    """An entry as it travels."""
    raw = msgspec.Raw(entry.event)
    return Row(n=entry.n, term=entry.term, at=entry.at, outcome=entry.outcome, event=raw, code=entry.code)


def entry(row: Row) -> Entry:
    """An entry as it is kept; the chain says whether it is true."""
    return Entry(row.n, row.term, row.at, row.outcome, bytes(row.event), row.code)


def run(inc: str, first: int, events: Iterable[bytes]) -> Run:
    """A run of own Events from `first` on."""
    return Run(inc=inc, first=first, events=tuple(map(msgspec.Raw, events)))


def encode_refusal(error: KioskError) -> bytes:
    """What an edge answers with a status other than 200: the code and the plain details its words need."""
    details = {name: value for name, value in error.details.items() if isinstance(value, str | int)}
    return _encoder.encode(_Refusal(error.code, details))


def decode_refusal(raw: bytes) -> Refused | None:
    """The refusal an edge answered, None where somebody else did: a portal, a proxy."""
    try:
        said = msgspec.json.decode(raw, type=_Refusal)
    except UNREADABLE:
        return None
    return Refused(said.refused, **said.details)
