"""Every place where bytes of somebody else come in, with true bytes to begin from; it garbles nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from kiosk import bulletin, catalogue, config, keys, menus, sheets, trust
from kiosk.domain import cbor, certificate, cose, document, event, ledger, seal
from kiosk.domain.document import Document
from kiosk.keys import SigningKey
from kiosk.store import documents, files
from kiosk.store import ledger as rows
from kiosk.usecases import profile, setup
from printing import ipp
from sync import bundle, enrol, wire
from sync.central import city
from sync.central.center import Center
from sync.desk import Desk
from sync.enrol import Given, Newcomer
from sync.exchange import offer, receive, take_in
from tests import make
from tests.faults.town import Town
from tests.printing.device import Attribute, make_answer

KEY: Final = SigningKey(b"s" * 32)
CODE: Final = enrol.make_code(b"secret", KEY.kid)
LISTS: Final = make.library().reference
PRICES: Final = b"komoditas,satuan,harga,sebelumnya,tanggal\nBeras,kg,13.500,13300,2026-11-24\n"
AGENDA: Final = b"tanggal,acara,tempat\n2026-12-06,Pasar murah,Halaman kantor\n"
PEOPLE: Final = b"nik;nama;tempat lahir;tanggal lahir\n1671994507890003;LELA CONTOH;Palembang;05/07/1989\n"
MOST_OF_A_KIND: Final = 6


@dataclass(frozen=True, slots=True)
class Reader:
    """Something that reads bytes: true ones, and where a thing has one spelling, how it is written again."""

    seeds: Sequence[bytes]
    read: Callable[[bytes], Any]
    write: Callable[[Any], bytes] | None = None


def make_readers(town: Town, center: Center) -> dict[str, Reader]:
    """All of them, their bytes recorded from an office at work."""
    said = record(town, center)
    return {
        **_signed(said, town),
        **_spoken(said, town, center),
        **_joining(town, center),
        **_published(town),
        **_brought(town.folder / "typed.toml"),
    }


def record(town: Town, center: Center) -> dict[str, list[bytes]]:
    """Messages of every kind, by whom they are for: an office works, meets its lobby and its center."""
    here, there = Desk(town.desk), Desk(town.lobby)
    said: dict[str, list[bytes]] = {"desk": [], "lobby": [], "center": [], "register": []}
    people = profile.encode_staff(make.STAFF, profile.find_verifiers(town.desk.db))
    profile.publish(town.desk.db, town.desk.keys.device, "staff", people)
    for turn in range(4):
        page = files.put(
            town.lobby.db, town.lobby.config.files, b"page %d" % turn * 40, kind="ktp", token=town.lobby.token
        )
        make.file(town.lobby, files=(page,))
        said["desk"] += (up := offer(there, "meja-1"))
        said["lobby"] += (down := receive(here, up))
        take_in(there, down)
        town.work(town.desk)
        said["center"] += (up := offer(here, "pusat"))
        said["register"] += (down := wire.unpack(center.handle(wire.pack(up))[0]))
        take_in(here, down)
    make.file(town.lobby)
    carried = [raw for raw in offer(there, "meja-1") if isinstance(read_body(raw), wire.Events)]
    body = wire.Mail(
        office=town.desk.office.code,
        sender=wire.Place("lobi-1", town.lobby.inc),
        to=wire.Place("meja-1", town.desk.inc),
        v=wire.FORM,
        messages=tuple(carried),
    )
    said["desk"].append(wire.sign(town.lobby.keys.device, body))
    return {way: _choose(raws) for way, raws in said.items()}


def read_body(raw: bytes) -> wire.Message:
    """What a message says, its signature left aside."""
    return wire.decode(cose.parse(raw).payload)


def _choose(raws: Sequence[bytes]) -> list[bytes]:
    """The last few of each kind."""
    kinds: dict[type, list[bytes]] = {}
    for raw in dict.fromkeys(raws):
        kinds.setdefault(type(read_body(raw)), []).append(raw)
    return [raw for one in kinds.values() for raw in one[-MOST_OF_A_KIND:]]


# --- bytes that are signed, read bare --------------------------------------------------------------------


def _signed(said: Mapping[str, Sequence[bytes]], town: Town) -> dict[str, Reader]:
    raws = [raw for one in said.values() for raw in one]
    sealed = certificate.from_base64(make.signed(town.desk, mode="seal").sign["seal"])
    claims = cose.parse(sealed).payload
    anchors = trust.make_anchors([], trust=b"", revocations=b"")
    published = documents.find_after(town.desk.db, town.desk.office.code, 0)
    return {
        "event": Reader(_bodies(town), event.parse, event.encode),
        "cbor": Reader([claims, *(raw[1:] for raw in raws[:6])], cbor.decode, cbor.encode),
        "cose": Reader(
            [sealed, *raws], cose.parse, lambda one: cose.frame(one.kid, one.payload, one.signature)
        ),
        "body": Reader(_payloads(raws), wire.decode, wire.encode),
        "packet": Reader([wire.pack(raws[at : at + 3]) for at in range(0, len(raws), 3)], wire.unpack),
        "claims": Reader([claims], seal.decode_claims, seal.encode_claims),
        "seal text": Reader(
            [seal.text("VERIF.CONTOH", sealed).encode()],
            lambda raw: trust.check(raw.decode("utf-8", "replace"), anchors, now=town.desk.now()),
        ),
        "head": Reader(_payloads([rows.signed_head(town.desk.db)]), ledger.parse_head, ledger.head_payload),
        "document": Reader(_payloads(published), document.parse_document, Document.payload),
        "certificate": Reader(
            _payloads(Desk(town.desk).get_certificates()),
            certificate.parse_certificate,
            certificate.Certificate.payload,
        ),
        "refusal": Reader([b'{"details":{"v":9},"refused":"wire_too_new"}'], wire.decode_refusal),
    }


def _payloads(raws: Sequence[bytes]) -> list[bytes]:
    return [cose.parse(raw).payload for raw in raws]


def _bodies(town: Town) -> list[bytes]:
    return [entry.event for entry in rows.all_entries(town.desk.db)][-40:]


# --- what a device says that holds a good key ------------------------------------------------------------


def _spoken(said: Mapping[str, Sequence[bytes]], town: Town, center: Center) -> dict[str, Reader]:
    """Bodies any way they can be wrong, each under a true signature: from a stolen lobby, or a register."""
    mine, other = town.desk.keys.device, town.lobby.keys.device
    here, there = Desk(town.desk), Desk(town.lobby)
    packed = bundle.seal(there, find_device(town, "meja-1"), said["desk"])
    end = 4 + int.from_bytes(packed[:4], "big")
    label, box = packed[4:end], packed[end:]

    def relabel(payload: bytes) -> list[bytes]:
        signed = other.sign1(payload)
        return bundle.unseal(here, len(signed).to_bytes(4, "big") + signed + box, town.desk.keys.box)

    return {
        "to the desk": Reader(_payloads(said["desk"]), lambda raw: receive(here, [other.sign1(raw)])),
        "to the lobby": Reader(
            _payloads(said["lobby"]), lambda raw: take_in(Desk(town.lobby), [mine.sign1(raw)])
        ),
        "to the center": Reader(
            _payloads(said["center"]), lambda raw: center.handle(wire.pack([mine.sign1(raw)]))
        ),
        "bundle": Reader([packed], lambda raw: bundle.unseal(here, raw, town.desk.keys.box)),
        "label": Reader(_payloads([label]), relabel),
    }


def find_device(town: Town, device: str) -> certificate.Certificate:
    """The certificate of a device, as the desk holds it."""
    made = (certificate.parse_certificate(one) for one in _payloads(Desk(town.desk).get_certificates()))
    return next(one for one in made if one.device == device)


# --- joining -------------------------------------------------------------------------------------------


def _joining(town: Town, center: Center) -> dict[str, Reader]:
    newcomer = Newcomer(town.desk.office.code, "lobi-9", keys.make_ring(town.desk.token))
    asked = enrol.ask(newcomer, CODE, certificates=Desk(town.desk).get_certificates())
    handed = enrol.hand_over(
        Newcomer(town.desk.office.code, "meja-1", town.desk.keys), find_device(town, "meja-1")
    )
    root = town.desk.keys.root or KEY
    given = Given(
        v=enrol.VERSION,
        office=town.desk.office.code,
        by="meja-1",
        roots=((root.public.hex(), town.desk.office.code),),
        certificates=tuple(Desk(town.desk).get_certificates()),
        register=("meja-1", 1),
    )
    answer = cose.parse(enrol.give(given, KEY)).payload
    return {
        "request to join": Reader(
            _payloads([asked, handed]), lambda raw: enrol.read_ask(newcomer.ring.device.sign1(raw))
        ),
        "joining at the center": Reader(
            _payloads([asked, handed]), lambda raw: city.answer(center, newcomer.ring.device.sign1(raw))
        ),
        "answer to it": Reader([answer], lambda raw: enrol.read_answer(KEY.sign1(raw), CODE, newcomer)),
        "code": Reader([CODE.encode()], lambda raw: enrol.read_code(raw.decode("utf-8", "replace"))),
        "key ring": Reader([keys.encode_ring(newcomer.ring)], keys.decode_ring),
    }


# --- what a register publishes ---------------------------------------------------------------------------


def _published(town: Town) -> dict[str, Reader]:
    """Bodies of documents: each is put into the office's feed of the lobby, which then starts anew."""
    feed = town.desk.office.code
    held = [document.parse_document(raw) for raw in _payloads(documents.find_after(town.desk.db, feed, 0))]
    service = (
        (make.RESOURCES / "catalogue" / "usaha.toml").read_bytes().replace(b'"usaha"', b'"usaha_baru"', 1)
    )
    seeds = {one.kind: one for one in held} | {
        "service": Document(feed, 1, "service", "usaha_baru", 1, service),
        "info": Document(feed, 1, "info", "prices", 1, PRICES),
    }

    def publish(one: Document, raw: bytes) -> None:
        seq, _ = documents.find_end(town.lobby.db, feed)
        made = Document(feed, seq + 1, one.kind, one.key, seq + 1, raw)
        body = wire.Documents(
            office=feed,
            sender=wire.Place(town.desk.device, town.desk.inc),
            to=wire.Place(town.lobby.device, town.lobby.inc),
            v=wire.FORM,
            feed=feed,
            after=(seq, "0" * 64),
            documents=(town.desk.keys.device.sign1(made.payload()),),
        )
        Desk(town.lobby).put_documents(body)
        town.lobby = town.restart(town.lobby)

    return {f"published {kind}": Reader([one.body], partial(publish, one)) for kind, one in seeds.items()}


# --- what people bring and devices answer ---------------------------------------------------------------


def _brought(typed: Path) -> dict[str, Reader]:
    """Files of an office, tables of an OPD, a printer's answers."""
    folder = make.RESOURCES
    services = [one.read_bytes() for one in sorted((folder / "catalogue").glob("*.toml"))[:8]]
    pages = [one.read_bytes() for one in sorted((folder / "menus" / "pages").glob("*.toml"))]
    book = sheets.write_xlsx("warga", [line.split(";") for line in PEOPLE.decode().splitlines()])
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")
    status: list[Attribute] = [
        (4, 0x23, "printer-state", 3),
        (4, 0x44, "media-supported", "iso_a4_210x297mm"),
    ]

    def configure(raw: bytes) -> config.Config:
        typed.write_bytes(raw)
        return config.load(typed)

    return {
        "service": Reader(services, lambda raw: catalogue.read_service(raw, "usaha.toml", lists=LISTS)),
        "page": Reader([*pages, PRICES, AGENDA], lambda raw: menus.check_page(raw, "halaman.toml")),
        "prices": Reader([PRICES], lambda raw: bulletin.read_prices(raw, "harga.csv")),
        "agenda": Reader([AGENDA], lambda raw: bulletin.read_agenda(raw, "agenda.csv")),
        "table": Reader([PEOPLE, PRICES, book], sheets.read),
        "sheet of a book": Reader([sheet], lambda raw: sheets.read(_rezip(book, raw))),
        "office": Reader([profile.encode_office(make.OFFICE)], profile.decode_office),
        "staff": Reader([profile.encode_staff(make.STAFF, {})], profile.decode_staff),
        "configuration": Reader([b'role = "lobby"\ndevice = "lobi-1"\nport = 7443\n'], configure),
        "answers": Reader(
            [(folder / "demo" / "office.toml").read_bytes()],
            lambda raw: setup.read_answers(raw, LISTS.gazetteer),
        ),
        "printer's answer": Reader([make_answer(status)], ipp.decode),
    }


def _rezip(book: bytes, sheet: bytes) -> bytes:
    """The book with another sheet in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return out.getvalue()
