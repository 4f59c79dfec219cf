"""The tables of a store: how they are made, which form they have, how one database becomes another."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from cloudflow_tui.errors import SandboxError

SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
  kind TEXT NOT NULL, id INTEGER NOT NULL, identifier TEXT, parent TEXT NOT NULL, links TEXT NOT NULL,
  owner INTEGER, machine INTEGER, data BLOB NOT NULL, PRIMARY KEY (kind, id)
);
CREATE INDEX IF NOT EXISTS objects_by_parent ON objects (kind, parent, id) WHERE parent != '';
CREATE INDEX IF NOT EXISTS objects_by_links ON objects (kind, id) WHERE links != '';
CREATE INDEX IF NOT EXISTS objects_by_owner ON objects (kind, owner, id) WHERE owner IS NOT NULL;
CREATE INDEX IF NOT EXISTS objects_by_machine ON objects (kind, machine, id) WHERE machine IS NOT NULL;
CREATE INDEX IF NOT EXISTS objects_by_identifier ON objects (kind, identifier) WHERE identifier IS NOT NULL;
CREATE TABLE IF NOT EXISTS seeded (kind TEXT PRIMARY KEY, next_id INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS jobs (
  id INTEGER PRIMARY KEY, due REAL NOT NULL, subject TEXT NOT NULL, work BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS jobs_by_due ON jobs (due, id);
CREATE INDEX IF NOT EXISTS jobs_by_subject ON jobs (subject);
"""
TABLES = ("objects", "seeded", "facts", "jobs")
FORM = 2
"""Of the tables; a file of another form is refused."""
MAX_BYTES = 2 << 30
"""How large a store may grow."""
PAGE_BYTES = 4096


def check_form(db: sqlite3.Connection, path: Path | None) -> None:
    """Refuse a file whose tables another version made.

    Raises:
        SandboxError: It is one.
    """
    form: int = db.execute("PRAGMA user_version").fetchone()[0]
    has_tables = db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
    if has_tables and form != FORM:
        db.close()
        raise SandboxError(
            f"{path} was not made by this version of the sandbox.", advice="Give another file with --data."
        )


def copy_tables(data: bytes, target: sqlite3.Connection) -> None:
    """Replace the rows of a database by those of a serialized one, all or nothing."""
    source = sqlite3.connect(":memory:")
    # Two bytes of the head say that a journal lies beside the file, which memory has not.
    source.deserialize(data[:18] + b"\x01\x01" + data[20:])
    target.execute("BEGIN")
    for table in TABLES:
        target.execute(f"DELETE FROM {table}")
        for row in source.execute(f"SELECT * FROM {table}"):
            target.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    target.execute("COMMIT")
    source.close()
