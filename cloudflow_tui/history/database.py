"""Opens the database file: private, shared between processes, set aside when it is damaged.

Knows nothing of exchanges; tables are the matter of migrations.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.history.migrations import check_version, migrate
from cloudflow_tui.history.tallies import are_stale, make_anew

if TYPE_CHECKING:
    import sqlite3

BUSY_S = 10.0
"""How long a write waits for that of another process."""
_DAMAGED_CODES = frozenset({11, 26})
"""SQLITE_CORRUPT and SQLITE_NOTADB."""
_READ_ONLY_CODE = 8
_READ_ONLY = "The history {file} can only be read: what is sent now is not written down."
_SIDE_FILES = ("", "-wal", "-shm")


def open_database(file: Path) -> tuple[sqlite3.Connection, str]:
    """The database of that file, made when there is none, in autocommit mode.

    Returns:
        The connection, and a warning when a damaged file was set aside, else "".

    Raises:
        HistoryError: It cannot be made, opened or brought to this version.
    """
    import sqlite3

    warning = ""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(file.parent):
            try:
                return _opened(file), warning
            except (sqlite3.DatabaseError, PermissionError) as error:
                if may_not_write(error):
                    return _opened_to_read(file), _READ_ONLY.format(file=file)
                if not isinstance(error, sqlite3.Error) or not is_damage(error):
                    raise
            aside = _set_aside(file)
            warning = f"The history was damaged and is now {aside}; a new one was begun."
            return _opened(file), warning
    except sqlite3.Error as error:
        raise history_error(error, file) from error
    except OSError as error:
        raise HistoryError(
            f"The history {file} cannot be opened: {error.strerror or type(error).__name__}.",
            advice="Check the permissions, or set CLOUDFLOW_HOME to a folder that can be written.",
            file=str(file),
        ) from error


def open_reader(file: Path) -> sqlite3.Connection:
    """One more connection to a database that is open already; it cannot write.

    Raises:
        sqlite3.Error: It cannot be opened.
    """
    return _connected_to_read(file)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, not only what was asked of it."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGED_CODES


def may_not_write(error: Exception) -> bool:
    """Whether the file is there but only to be read."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, PermissionError) or (code is not None and code & 0xFF == _READ_ONLY_CODE)


def history_error(error: sqlite3.Error, file: Path) -> HistoryError:
    """An error of the database in words."""
    words = str(error).rstrip(".")
    advice = "Check the file, its permissions, and the room on its disk."
    if is_damage(error):
        advice = f"Move it away (mv {file} {file}.damaged); a new one is begun at the next start."
    elif "locked" in words or "busy" in words:
        advice = "Another process writes to it; try again."
    elif "full" in words:
        advice = "Make room on its disk."
    return HistoryError(f"The history {file} cannot be used: {words}.", advice=advice, file=str(file))


def _opened(file: Path) -> sqlite3.Connection:
    import sqlite3

    # Made before SQLite does, which would let everybody read it; its side files take over the mode.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(file, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # Safe against the end of the process at any moment; only a power cut may lose the last rows.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection)
        _probe(connection)
        _mend_tallies(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _opened_to_read(file: Path) -> sqlite3.Connection:
    """A file that may not be written; what another program is just writing may be missing."""
    connection = _connected_to_read(file)
    try:
        check_version(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _connected_to_read(file: Path) -> sqlite3.Connection:
    import sqlite3
    from urllib.parse import quote

    for how in ("mode=ro", "mode=ro&immutable=1"):
        address = f"file:{quote(str(file))}?{how}"
        connection = sqlite3.connect(
            address, timeout=BUSY_S, isolation_level=None, check_same_thread=False, uri=True
        )
        try:
            _probe(connection)
            return connection
        except sqlite3.OperationalError:
            connection.close()
            if "immutable" in how:
                raise
        except BaseException:
            connection.close()
            raise
    raise AssertionError("one of the two ways returned or raised")


def _probe(connection: sqlite3.Connection) -> None:
    """Touch the ends of every table; a whole check of a large file would take seconds."""
    for table, key in (("exchanges", "number"), ("details", "number"), ("bodies", "id")):
        for order in ("ASC", "DESC"):
            connection.execute(f"SELECT * FROM {table} ORDER BY {key} {order} LIMIT 1").fetchone()


def _mend_tallies(connection: sqlite3.Connection) -> None:
    """Count anew when a prune was broken off."""
    if are_stale(connection):
        connection.execute("BEGIN IMMEDIATE")
        make_anew(connection)
        connection.execute("COMMIT")


def _set_aside(file: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = file.with_name(f"{file.stem}-damaged-{stamp}{file.suffix}")
    for side in _SIDE_FILES:
        with suppress(FileNotFoundError):
            os.rename(f"{file}{side}", f"{aside}{side}")
    return aside


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps processes from opening, and perhaps setting aside, at the same moment."""
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
