"""Owns the center's tables, kelurahan first in every key, and its one way to write; it judges nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    BLOB,
    CheckConstraint,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    text,
)
from sqlalchemy.exc import OperationalError

from kiosk.domain.errors import Refused, Unavailable
from kiosk.domain.office import ENDED, RESERVES

SCHEMA: Final = 3  # 2: files, 3: reserves; every step only adds tables
BUSY_MS: Final = 5000
MOST_WAL: Final = 16_384  # pages (64 MB) before somebody who waits for an answer pays for a checkpoint
_PAGES: Final = 256  # a step of a copy, so that no office waits

Doubled: Final = sqlite3.IntegrityError

metadata: Final = MetaData()


def _table(name: str, *columns: Any) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True)


def _key(name: str, type_: Any = Text) -> Column[Any]:
    return Column(name, type_, primary_key=True, nullable=False)


def _col(name: str, type_: Any = Text, **options: Any) -> Column[Any]:
    return Column(name, type_, nullable=False, **options)


OFFICE = _table(
    "office",
    _key("kelurahan"),
    _col("n", Integer, server_default="0"),
    _col("term", Integer, server_default="0"),
    _col("hash", BLOB),
    _col("received_at", Integer, server_default="0"),
    _col("safe", Integer, server_default="0"),
    _col("rules", Integer, server_default="0"),
    _col("checked", Integer, server_default="0"),
    _col("compared", Integer, server_default="0"),
    _col("state", Text, server_default="{}"),
    _col("ticket_key", BLOB, server_default=text("x''")),
    CheckConstraint("length(kelurahan) = 10"),
)
ENTRY = _table(
    "entry",
    _key("kelurahan"),
    _key("n", Integer),
    _col("term", Integer),
    _col("at", Integer),
    _col("outcome"),
    _col("code"),
    _col("device"),
    _col("inc"),
    _col("seq", Integer),
    _col("id"),
    _col("digest", BLOB),
    _col("hash", BLOB),
    _col("event", BLOB),
    Index("entry_place", "kelurahan", "device", "inc", "seq", unique=True),
    Index("entry_id", "kelurahan", "id", "n"),
)
BRANCH = _table(
    "branch",
    _key("kelurahan"),
    _key("term", Integer),
    _key("n", Integer),
    _key("hash", BLOB),
    _col("at", Integer),
    _col("outcome"),
    _col("code"),
    _col("event", BLOB),
    _col("head", BLOB),
    _col("moved_at", Integer),
)
HEAD = _table("head", _key("kelurahan"), _key("n", Integer), _col("signed", BLOB))
MAIL = _table(
    "mail",
    _key("kelurahan"),
    _key("digest", BLOB),
    _col("sender"),
    _col("receiver"),
    _col("at", Integer),
    _col("raw", BLOB),
)
PEER = _table("peer", _key("kelurahan"), _key("device"), _col("at", Integer), _col("state"))
CERTIFICATE = _table(
    "certificate",
    _key("kelurahan"),
    _key("sha256", BLOB),
    _col("device"),
    _col("kid", BLOB),
    _col("term", Integer),
    _col("revoked", Integer, server_default="0"),
    _col("raw", BLOB),
)
ROOT = _table("root", _key("key", BLOB), _col("office"))
DOCUMENT = _table(
    "document",
    _key("feed"),
    _key("seq", Integer),
    _col("hash", BLOB),
    _col("raw", BLOB),
)
CASE = _table(
    "permohonan",
    _key("kelurahan"),
    _key("id"),
    _col("ticket"),
    _col("status"),
    _col("state"),
    _col("changed_at", Integer),
    Index("permohonan_ticket", "ticket"),
)
STEP = _table(
    "step",
    _key("kelurahan"),
    _key("id"),
    _key("n", Integer),
    _col("what"),
    _col("at", Integer),
)
SEAL = _table(
    "seal",
    _key("kelurahan"),
    _key("cti", BLOB),
    _col("code"),
    _col("id"),
    _col("standing", Integer),
    Index("seal_cti", "cti"),
    Index("seal_code", "code"),
)
ODD = _table(
    "odd",
    _key("kelurahan"),
    _key("sha256", BLOB),
    _col("sender"),
    _col("reason"),
    _col("at", Integer),
    _col("raw", BLOB),
)
ALARM = _table(
    "alarm",
    _key("kelurahan"),
    _key("what"),
    _key("detail"),
    _col("at", Integer),
    _col("times", Integer, server_default="1"),
)
FILE = _table(
    "file",
    _key("kelurahan"),
    _key("sha256"),
    _col("size", Integer),
    _col("kind"),
    _col("whole", Integer, server_default="0"),
    Index("file_missing", "kelurahan", "size", sqlite_where=text("whole = 0")),
)
CODE = _table(
    "code",
    _key("secret", BLOB),
    _col("kelurahan"),
    _col("role"),
    _col("until", Integer),
    _col("left", Integer),
)
RESERVE = _table("reserve", _key("kelurahan"), _key("term", Integer), _col("device"), _col("raw", BLOB))
FACT = _table("fact", _key("name"), _col("value", BLOB))

PROJECTIONS: Final = (CASE, STEP, SEAL)


def open_store(path: Path) -> Engine:
    """The center's database, made where it is missing; a connection reads back what makes a commit durable.

    Every statement stands for itself (autocommit), `write` makes several one.
    Raises Refused("database_newer"), Refused("database_pragma") or Unavailable("database_io").
    """
    engine = create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT", hide_parameters=True)
    event.listen(engine, "connect", _set_pragmas)
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if found > SCHEMA:
                raise Refused("database_newer", found=found, known=SCHEMA)
            if found < SCHEMA:
                with write(connection):
                    metadata.create_all(connection)
                    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
    except OperationalError as error:
        raise Unavailable("database_io") from error
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma, value in (
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
        ("busy_timeout", BUSY_MS),
        ("wal_autocheckpoint", MOST_WAL),
    ):
        connection.execute(f"PRAGMA {pragma} = {value}")
    for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
        if connection.execute(f"PRAGMA {pragma}").fetchone()[0] != wanted:
            raise Refused("database_pragma", name=pragma)


@contextmanager
def write(connection: Connection) -> Iterator[None]:
    """One transaction: durable when the block ends, nothing changed when it raises.

    A block inside another joins it: what it did goes when it raises, and is durable with the outer one.
    """
    driver = _get_driver(connection)
    if driver.in_transaction:
        driver.execute("SAVEPOINT inner")
        try:
            yield
        except BaseException:
            driver.execute("ROLLBACK TO inner")
            raise
        finally:
            driver.execute("RELEASE inner")
        return
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        raise Unavailable("database_busy") from error
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise


def run(connection: Connection, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
    """One statement on the driver's own connection: a message is some forty, each 40 us dearer otherwise."""
    return _get_driver(connection).execute(sql, values)


def put(connection: Connection, table: Table, rows: list[tuple[Any, ...]], *, how: str = "INSERT") -> None:
    """Insert rows in the order of the table's columns, through the driver's own many-rows call.

    Raises `Doubled` where a key stands already.
    """
    if rows:
        _get_driver(connection).executemany(_spell_insert(table, how), rows)


@cache
def _spell_insert(table: Table, how: str) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    return f"{how} INTO {table.name} ({names}) VALUES ({marks})"


def checkpoint(connection: Connection) -> None:
    """Move what was committed from the journal into the database, for as long as that disturbs nobody."""
    run(connection, "PRAGMA wal_checkpoint(PASSIVE)")


def _get_driver(connection: Connection) -> sqlite3.Connection:
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    return driver


def find_ended(connection: Connection, kelurahan: str) -> frozenset[str]:
    """The devices an office's ledger ended, as far as it was folded here."""
    return frozenset(_find_setting(connection, kelurahan, ENDED) or ())


def find_reserves(connection: Connection, kelurahan: str) -> dict[str, int]:
    """The term of the reserve each desk of an office holds, as far as its ledger was folded here."""
    return dict(_find_setting(connection, kelurahan, RESERVES) or {})


def _find_setting(connection: Connection, kelurahan: str, name: str) -> Any:
    sql = "SELECT json_extract(state, ?) FROM office WHERE kelurahan = ?"
    found = run(connection, sql, (f"$.settings.{name}", kelurahan)).fetchone()
    return json.loads(found[0]) if found and found[0] else None


def find_fact(connection: Connection, name: str) -> bytes:
    """The value kept under a name, empty where none is."""
    found = connection.exec_driver_sql("SELECT value FROM fact WHERE name = ?", (name,)).scalar()
    return bytes(found) if found is not None else b""


def keep_fact(connection: Connection, name: str, value: bytes) -> None:
    """Keep a value under a name."""
    put(connection, FACT, [(name, value)], how="INSERT OR REPLACE")


def copy(database: Path, part: Path) -> None:
    """Copy a database in use, a few pages at a time. Raises Refused("database_damaged", problem=)."""
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target, pages=_PAGES)
    except sqlite3.Error as error:
        raise Refused("database_damaged", problem=str(error)) from error


def check_copy(path: Path) -> None:
    """Look at every page of a copy. Raises Refused("database_damaged", problem=)."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("SELECT count(*) FROM office")
    except sqlite3.Error as error:
        raise Refused("database_damaged", problem=str(error)) from error
    if found != "ok":
        raise Refused("database_damaged", problem=str(found))
