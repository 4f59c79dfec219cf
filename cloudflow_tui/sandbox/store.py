"""Where the objects of the sandbox lie: one SQLite table, in memory or in a file.

An object is a dict of attributes; names that begin with "_" are never answered. `_in` lists the objects
it belongs to when no attribute says so, as "kind:id". Kinds are filled on first use by the seeder, so
that starting costs nothing. Knows no rules: what may be written is the engine's concern.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from cloudflow_tui.errors import SandboxError

Object = dict[str, Any]

_SCHEMA = """
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
_TABLES = ("objects", "seeded", "facts", "jobs")
_FORM = 2
"""Of the tables; a file of another form is refused."""
MAX_BYTES = 2 << 30
"""How large a store may grow."""
_PAGE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Filter:
    """Which objects of a kind are wanted; all conditions hold together."""

    parent: str = ""
    """"kind:id" that an object must lie in."""
    equal: tuple[tuple[str, object], ...] = ()
    """Attribute and value; a None value stands for null."""
    owner: int | None = None
    text: str = ""
    """Found in any attribute, whatever its case."""


_NOTHING = Filter()
_COLUMNS = {"user_id": "owner", "virtual_machine_id": "machine"}
"""Attributes with a column and an index of their own: lists of servers ask by them once a row."""
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


class Store:
    """Objects by kind and id.

    Args:
        path: The file, None for memory. A file is held by one process at a time.
        max_bytes: How large it may grow.
        seeder: Gives the first objects of a kind, as (object, "kind:id" of its parents) with ids set.

    Raises:
        SandboxError: The file cannot be used, or another process holds it.
    """

    def __init__(
        self,
        path: Path | None = None,
        seeder: Callable[[str], Iterable[Object]] | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self.path = path
        self.revision = 0
        """Grows with every change; an answer made at one revision stays true until the next."""
        self.seeder = seeder
        """May be set later, before the first question."""
        self._next_ids: dict[str, int] = {}
        self._db = self._open(path, max_bytes)
        self._next_ids.update(self._db.execute("SELECT kind, next_id FROM seeded"))

    @staticmethod
    def _open(path: Path | None, max_bytes: int) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(
                ":memory:" if path is None else path,
                isolation_level=None,
                check_same_thread=False,
                # Whoever holds the file holds it for long: waiting for it is of no use.
                timeout=0.2,
            )
            if path is not None:
                db.execute("PRAGMA locking_mode=EXCLUSIVE")
                db.execute("PRAGMA journal_mode=WAL")
                db.execute("PRAGMA synchronous=NORMAL")
            _check_form(db, path)
            db.executescript(_SCHEMA)
            db.execute(f"PRAGMA max_page_count = {max_bytes // _PAGE_BYTES}")
            db.execute(f"PRAGMA user_version = {_FORM}")
            db.execute("BEGIN")
        except sqlite3.Error as error:
            raise SandboxError(
                f"The sandbox cannot use {path}: {error}.",
                advice="Give another file with --data, or end the sandbox that holds this one.",
            ) from error
        return db

    def close(self) -> None:
        self.commit()
        self._db.close()

    def commit(self) -> None:
        """Make every change so far last; called before a changing request is answered."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def rollback(self) -> None:
        """Undo what was changed since the last commit."""
        # A full disk ends the transaction by itself.
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        self._db.execute("BEGIN")
        self._next_ids = dict(self._db.execute("SELECT kind, next_id FROM seeded"))
        self.revision += 1

    def snapshot(self) -> bytes:
        """The whole store as bytes, for `restore`."""
        self.commit()
        self._db.execute("COMMIT")
        data = self._db.serialize()
        self._db.execute("BEGIN")
        return data

    def restore(self, data: bytes) -> None:
        """Replace everything by a snapshot."""
        self._db.execute("ROLLBACK")
        if self.path is None:
            self._db.deserialize(data)
        else:
            _copy_tables(data, self._db)
        self._db.execute("BEGIN")
        self._next_ids = dict(self._db.execute("SELECT kind, next_id FROM seeded"))
        self.revision += 1

    def ensure(self, kind: str) -> None:
        """Fill a kind with its first objects, if that was not done yet."""
        if kind in self._next_ids:
            return
        self._next_ids[kind] = 1
        self._db.execute("INSERT INTO seeded VALUES (?, 1)", (kind,))
        rows = list(self.seeder(kind)) if self.seeder is not None else []
        self._insert_rows(kind, rows)

    def has_seeded(self, kind: str) -> bool:
        """Whether the first objects of a kind were made; before that nobody can have changed one."""
        return kind in self._next_ids

    def _insert_rows(self, kind: str, rows: list[Object]) -> None:
        if not rows:
            return
        self._db.executemany(
            "INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [self._columns(kind, row) for row in rows]
        )
        self._set_next_id(kind, max(row["id"] for row in rows) + 1)

    @staticmethod
    def _columns(kind: str, row: Object) -> tuple[object, ...]:
        parents = row.get("_in") or [""]
        identifier, owner, machine = row.get("identifier"), row.get("user_id"), row.get("virtual_machine_id")
        return (
            kind,
            row["id"],
            identifier if isinstance(identifier, str) else None,
            parents[0],
            "".join(f"|{parent}" for parent in parents[1:]) + ("|" if len(parents) > 1 else ""),
            owner if isinstance(owner, int) else None,
            machine if isinstance(machine, int) else None,
            _encode(row),
        )

    def _set_next_id(self, kind: str, next_id: int) -> None:
        self._next_ids[kind] = next_id
        self._db.execute("UPDATE seeded SET next_id = ? WHERE kind = ?", (next_id, kind))

    def next_id(self, kind: str) -> int:
        """The id that the next new object of a kind gets."""
        self.ensure(kind)
        return self._next_ids[kind]

    def get(self, kind: str, object_id: int) -> Object | None:
        """One object by its number; a fresh dict, changes to it count only after `save`."""
        self.ensure(kind)
        row = self._db.execute(
            "SELECT data FROM objects WHERE kind = ? AND id = ?", (kind, object_id)
        ).fetchone()
        return None if row is None else _decode(row[0])

    def find(self, kind: str, text: str, keys: Iterable[str] = ()) -> Object | None:
        """One object by what stands in a path: its number, its identifier, or one of the key attributes."""
        if text.isascii() and text.isdigit() and len(text) < 19:
            found = self.get(kind, int(text))
            if found is not None:
                return found
        self.ensure(kind)
        row = self._db.execute(
            "SELECT data FROM objects WHERE kind = ? AND identifier = ?", (kind, text)
        ).fetchone()
        if row is not None:
            return _decode(row[0])
        for key in keys:
            rows, _ = self.select(kind, Filter(equal=((key, text),)), limit=1)
            if rows:
                return rows[0]
        return None

    def select(
        self,
        kind: str,
        wanted: Filter = _NOTHING,
        *,
        limit: int = -1,
        offset: int = 0,
        is_newest_first: bool = False,
    ) -> tuple[list[Object], int]:
        """Objects of a kind by rising id, and how many there are beyond the limit.

        Args:
            limit: Most objects to give; all when negative.
        """
        self.ensure(kind)
        where, values = self._where(kind, wanted)
        order = "DESC" if is_newest_first else "ASC"
        rows = self._db.execute(
            f"SELECT data FROM objects WHERE {where} ORDER BY id {order} LIMIT ? OFFSET ?",
            (*values, limit, offset),
        ).fetchall()
        total = len(rows) + offset
        if (limit >= 0 and len(rows) == limit) or (offset and not rows):
            total = self._db.execute(f"SELECT count(*) FROM objects WHERE {where}", values).fetchone()[0]
        return [_decode(row[0]) for row in rows], total

    @staticmethod
    def _where(kind: str, wanted: Filter) -> tuple[str, list[Any]]:
        clauses, values = ["kind = ?"], [kind]
        more: list[Any] = []
        if wanted.parent:
            # Two questions that an index answers each; joined by OR none would be used.
            clauses.append(
                "id IN (SELECT id FROM objects WHERE kind = ? AND parent = ? AND parent != '' UNION ALL"
                " SELECT id FROM objects WHERE kind = ? AND links != '' AND instr(links, ?))"
            )
            more += [kind, wanted.parent, kind, f"|{wanted.parent}|"]
        if wanted.owner is not None:
            clauses.append("owner = ?")
            more.append(wanted.owner)
        for name, value in wanted.equal:
            column = _COLUMNS.get(name)
            if column is not None and isinstance(value, int):
                clauses.append(f"{column} = ?")
                more.append(value)
            elif value is None:
                clauses.append("json_extract(data, ?) IS NULL")
                more.append(f'$."{name}"')
            else:
                clauses.append("json_extract(data, ?) = ?")
                more += [f'$."{name}"', value]
        if wanted.text:
            # Names with "_" are hidden: a search must not find a password's digest.
            clauses.append(
                "EXISTS (SELECT 1 FROM json_each(data) WHERE substr(key, 1, 1) != '_'"
                " AND instr(lower(value), lower(?)))"
            )
            more.append(wanted.text)
        return " AND ".join(clauses), values + more

    def insert(self, kind: str, row: Object) -> Object:
        """Add an object; it gets the next id when it has none."""
        self.ensure(kind)
        if row.get("id") is None:
            row["id"] = self._next_ids[kind]
        self._db.execute("INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._columns(kind, row))
        self._set_next_id(kind, max(self._next_ids[kind], row["id"] + 1))
        self.revision += 1
        return row

    def save(self, kind: str, row: Object) -> None:
        """Write an object that is there already."""
        kind, object_id, *rest = self._columns(kind, row)  # type: ignore[assignment]  # a fixed tuple
        self._db.execute(
            "UPDATE objects SET identifier = ?, parent = ?, links = ?, owner = ?, machine = ?, data = ?"
            " WHERE kind = ? AND id = ?",
            (*rest, kind, object_id),
        )
        self.revision += 1

    def remove(self, kind: str, object_id: int) -> None:
        self._db.execute("DELETE FROM objects WHERE kind = ? AND id = ?", (kind, object_id))
        self.revision += 1

    def fact(self, name: str) -> str:
        """A remembered text, "" when there is none."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    def set_fact(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
        self.revision += 1

    def forget_facts(self, start: str) -> None:
        """Forget the texts whose names begin so."""
        self._db.execute("DELETE FROM facts WHERE substr(name, 1, ?) = ?", (len(start), start))
        self.revision += 1

    def add_job(self, due: float, work: Mapping[str, object], subject: str = "") -> None:
        """Something to be done at a moment, in seconds since 1970.

        Args:
            subject: What it is about, for `jobs_about`.
        """
        self._db.execute(
            "INSERT INTO jobs (due, subject, work) VALUES (?, ?, ?)", (due, subject, _encode(work))
        )

    def delay_jobs(self, subject: str, seconds: float) -> None:
        """Put off what is still to be done about something."""
        self._db.execute("UPDATE jobs SET due = due + ? WHERE subject = ?", (seconds, subject))

    def counts(self) -> dict[str, int]:
        """Kind → how many objects there are, of kinds that were asked for."""
        return dict(self._db.execute("SELECT kind, count(*) FROM objects GROUP BY kind ORDER BY kind"))

    def wipe(self) -> None:
        """Remove everything; kinds are filled anew when they are asked for."""
        for table in _TABLES:
            self._db.execute(f"DELETE FROM {table}")
        self._next_ids.clear()
        self.revision += 1

    def jobs_about(self, subject: str) -> list[dict[str, Any]]:
        """What is still to be done about something, the earliest first."""
        rows = self._db.execute("SELECT work FROM jobs WHERE subject = ? ORDER BY due, id", (subject,))
        return [_decode(row[0]) for row in rows]

    def next_due(self) -> float | None:
        """When the next job is due."""
        due: float | None = self._db.execute("SELECT min(due) FROM jobs").fetchone()[0]
        return due

    def take_job(self, now: float) -> dict[str, Any] | None:
        """The earliest job that is due; it is taken off the list."""
        row = self._db.execute(
            "SELECT id, work FROM jobs WHERE due <= ? ORDER BY due, id LIMIT 1", (now,)
        ).fetchone()
        if row is None:
            return None
        self._db.execute("DELETE FROM jobs WHERE id = ?", (row[0],))
        return _decode(row[1])


def _check_form(db: sqlite3.Connection, path: Path | None) -> None:
    """Refuse a file whose tables another version made.

    Raises:
        SandboxError: It is one.
    """
    form: int = db.execute("PRAGMA user_version").fetchone()[0]
    has_tables = db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
    if has_tables and form != _FORM:
        db.close()
        raise SandboxError(
            f"{path} was not made by this version of the sandbox.", advice="Give another file with --data."
        )


def _copy_tables(data: bytes, target: sqlite3.Connection) -> None:
    """Replace the rows of a database by those of a serialized one, all or nothing."""
    source = sqlite3.connect(":memory:")
    # Two bytes of the head say that a journal lies beside the file, which memory has not.
    source.deserialize(data[:18] + b"\x01\x01" + data[20:])
    target.execute("BEGIN")
    for table in _TABLES:
        target.execute(f"DELETE FROM {table}")
        for row in source.execute(f"SELECT * FROM {table}"):
            target.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    target.execute("COMMIT")
    source.close()
