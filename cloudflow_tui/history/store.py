"""The open database with its lock: reading and writing one at a time, errors in words. Knows no tables."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import HistoryError

if TYPE_CHECKING:
    import sqlite3


class Store:
    """A connection that several threads share."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self.file = file
        self._connection = connection
        self._lock = threading.RLock()
        self._is_closed = False

    @property
    def bodies_folder(self) -> Path:
        """Where large bodies lie; made when the first one is written."""
        return self.file.with_name(f"{self.file.stem}-bodies")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, alone.

        Raises:
            HistoryError: Whatever the database says.
        """
        import sqlite3

        from cloudflow_tui.history.database import history_error

        with self._lock:
            if self._is_closed:
                raise HistoryError("The history is closed.", advice="Open it again.", file=str(self.file))
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise history_error(error, self.file) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection within a transaction: all of it is written, or nothing.

        Raises:
            HistoryError: Whatever the database says.
        """
        with self.reading() as connection:
            if connection.in_transaction:
                # Within a writing of the same thread; that one ends it.
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        with self._lock:
            self._is_closed = True
            self._connection.close()
