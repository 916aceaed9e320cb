"""Owns the way back onto a new machine: a key on a sheet in the safe, beside each backup what it opens."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kiosk import config, disk, keys
from kiosk.config import Config
from kiosk.context import Kiosk, Person
from kiosk.domain import recovery
from kiosk.domain.certificate import Root
from kiosk.domain.errors import Refused
from kiosk.keys import BoxKey, KeyRing
from kiosk.store import facts
from kiosk.usecases import acts, enrolment
from kiosk.usecases.acts import Act, Deed

_INFO: Final = b"sidemang recovery 1"
_PUBLIC, _CONFIRMED = "recovery", "recovery_confirmed"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup is opened with: the keys of its device, and how that was set up, but for its folder."""

    ring: KeyRing
    config: Config


def make(kiosk: Kiosk) -> tuple[str, ...]:
    """A new recovery key: its words, for a sheet and nowhere else; an older sheet opens no later backup."""
    made = keys.new_box_key(kiosk.token)
    with kiosk.db.write():
        acts.do_device(kiosk, "export", {"what": "recovery"})
        facts.keep(kiosk.db, _PUBLIC, made.public.hex())
        facts.keep(kiosk.db, _CONFIRMED, "")
    return recovery.encode(made.seed)


def confirm(kiosk: Kiosk, typed: str) -> None:
    """The words were typed back from the sheet, so the sheet can be read.

    Raises Refused: `recovery_length`, `recovery_group`, `recovery_wrong` for another sheet's words.
    """
    public = BoxKey(recovery.decode(typed)).public.hex()
    if public != facts.find(kiosk.db, _PUBLIC, ""):
        raise Refused("recovery_wrong")
    facts.keep(kiosk.db, _CONFIRMED, public)


def is_confirmed(kiosk: Kiosk) -> bool:
    """Whether there is a sheet and somebody has read it back."""
    public = facts.find(kiosk.db, _PUBLIC, "")
    return bool(public) and facts.find(kiosk.db, _CONFIRMED, "") == public


def path_beside(backup: Path) -> Path:
    """Where the keys of a backup are, sealed."""
    return backup.with_name(f"{backup.name}.keys")


def keep_beside(kiosk: Kiosk, backup: Path) -> None:
    """Put keys and set-up beside a backup, to be opened by the sheet alone; nothing without a sheet."""
    public = str(facts.find(kiosk.db, _PUBLIC, ""))
    if public:
        kept = {"ring": keys.encode_ring(kiosk.keys).decode(), "config": config.dump(kiosk.config)}
        box = keys.seal_to(bytes.fromhex(public), json.dumps(kept).encode(), _INFO)
        disk.write_whole(path_beside(backup), box)


def open_beside(backup: Path, typed: str) -> Kept:
    """Keys and set-up of the device a backup was made on, for a machine that has none.

    Raises Refused: `recovery_missing` (file=), `recovery_length`, `recovery_group`, `recovery_wrong`.
    """
    box = path_beside(backup)
    try:
        sealed = box.read_bytes()
    except OSError as error:
        raise Refused("recovery_missing", file=str(box)) from error
    try:
        kept = json.loads(BoxKey(recovery.decode(typed)).open_sealed(sealed, _INFO))
        return Kept(keys.decode_ring(kept["ring"].encode()), config.make(tomllib.loads(kept["config"])))
    except Refused as error:
        if error.code == "box_unreadable":
            raise Refused("recovery_wrong") from error
        raise


def take_root(kiosk: Kiosk, who: Person, act: Act, kept: Kept) -> KeyRing:
    """The keys of this register with the office's root among them, which a backup of the old one kept.

    A desk that took over without the old machine has none, and so enrols nobody. Only a root this office is
    known by already counts. It is written down first; the caller saves the ring. Raises Refused:
    `not_register`, `register_ended`, `not_allowed`, `backup_without_root`, `root_foreign` (root=).
    """
    kiosk.get_writer()
    if not who.is_officer:
        raise Refused("not_allowed", verb="take_root")
    root = kept.ring.root
    if root is None:
        raise Refused("backup_without_root")
    if Root(root.public, kiosk.office.code) not in enrolment.get_roots(kiosk.db):
        raise Refused("root_foreign", root=root.kid.hex())
    said = {"what": "root", "sha256": hashlib.sha256(root.public).hexdigest(), "counts": {"root": 1}}
    acts.do(kiosk, who, act, Deed("import", said))
    return replace(kiosk.keys, root=root)
