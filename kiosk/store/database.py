"""Owns one device's encrypted database: lock, key, migrations, transactions; no table's meaning.

sqlite-utils takes its driver when it is first imported, so the swap below comes before it (SQLCipher's
exceptions are not those of the standard library). Only this module knows the driver: its errors leave as
ours.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

if "sqlite_utils" in sys.modules and "pysqlite3" not in sys.modules:
    raise ImportError("import kiosk.store.database before sqlite_utils")
sys.modules["pysqlite3"] = sys.modules["pysqlite3.dbapi2"] = sqlcipher

import sqlite_utils  # noqa: E402 - only after the swap

from kiosk import disk  # noqa: E402
from kiosk.domain.errors import KioskError, Refused, Unavailable  # noqa: E402

if vars(sqlite_utils.utils)["sqlite3"] is not sqlcipher:
    raise ImportError("sqlite_utils does not use SQLCipher")

__all__ = ["Database", "open", "open_second"]

log = logging.getLogger(__name__)

APPLICATION: Final = 0x5344_4B31  # "SDK1" in the header: ours, not just any SQLite file
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
BUSY_MS: Final = 5000
_READ_BACK: Final = {"synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}

Row = tuple[Any, ...]
Parameters = Sequence[Any] | Mapping[str, Any]


@dataclass(slots=True)
class Database:
    """One open connection. One thread uses it at a time; `open_second` gives another thread its own.

    `kelurahan` (10 digits) and `device` name whose database it is; both are empty until `name_self` was
    called once.
    """

    path: Path
    connection: sqlcipher.Connection
    is_read_only: bool
    kelurahan: str = ""
    device: str = ""
    _lock: int | None = None
    _key: bytes = field(default=b"", repr=False)
    _depth: int = 0
    _tables: sqlite_utils.Database | None = None

    @property
    def tables(self) -> sqlite_utils.Database:
        """The same connection through sqlite-utils: upserts and full-text search, inside `write`."""
        if self._tables is None:
            self._tables = sqlite_utils.Database(self.connection)
        return self._tables

    def run(self, sql: str, parameters: Parameters = ()) -> sqlcipher.Cursor:
        """Execute one statement. Raises our errors."""
        try:
            return self.connection.execute(sql, parameters)
        except sqlcipher.Error as error:
            raise translate(error) from error

    def run_many(self, sql: str, rows: Sequence[Parameters]) -> None:
        """Execute one statement for each row."""
        try:
            self.connection.executemany(sql, rows)
        except sqlcipher.Error as error:
            raise translate(error) from error

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return self.connection.execute(sql, parameters).fetchall()  # type: ignore[no-any-return]
        except sqlcipher.Error as error:
            raise translate(error) from error

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query, or None."""
        try:
            return self.connection.execute(sql, parameters).fetchone()  # type: ignore[no-any-return]
        except sqlcipher.Error as error:
            raise translate(error) from error

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return row[0] if row else None

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction: durable at its end, undone when it raises; blocks inside join it.

        Raises Unavailable("database_full"), Unavailable("database_busy") or Refused("database_read_only").
        """
        if self.is_read_only:
            raise Refused("database_read_only")
        if self._depth:
            with self._joined():
                yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            with self._joined():
                yield
            self.run("COMMIT")
        except BaseException as error:
            self._roll_back()
            if isinstance(error, sqlcipher.Error):
                raise translate(error) from error
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whoever writes meanwhile."""
        self.run("BEGIN")
        try:
            self.run("SELECT count(*) FROM sqlite_master")
            yield
        finally:
            self._roll_back()

    @contextmanager
    def _joined(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def name_self(self, kelurahan: str, device: str) -> None:
        """Say once whose database this is; a second, different name is Refused("database_of_another")."""
        if self.kelurahan:
            if (self.kelurahan, self.device) != (kelurahan, device):
                raise Refused("database_of_another", kelurahan=self.kelurahan, device=self.device)
            return
        with self.write():
            self.run("INSERT INTO self VALUES (1, ?, ?)", (kelurahan, device))
        self.kelurahan, self.device = kelurahan, device

    def close(self) -> None:
        """End the connection and, for the first one, give up the lock."""
        self.connection.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def open(
    path: Path, key: bytes, *, holder: str = "", create: bool = False, read_only: bool = False
) -> Database:
    """Open a database with its raw 32-byte key, migrated to this program's form.

    `holder` is what a second process reads about this one ("kiosk desk"). The writer holds an exclusive lock
    until `close`. Raises Refused: `database_in_use` (holder=), `database_missing`, `database_newer` (found=,
    known=), `wrong_key_or_broken`, `database_pragma` (name=); Unavailable: `database_full`, `database_busy`.
    """
    if len(key) != KEY_BYTES:
        raise Refused("wrong_key_or_broken")
    if not create and not path.exists():
        raise Refused("database_missing", file=path.name)
    lock = None if read_only else disk.take_lock(path, holder)
    try:
        db = _connect(path, key, read_only=read_only)
        if not read_only:
            # A power cut leaves pages half written that the log still holds. SQLite reads them there; whoever
            # checks the file's own pages would call it damaged.
            db.run("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except BaseException:
        if lock is not None:
            os.close(lock)
        raise
    db._lock = lock  # noqa: SLF001 - the one place that hands it over
    return db


def open_second(first: Database) -> Database:
    """A further connection of this process for another thread, under the first one's lock."""
    return _connect(first.path, first._key, read_only=first.is_read_only)  # noqa: SLF001


def open_copy(path: Path, key: bytes) -> Database:
    """A copy nobody writes to, read-only and without the lock. Raises as `open`."""
    if len(key) != KEY_BYTES:
        raise Refused("wrong_key_or_broken")
    if not path.exists():
        raise Refused("database_missing", file=path.name)
    return _connect(path, key, read_only=True, journal="delete")


def _connect(path: Path, key: bytes, *, read_only: bool, journal: str = "wal") -> Database:
    uri = f"{path.absolute().as_uri()}{'?mode=ro' if read_only else ''}"
    connection = None
    try:
        connection = connect_keyed(uri, key)
        _set_pragmas(connection, read_only=read_only, journal=journal)
        _migrate(connection, read_only=read_only)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlcipher.Error):
            raise translate(error) from None  # without its cause: no key in a traceback
        raise
    db = Database(path, connection, read_only, _key=key)
    name = db.row("SELECT kelurahan, device FROM self")
    if name:
        db.kelurahan, db.device = name
    return db


def connect_keyed(uri: str, key: bytes) -> sqlcipher.Connection:
    """A connection whose first read has shown that the key fits. Raises the driver's error where it does not.

    The salt is told with the key, derived from it: else it stands in the first sector of the file alone, and
    a power cut while that is written takes the whole database. Files of before bring their own.
    """
    salt = hashlib.sha256(b"sidemang store salt 1" + key).digest()[:SALT_BYTES]
    try:
        return _connect_with(uri, key.hex() + salt.hex())
    except sqlcipher.Error as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
    return _connect_with(uri, key.hex())


def _connect_with(uri: str, told: str) -> sqlcipher.Connection:
    connection = sqlcipher.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{told}'\"")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _set_pragmas(connection: sqlcipher.Connection, *, read_only: bool, journal: str) -> None:
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise Refused("database_pragma", name="cipher_version")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
    for name, value in (
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
        ("trusted_schema", "OFF"),
        ("temp_store", "MEMORY"),
        ("secure_delete", "ON"),
        ("busy_timeout", BUSY_MS),
    ):
        connection.execute(f"PRAGMA {name} = {value}")
    for name, wanted in {**_READ_BACK, "journal_mode": journal}.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise Refused("database_pragma", name=name)


def migrations() -> dict[int, str]:
    """The numbered SQL files of this program: number -> text."""
    folder = resources.files("kiosk.store") / "schema"
    files = [one for one in folder.iterdir() if one.name.endswith(".sql") and one.name[:4].isdigit()]
    return {int(one.name[:4]): one.read_text("utf-8") for one in sorted(files, key=lambda one: one.name)}


def schema_version() -> int:
    """The newest schema this program knows."""
    return max(migrations())


def _migrate(connection: sqlcipher.Connection, *, read_only: bool) -> None:
    steps = migrations()
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > max(steps):
        raise Refused("database_newer", found=found, known=max(steps))
    if found and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise Refused("wrong_key_or_broken")
    if read_only and found < max(steps):
        raise Refused("database_older", found=found, known=max(steps))
    for number, sql in steps.items():
        if number <= found:
            continue
        try:
            connection.executescript(
                f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA application_id = {APPLICATION};\n"
                f"PRAGMA user_version = {number};\nCOMMIT;"
            )
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        log.info("database migrated to schema %d", number)


def translate(error: sqlcipher.Error) -> KioskError:
    """Our error for one of the driver's; a broken constraint is a bug of ours and stays what it was."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for start, ours in _OURS.items():
        if name.startswith(start):
            return ours()
    text = str(error)
    if text.startswith("append_only"):
        return Refused("append_only", table=text.partition(": ")[2])
    raise error


_OURS: Final[Mapping[str, Callable[[], KioskError]]] = {
    "SQLITE_NOTADB": lambda: Refused("wrong_key_or_broken"),
    "SQLITE_CORRUPT": lambda: Refused("wrong_key_or_broken"),
    "SQLITE_FULL": lambda: Unavailable("database_full"),
    "SQLITE_BUSY": lambda: Unavailable("database_busy"),
    "SQLITE_LOCKED": lambda: Unavailable("database_busy"),
    "SQLITE_READONLY": lambda: Refused("database_read_only"),
    "SQLITE_IOERR": lambda: Unavailable("database_io"),
    "SQLITE_CANTOPEN": lambda: Unavailable("database_io"),
}
