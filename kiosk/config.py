"""Owns the configuration of one device: a TOML file over defaults, frozen; it opens nothing."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, get_type_hints

from kiosk import disk
from kiosk.domain.errors import Refused

FILE: Final = "kiosk.toml"
HOME: Final = Path("~/.local/share/sidemang").expanduser()


class Role(StrEnum):
    """What a device is: a lobby kiosk or a desk."""

    LOBBY = "lobby"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Config:
    """Where a device keeps its things and whom it talks to; what an office decides is in its document.

    `register` is the address of the register desk, `center` that of the center, both empty = none. `idle` are
    seconds until the screen asks, `lock` until the desk locks.
    """

    home: Path = HOME
    role: Role = Role.DESK
    device: str = ""
    register: str = ""
    center: str = ""
    center_ca: str = ""
    listen: str = "0.0.0.0"  # noqa: S104 - the lobby kiosk comes over the office's own network
    port: int = 7443
    printer: str = ""
    backup: str = ""
    letter: str = "A"
    idle: int = 60
    lock: int = 300
    log: str = "info"
    is_production: bool = False

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.home / "data" / "office.db"

    @property
    def files(self) -> Path:
        """The folder of encrypted pages."""
        return self.home / "data" / "files"

    @property
    def state(self) -> Path:
        """Beside the data and never inside: the number mark and the floor of the date."""
        return self.home / "state"

    @property
    def key_file(self) -> Path:
        """The key ring where no credential holds it."""
        return self.home / "keys" / "ring.json"

    @property
    def backups(self) -> Path:
        """Where backups go: the configured medium, else a folder beside the data."""
        return Path(self.backup) if self.backup else self.home / "backup"


def load(path: Path | None = None, **overrides: Any) -> Config:
    """The configuration of a TOML file, if any, with keywords on top.

    Raises Refused: `bad_config_file` (file, problem), `unknown_config_key` (key), `bad_config_value` (key).
    """
    values: dict[str, Any] = {}
    if path is not None:
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError as error:
            raise Refused("bad_config_file", file=str(path), problem="missing") from error
        except (ValueError, RecursionError) as error:
            raise Refused("bad_config_file", file=str(path), problem=str(error)) from error
    return make(values | overrides)


def make(values: Mapping[str, Any]) -> Config:
    """The configuration of plain values. Raises as `load`."""
    kinds = get_type_hints(Config)
    known = {one.name for one in fields(Config)}
    for key in values:
        if key not in known:
            raise Refused("unknown_config_key", key=key)
    return replace(Config(), **{key: _read(key, value, kinds[key]) for key, value in values.items()})


def dump(config: Config) -> str:
    """The configuration as TOML: only what differs, so a later default still reaches the office."""
    lines = []
    for one in fields(Config):
        value = getattr(config, one.name)
        if value != one.default:
            kept = str(value) if isinstance(value, Path) else value
            lines.append(f"{one.name} = {json.dumps(kept, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def save(config: Config) -> None:
    """Write `kiosk.toml` into the device's home, whole or not at all."""
    disk.write_whole(config.home / FILE, dump(config).encode(), mode=0o666)


def _read(key: str, value: Any, kind: Any) -> Any:
    if kind is Path and isinstance(value, str | Path):
        return Path(value).expanduser()
    if kind is Role and value in tuple(Role):
        return Role(value)
    if kind in {str, int, bool} and type(value) is kind:
        return value
    raise Refused("bad_config_value", key=key)
