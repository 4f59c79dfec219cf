"""The steps that bring a database from any version to this one.

Append only: a step that was released never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Union

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.history.tallies import CREATE, make_anew

if TYPE_CHECKING:
    import sqlite3

Statement = Union[str, "Callable[[sqlite3.Connection], None]"]
Step = tuple[Statement, ...]
"""Statements and functions of one step, carried out in one transaction."""

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


def _index_what_is_there(connection: sqlite3.Connection) -> None:
    from cloudflow_tui.history.reindex import index_all

    # No body lies in a file yet.
    index_all(connection, Path())


_SEARCH_AND_CASES: Step = (
    "ALTER TABLE exchanges DROP COLUMN search_text",
    "ALTER TABLE exchanges ADD COLUMN object_kind TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE exchanges ADD COLUMN object_id TEXT NOT NULL DEFAULT ''",
    # Where an exchange came from that was not sent from here; what came already does not come again.
    "ALTER TABLE exchanges ADD COLUMN origin TEXT",
    "CREATE UNIQUE INDEX exchanges_by_origin ON exchanges (origin) WHERE origin IS NOT NULL",
    # A large body lies in a file beside the database.
    "ALTER TABLE bodies ADD COLUMN file TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX details_by_answer ON details (response_body_id)",
    "CREATE INDEX details_by_request_body ON details (request_body_id) WHERE request_body_id IS NOT NULL",
    # Stays empty: the words stand in tables of its kind, see words.py.
    "CREATE VIRTUAL TABLE words USING fts5 (head, what, body, content = '')",
    """
    CREATE TABLE seen_objects (
        kind TEXT NOT NULL,
        object_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (kind, object_id, number)
    ) WITHOUT ROWID
    """,
    # Objects within answers, once for each content: the same list asked for again adds nothing.
    """
    CREATE TABLE body_objects (
        kind TEXT NOT NULL,
        object_id TEXT NOT NULL,
        body_id INTEGER NOT NULL,
        PRIMARY KEY (kind, object_id, body_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE cases (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        title TEXT NOT NULL DEFAULT '',
        opened_us INTEGER NOT NULL,
        closed_us INTEGER
    )
    """,
    """
    CREATE TABLE case_exchanges (
        number INTEGER NOT NULL REFERENCES exchanges (number) ON DELETE CASCADE,
        case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
        PRIMARY KEY (number, case_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX exchanges_of_case ON case_exchanges (case_id, number)",
    """
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY,
        number INTEGER REFERENCES exchanges (number) ON DELETE CASCADE,
        case_id INTEGER REFERENCES cases (id) ON DELETE CASCADE,
        written_us INTEGER NOT NULL,
        author TEXT NOT NULL,
        text TEXT NOT NULL,
        mark TEXT NOT NULL UNIQUE
    )
    """,
    "CREATE INDEX notes_by_number ON notes (number)",
    "CREATE INDEX notes_by_case ON notes (case_id)",
    """
    CREATE TABLE attachments (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        content_type TEXT NOT NULL,
        body_id INTEGER REFERENCES bodies (id),
        added_us INTEGER NOT NULL,
        UNIQUE (case_id, name)
    )
    """,
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "INSERT INTO facts VALUES ('store', lower(hex(randomblob(8))))",
    _index_what_is_there,
)

_LOOKUP_TIME: Step = ("ALTER TABLE details ADD COLUMN dns_ms REAL",)

_REDIRECTS: Step = ("ALTER TABLE details ADD COLUMN hops TEXT NOT NULL DEFAULT ''",)

_TALLIES: Step = (*CREATE, make_anew)

MIGRATIONS: tuple[Step, ...] = (_FIRST, _SEARCH_AND_CASES, _LOOKUP_TIME, _REDIRECTS, _TALLIES)


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
                if isinstance(statement, str):
                    connection.execute(statement)
                else:
                    statement(connection)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def check_version(connection: sqlite3.Connection) -> None:
    """Make sure that a file that cannot be changed is of this version.

    Raises:
        HistoryError: It is older or later.
    """
    if _version(connection) != len(MIGRATIONS):
        raise HistoryError(
            "The history was written by another version of this program and cannot be brought to this one.",
            advice="Make the file writable, or set CLOUDFLOW_HOME to another folder.",
        )


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
