"""Owns the documents an office is made of: its profile in TOML, its staff in JSON; it signs them."""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, Final, TypeVar

from kiosk.domain.document import Document
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.domain.office import Form, Office, Staff, check_types
from kiosk.keys import SigningKey
from kiosk.store import documents, people
from kiosk.store.database import Database

T = TypeVar("T")

log = logging.getLogger(__name__)

_APART: Final = ("staff", "hours")


def publish(  # noqa: PLR0913 - the parts of a document, by name
    db: Database, key: SigningKey, kind: str, body: bytes, *, name: str = "", version: int = 0
) -> Document:
    """Put a document into the office's own feed, signed by the register's device key.

    `version` is the next one unless the document itself carries it, as a service does.
    """
    with db.write():
        seq, _ = documents.find_end(db, db.kelurahan)
        before = documents.find(db, kind, name or kind)
        following = before.version + 1 if before else 1
        made = Document(db.kelurahan, seq + 1, kind, name or kind, version or following, body)
        documents.put(db, [key.sign1(made.payload())])
    return made


def find_office(db: Database) -> Office | None:
    """The office as its documents say; None before the first. Raises as the decoders where none is usable."""
    office = _find_usable(db, "office", decode_office)
    return replace(office, staff=_find_usable(db, "staff", decode_staff) or ()) if office else None


def _find_usable(db: Database, kind: str, decode: Callable[[bytes], T]) -> T | None:
    """What the newest document of a kind says that this program can read (sync.md 8); None before the first.

    One that it cannot read is a newer program's, or was spoiled: the office goes on with the one before.
    """
    refused: Refused | None = None
    for document in reversed(documents.find_versions(db, kind, kind)):
        try:
            return decode(document.body)
        except Refused as refusal:
            log.warning("document %s, version %d: %s", kind, document.version, refusal)
            refused = refused or refusal
    if refused is not None:
        raise refused
    return None


def encode_office(office: Office) -> bytes:
    """The profile as TOML, without its people; two equal profiles are equal bytes."""
    lines = []
    tables = []
    for one in fields(Office):
        value = getattr(office, one.name)
        if one.name in _APART:
            continue
        if isinstance(value, Mapping):
            rows = (f"{json.dumps(key, ensure_ascii=False)} = {_toml(inner)}" for key, inner in value.items())
            tables += ["", f"[{one.name}]", *rows]
        else:
            lines.append(f"{one.name} = {_toml(value)}")
    if office.hours:
        tables += ["", "[hours]"]
        tables += [f"{day} = {_toml(list(span))}" for day, span in sorted(office.hours.items())]
    return ("\n".join([*lines, *tables]) + "\n").encode()


def _toml(value: Any) -> str:
    """A text, number, flag or list as TOML writes it; JSON's spelling is one of TOML's."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def decode_office(body: bytes) -> Office:
    """The profile of a TOML body. Raises Refused("bad_office_file", problem=)."""
    try:
        value = tomllib.loads(body.decode())
        known = {one.name for one in fields(Office)}
        unknown = value.keys() - known
        if unknown:
            raise Refused("bad_office_file", problem=", ".join(sorted(unknown)))
        hours = {int(day): (span[0], span[1]) for day, span in value.pop("hours", {}).items()}
        made = Office(**{key: tupled(inner) for key, inner in value.items()}, hours=hours)
        check_types(made)
        return made
    except (AttributeError, IndexError, RecursionError, TypeError, ValueError) as error:
        raise Refused("bad_office_file", problem=str(error)) from error


def tupled(value: Any) -> Any:
    """A list of the file as the tuple a profile holds, one table deep."""
    if isinstance(value, dict):
        return {key: tupled(inner) for key, inner in value.items()}
    return tuple(value) if isinstance(value, list) else value


def encode_staff(staff: tuple[Staff, ...], verifiers: Mapping[str, str]) -> bytes:
    """People and the verifiers of their PINs, so that each may sign in on every device of the office."""
    rows = []
    for one in staff:
        row = {name.name: getattr(one, name.name) for name in fields(Staff)}
        row |= {"roles": list(one.roles), "form": int(one.form), "verifier": verifiers.get(one.id, "")}
        rows.append({key: value for key, value in row.items() if value not in ("", False)})
    return canonical({"staff": rows})


def decode_staff(body: bytes) -> tuple[Staff, ...]:
    """The people of a staff document. Raises Refused("bad_staff_file", problem=)."""
    try:
        value = json.loads(body)
        canonical(value)  # an escape may spell half a letter, which no database keeps
        found = []
        for row in value["staff"]:
            if not isinstance(row.pop("verifier", ""), str):
                raise TypeError("verifier")
            found.append(Staff(**{**row, "roles": tupled(row["roles"]), "form": Form(row.get("form", 0))}))
            check_types(found[-1])
        return tuple(found)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise Refused("bad_staff_file", problem=str(error)) from error


def find_verifiers(db: Database) -> dict[str, str]:
    """The PIN verifiers of the staff document in force, by person."""
    return _find_usable(db, "staff", _decode_verifiers) or {}


def _decode_verifiers(body: bytes) -> dict[str, str]:
    decode_staff(body)
    rows = json.loads(body)["staff"]
    return {row["id"]: row["verifier"] for row in rows if row.get("verifier")}


def refresh_doors(db: Database) -> None:
    """Take over the verifiers of the staff document; waits and wrong tries stay as they are."""
    with db.write():
        for id_, verifier in find_verifiers(db).items():
            door = people.find(db, id_)
            if door is None:
                people.save(db, people.Door(id_, verifier))
            elif door.verifier != verifier:
                people.save(db, replace(door, verifier=verifier))
