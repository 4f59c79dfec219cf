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
from cloudflow_tui.sandbox.bulk import FACT, FIRST_PART, PART, Bulk, Span, read_span
from cloudflow_tui.sandbox.conditions import conditions
from cloudflow_tui.sandbox.tables import FORM, MAX_BYTES, PAGE_BYTES, SCHEMA, TABLES, check_form, copy_tables

Object = dict[str, Any]


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
        self.bulks: Mapping[str, Bulk] = {}
        """Kind → further first objects, which are made by number; set with the seeder."""
        self._next_ids: dict[str, int] = {}
        self._lacking: dict[str, Span] = {}
        """Kind → numbers of its first objects that were not laid down yet."""
        self._db = self._open(path, max_bytes)
        self._recall()

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
            check_form(db, path)
            db.executescript(SCHEMA)
            db.execute(f"PRAGMA max_page_count = {max_bytes // PAGE_BYTES}")
            db.execute(f"PRAGMA user_version = {FORM}")
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
        self._recall()
        self.revision += 1

    def _recall(self) -> None:
        """Take what the tables say of kinds."""
        self._next_ids = dict(self._db.execute("SELECT kind, next_id FROM seeded"))
        spans = self._db.execute("SELECT name, value FROM facts WHERE name LIKE ?", (f"{FACT}%",))
        self._lacking = {name.removeprefix(FACT): read_span(text) for name, text in spans}

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
            copy_tables(data, self._db)
        self._db.execute("BEGIN")
        self._recall()
        self.revision += 1

    def ensure(self, kind: str) -> None:
        """Fill a kind with its first objects, if that was not done yet."""
        if kind in self._next_ids:
            return
        self._next_ids[kind] = 1
        self._db.execute("INSERT INTO seeded VALUES (?, 1)", (kind,))
        rows = list(self.seeder(kind)) if self.seeder is not None else []
        self._insert_rows(kind, rows)
        bulk = self.bulks.get(kind)
        if bulk is not None:
            self._set_next_id(kind, bulk.last + 1)
            self._lacking[kind] = Span(bulk.first, bulk.last + 1)
            self._lay(kind, FIRST_PART)

    def _lay(self, kind: str, count: int) -> None:
        """Lay down a part of the first objects that a kind lacks; in this transaction."""
        bulk = self.bulks[kind]
        part, rest = self._lacking[kind].part(count, is_newest_first=bulk.is_newest_first)
        self._insert_rows(kind, list(bulk.make(part.start, part.end)))
        if rest.size:
            self._lacking[kind] = rest
            self.set_fact(FACT + kind, rest.written())
        else:
            del self._lacking[kind]
            self.forget_facts(FACT + kind)

    def _lay_all(self, kind: str) -> None:
        """Lay down everything that a kind lacks."""
        while kind in self._lacking:
            self._lay(kind, self._lacking[kind].size)

    def lay_some(self) -> bool:
        """Lay down a little of what is lacking, between two requests; says whether more is lacking."""
        kind = next((name for name in self.bulks if name in self._lacking or not self.has_seeded(name)), "")
        if not kind:
            return False
        revision = self.revision
        self.ensure(kind)
        if kind in self._lacking:
            self._lay(kind, PART)
        self.commit()
        # Nothing that was answered is less true now.
        self.revision = revision
        return True

    def has_seeded(self, kind: str) -> bool:
        """Whether the first objects of a kind were made; before that nobody can have changed one."""
        return kind in self._next_ids

    def _insert_rows(self, kind: str, rows: list[Object]) -> None:
        if not rows:
            return
        self._db.executemany(
            "INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [self._columns(kind, row) for row in rows]
        )
        self._set_next_id(kind, max(self._next_ids[kind], max(row["id"] for row in rows) + 1))

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
        span = self._lacking.get(kind)
        if span is not None and span.start <= object_id < span.end:
            self._lay_all(kind)
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
        self._lay_all(kind)
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
        is_counted: bool = True,
    ) -> tuple[list[Object], int]:
        """Objects of a kind by rising id, and how many there are beyond the limit.

        Args:
            limit: Most objects to give; all when negative.
            is_counted: False when it does not matter how many there are: the number may be too low then.
        """
        self.ensure(kind)
        lacking = self._lacking.get(kind)
        if lacking is not None:
            if limit >= 0 and (wanted == _NOTHING or not is_counted):
                found = self._selected(kind, wanted, limit, offset, is_newest_first)
                rows = found[0]
                ids = [row["id"] for row in rows]
                is_before = all(
                    number >= lacking.end if is_newest_first else number < lacking.start for number in ids
                )
                if len(rows) == limit and is_before:
                    return rows, found[1] + lacking.size
            self._lay_all(kind)
        return self._selected(kind, wanted, limit, offset, is_newest_first)

    def _selected(
        self, kind: str, wanted: Filter, limit: int, offset: int, is_newest_first: bool
    ) -> tuple[list[Object], int]:
        """What `select` gives of the objects that are there."""
        where, values = conditions(kind, wanted)
        order = "DESC" if is_newest_first else "ASC"
        rows = self._db.execute(
            f"SELECT data FROM objects WHERE {where} ORDER BY id {order} LIMIT ? OFFSET ?",
            (*values, limit, offset),
        ).fetchall()
        total = len(rows) + offset
        if (limit >= 0 and len(rows) == limit) or (offset and not rows):
            total = self._db.execute(f"SELECT count(*) FROM objects WHERE {where}", values).fetchone()[0]
        return [_decode(row[0]) for row in rows], total

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
        counts = dict(self._db.execute("SELECT kind, count(*) FROM objects GROUP BY kind ORDER BY kind"))
        return {
            kind: count + (self._lacking[kind].size if kind in self._lacking else 0)
            for kind, count in counts.items()
        }

    def wipe(self) -> None:
        """Remove everything; kinds are filled anew when they are asked for."""
        for table in TABLES:
            self._db.execute(f"DELETE FROM {table}")
        self._next_ids.clear()
        self._lacking.clear()
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
