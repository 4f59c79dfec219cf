"""Cases: tickets with their exchanges, notes and attachments. Masks every text before it is written."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.history.bodies import keep_body, read_body, stage_body
from cloudflow_tui.history.case_models import Attachment, Case, Note
from cloudflow_tui.history.columns import from_us, storable, to_us

if TYPE_CHECKING:
    import sqlite3

    from cloudflow_tui.history.store import Store
    from cloudflow_tui.redact import Redactor

MOST_NAME: Final = 100
_NAME: Final = re.compile(r"[^\s,*?\"()][^,*?\"()\n\r\t]*")
_RESERVED: Final = frozenset(("none", "any"))
_CASES: Final = (
    "SELECT name, title, opened_us, closed_us, "
    "(SELECT count(*) FROM case_exchanges WHERE case_id = cases.id), "
    "(SELECT count(*) FROM notes WHERE case_id = cases.id), "
    "(SELECT count(*) FROM attachments WHERE case_id = cases.id) FROM cases"
)
_NOTES: Final = (
    "SELECT notes.id, text, author, written_us, number, coalesce(cases.name, ''), mark "
    "FROM notes LEFT JOIN cases ON cases.id = notes.case_id"
)


class Cases:
    """All cases of a history."""

    def __init__(self, store: Store, redactor: Callable[[], Redactor]) -> None:
        self._store = store
        self._redactor = redactor

    def open(self, name: str, title: str = "", *, at: datetime | None = None) -> Case:
        """Open a case, or open one again that was closed; a title replaces the one it had.

        Raises:
            HistoryError: The name cannot be one, or it cannot be written.
        """
        with self._store.writing() as connection:
            case_id = self._made(connection, name, at)
            connection.execute("UPDATE cases SET closed_us = NULL WHERE id = ?", (case_id,))
            if title:
                connection.execute("UPDATE cases SET title = ? WHERE id = ?", (self._masked(title), case_id))
        return self.get(name)

    def close(self, name: str, *, at: datetime | None = None) -> Case:
        """Close a case; nothing in it changes.

        Raises:
            HistoryError: No such case, or it cannot be written.
        """
        with self._store.writing() as connection:
            case_id = self._id(connection, name)
            moment = to_us(at or datetime.now(UTC))
            connection.execute(
                "UPDATE cases SET closed_us = coalesce(closed_us, ?) WHERE id = ?", (moment, case_id)
            )
        return self.get(name)

    def delete(self, name: str) -> None:
        """Remove a case with its notes and attachments; its exchanges stay.

        Raises:
            HistoryError: No such case, or it cannot be written.
        """
        with self._store.writing() as connection:
            connection.execute("DELETE FROM cases WHERE id = ?", (self._id(connection, name),))

    def get(self, name: str) -> Case:
        """One case.

        Raises:
            HistoryError: No such case, with the nearest names.
        """
        with self._store.reading() as connection:
            row = connection.execute(f"{_CASES} WHERE name = ?", (storable(name.strip()),)).fetchone()
            if row is None:
                self._id(connection, name)
        return _to_case(row)

    def all(self, words: str = "", *, is_open: bool | None = None) -> list[Case]:
        """Cases, open ones first, then the newest.

        Args:
            words: All must occur in name, title or notes.
            is_open: Only open or only closed ones.
        """
        conditions, values = [], []
        for word in words.lower().split():
            conditions.append(
                "instr(lower(name || ' ' || title || ' ' || coalesce((SELECT group_concat(text, ' ') "
                "FROM notes WHERE case_id = cases.id), '')), ?) > 0"
            )
            values.append(storable(word))
        if is_open is not None:
            conditions.append(f"closed_us IS {'' if is_open else 'NOT '}NULL")
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        with self._store.reading() as connection:
            found = connection.execute(
                f"{_CASES} {where} ORDER BY closed_us IS NOT NULL, opened_us DESC, id DESC", values
            ).fetchall()
        return [_to_case(row) for row in found]

    # Exchanges

    def tag(self, name: str, numbers: Iterable[int]) -> int:
        """Put exchanges into a case, which is opened when there is none of that name.

        Returns:
            How many were not in it before.

        Raises:
            HistoryError: No such exchange, a name that cannot be one, or it cannot be written.
        """
        added = 0
        with self._store.writing() as connection:
            case_id = self._made(connection, name, None)
            for number in numbers:
                self._check_number(connection, number)
                added += connection.execute(
                    "INSERT OR IGNORE INTO case_exchanges VALUES (?, ?)", (number, case_id)
                ).rowcount
        return added

    def untag(self, name: str, numbers: Iterable[int]) -> int:
        """Take exchanges out of a case.

        Returns:
            How many were in it.

        Raises:
            HistoryError: No such case, or it cannot be written.
        """
        with self._store.writing() as connection:
            case_id = self._id(connection, name)
            removed = 0
            for number in numbers:
                removed += connection.execute(
                    "DELETE FROM case_exchanges WHERE number = ? AND case_id = ?", (number, case_id)
                ).rowcount
        return removed

    def numbers(self, name: str) -> list[int]:
        """The exchanges of a case, oldest first.

        Raises:
            HistoryError: No such case.
        """
        with self._store.reading() as connection:
            found = connection.execute(
                "SELECT number FROM case_exchanges WHERE case_id = ? ORDER BY number",
                (self._id(connection, name),),
            ).fetchall()
        return [number for (number,) in found]

    # Notes

    def add_note(
        self,
        text: str,
        *,
        name: str = "",
        number: int | None = None,
        author: str = "",
        at: datetime | None = None,
        mark: str = "",
    ) -> Note:
        """Write a note on a case or on an exchange.

        Args:
            mark: Of a note that comes from elsewhere; one that is here already is not written again.

        Raises:
            HistoryError: Neither or nothing to write, no such exchange, or it cannot be written.
        """
        if not text.strip():
            raise HistoryError("The note is empty.", advice="Write something.", file=str(self._store.file))
        mark = mark or os.urandom(12).hex()
        with self._store.writing() as connection:
            case_id = self._made(connection, name, at) if name else None
            if number is not None:
                self._check_number(connection, number)
            connection.execute(
                "INSERT OR IGNORE INTO notes (number, case_id, written_us, author, text, mark) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    number,
                    case_id,
                    to_us(at or datetime.now(UTC)),
                    self._masked(author),
                    self._masked(text.strip()),
                    mark,
                ),
            )
            row = connection.execute(f"{_NOTES} WHERE mark = ?", (mark,)).fetchone()
        return _to_note(row)

    def notes(self, *, name: str = "", number: int | None = None) -> list[Note]:
        """The notes on a case or on an exchange, oldest first.

        Raises:
            HistoryError: No such case.
        """
        with self._store.reading() as connection:
            column, value = (
                ("number", number) if number is not None else ("case_id", self._id(connection, name))
            )
            found = connection.execute(f"{_NOTES} WHERE {column} = ? ORDER BY written_us, notes.id", (value,))
            return [_to_note(row) for row in found.fetchall()]

    def remove_note(self, note_id: int) -> None:
        """Remove a note.

        Raises:
            HistoryError: It cannot be written.
        """
        with self._store.writing() as connection:
            connection.execute("DELETE FROM notes WHERE id = ?", (note_id,))

    # Attachments

    def attach(
        self, name: str, file_name: str, data: bytes, content_type: str = "application/octet-stream"
    ) -> Attachment:
        """Put a file into a case; one of the same name is replaced. Text in it is masked.

        Raises:
            HistoryError: A name that cannot be one, or it cannot be written.
        """
        clean = Path(file_name.replace("\\", "/")).name.strip()
        if clean in ("", ".", "..") or not clean.isprintable() or len(clean) > 255:
            raise HistoryError(f"{file_name!r} is no name of a file.", advice="Name it in plain letters.")
        masked = data if b"\0" in data[:4096] else self._redactor().body(data, content_type)
        try:
            staged = stage_body([masked], self._store.bodies_folder)
        except OSError as error:
            raise HistoryError(
                f"{clean} cannot be attached: {error.strerror}.", advice="Check the room on the disk."
            ) from error
        moment = datetime.now(UTC)
        with self._store.writing() as connection:
            body_id, _ = keep_body(connection, staged)
            connection.execute(
                "INSERT OR REPLACE INTO attachments (case_id, name, content_type, body_id, added_us) "
                "VALUES (?, ?, ?, ?, ?)",
                (self._made(connection, name, None), clean, content_type, body_id, to_us(moment)),
            )
        return Attachment(clean, content_type, staged.size_bytes, moment)

    def attachments(self, name: str) -> list[Attachment]:
        """The files of a case, oldest first.

        Raises:
            HistoryError: No such case.
        """
        with self._store.reading() as connection:
            found = connection.execute(
                "SELECT name, content_type, coalesce(size_bytes, 0), added_us FROM attachments "
                "LEFT JOIN bodies ON bodies.id = body_id WHERE case_id = ? ORDER BY attachments.id",
                (self._id(connection, name),),
            ).fetchall()
        return [Attachment(file, kind, size, from_us(added)) for file, kind, size, added in found]

    def attached(self, name: str, file_name: str) -> bytes:
        """What is in a file of a case.

        Raises:
            HistoryError: No such case or file.
        """
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT body_id FROM attachments WHERE case_id = ? AND name = ?",
                (self._id(connection, name), file_name),
            ).fetchone()
            if row is None:
                raise HistoryError(f"Case {name} has no file {file_name!r}.", file=str(self._store.file))
            return read_body(connection, row[0], self._store.bodies_folder)

    def _masked(self, text: str) -> str:
        return storable(self._redactor().text(text))

    def _made(self, connection: sqlite3.Connection, name: str, at: datetime | None) -> int:
        clean = checked_name(name)
        connection.execute(
            "INSERT OR IGNORE INTO cases (name, opened_us) VALUES (?, ?)",
            (clean, to_us(at or datetime.now(UTC))),
        )
        return self._id(connection, clean)

    def _id(self, connection: sqlite3.Connection, name: str) -> int:
        row = connection.execute("SELECT id FROM cases WHERE name = ?", (storable(name.strip()),)).fetchone()
        if row is not None:
            return int(row[0])
        from difflib import get_close_matches

        names = [
            known for (known,) in connection.execute("SELECT name FROM cases ORDER BY id DESC LIMIT 1000")
        ]
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        advice = f"Nearest: {', '.join(near)}." if near else "See: cloudflow-tui history case list"
        raise HistoryError(f"No case is called {name!r}.", advice=advice, file=str(self._store.file))

    def _check_number(self, connection: sqlite3.Connection, number: int) -> None:
        if connection.execute("SELECT 1 FROM exchanges WHERE number = ?", (number,)).fetchone() is None:
            raise HistoryError(
                f"The history has no exchange {number}.",
                advice="See: cloudflow-tui history list",
                file=str(self._store.file),
            )


def checked_name(name: str) -> str:
    """The name of a case without blanks around it.

    Raises:
        HistoryError: It is empty, too long, or has characters that the search language needs.
    """
    clean = storable(name.strip())
    if not _NAME.fullmatch(clean) or len(clean) > MOST_NAME or not clean.isprintable():
        raise HistoryError(
            f"{name!r} cannot be the name of a case.", advice='Without , * ? " ( ), such as TCK-4471.'
        )
    if clean.lower() in _RESERVED:
        raise HistoryError(f"A case cannot be called {clean}.", advice="case:none and case:any mean others.")
    return clean


def _to_case(row: tuple[Any, ...]) -> Case:
    name, title, opened_us, closed_us, *counts = row
    closed_at = None if closed_us is None else from_us(closed_us)
    return Case(name, title, closed_us is None, from_us(opened_us), closed_at, *counts)


def _to_note(row: tuple[Any, ...]) -> Note:
    note_id, text, author, written_us, number, case_name, mark = row
    return Note(note_id, text, author, from_us(written_us), number, case_name, mark)
