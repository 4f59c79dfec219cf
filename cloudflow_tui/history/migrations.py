"""The steps that bring a database from any version to this one.

Append only: a step that was released never changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cloudflow_tui.errors import HistoryError

if TYPE_CHECKING:
    import sqlite3

Step = tuple[str, ...]
"""Statements of one step, carried out in one transaction."""

_FIRST: Step = (
    """
    CREATE TABLE bodies (
        id INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL UNIQUE,
        size_bytes INTEGER NOT NULL
    )
    """,
    # In pieces, so that a large body is written and read without ever being whole in memory.
    """
    CREATE TABLE body_pieces (
        body_id INTEGER NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        packed BLOB NOT NULL,
        PRIMARY KEY (body_id, position)
    )
    """,
    # Narrow on purpose: lists and searches read this table alone.
    """
    CREATE TABLE exchanges (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        started_us INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        method TEXT NOT NULL,
        path TEXT NOT NULL,
        status INTEGER,
        elapsed_ms REAL,
        size_bytes INTEGER,
        profile_name TEXT NOT NULL,
        login TEXT NOT NULL,
        what_happened TEXT NOT NULL DEFAULT '',
        endpoint_id TEXT NOT NULL,
        owner TEXT NOT NULL,
        search_text TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE details (
        number INTEGER PRIMARY KEY REFERENCES exchanges (number) ON DELETE CASCADE,
        url TEXT NOT NULL,
        format TEXT NOT NULL,
        timeout_s REAL,
        request_headers TEXT NOT NULL,
        request_body_id INTEGER REFERENCES bodies (id),
        draft_json TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        http_version TEXT NOT NULL DEFAULT '',
        response_headers TEXT NOT NULL DEFAULT '[]',
        response_body_id INTEGER REFERENCES bodies (id),
        connect_ms REAL,
        tls_ms REAL,
        send_ms REAL,
        wait_ms REAL,
        receive_ms REAL,
        failure_kind TEXT NOT NULL DEFAULT '',
        failure_message TEXT NOT NULL DEFAULT '',
        failure_advice TEXT NOT NULL DEFAULT '',
        may_have_arrived INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX exchanges_by_endpoint ON exchanges (endpoint_id, number)",
)

MIGRATIONS: tuple[Step, ...] = (_FIRST,)


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = MIGRATIONS) -> None:
    """Carry out the steps that are still missing, all of them or none.

    Args:
        connection: In autocommit mode.

    Raises:
        HistoryError: The database is of a later version than this program knows.
        sqlite3.Error: A step failed; nothing was changed.
    """
    if _version(connection) == len(steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again: another process may have been faster.
        version = _version(connection)
        if version > len(steps):
            raise HistoryError(
                "The history was written by a later version of this program.",
                advice="Update cloudflow-tui, or set CLOUDFLOW_HOME to another folder.",
            )
        for step in steps[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
