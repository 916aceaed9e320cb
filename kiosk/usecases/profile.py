"""Owns the documents an office is made of: its profile in TOML, its staff in JSON; it signs them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

from kiosk.domain.document import Document
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.domain.office import Form, Office, Staff
from kiosk.keys import SigningKey
from kiosk.store import documents, people
from kiosk.store.database import Database

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
    """The office as its documents say; None before the first."""
    document = documents.find(db, "office", "office")
    if document is None:
        return None
    staff = documents.find(db, "staff", "staff")
    return replace(decode_office(document.body), staff=decode_staff(staff.body) if staff else ())


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
        return Office(**{key: _tupled(inner) for key, inner in value.items()}, hours=hours)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError, IndexError) as error:
        raise Refused("bad_office_file", problem=str(error)) from error


def _tupled(value: Any) -> Any:
    """A list of the file as the tuple a profile holds, one table deep."""
    if isinstance(value, dict):
        return {key: _tupled(inner) for key, inner in value.items()}
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
        rows = json.loads(body)["staff"]
        found = []
        for row in rows:
            row.pop("verifier", None)
            found.append(Staff(**{**row, "roles": tuple(row["roles"]), "form": Form(row.get("form", 0))}))
        return tuple(found)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("bad_staff_file", problem=str(error)) from error


def find_verifiers(db: Database) -> dict[str, str]:
    """The PIN verifiers of the staff document in force, by person."""
    document = documents.find(db, "staff", "staff")
    rows = json.loads(document.body)["staff"] if document else []
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
