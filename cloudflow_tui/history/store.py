"""The open database: one connection that writes, others that read, errors in words. Knows no tables.

Reading never waits for writing, which may wait for seconds while another program holds the file.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import HistoryError

if TYPE_CHECKING:
    import sqlite3


class Store:
    """A database that several threads share.

    Args:
        connection: Writes; used by one thread at a time.
        open_reader: Makes another connection to the same file, to read with.
    """

    def __init__(
        self, connection: sqlite3.Connection, file: Path, open_reader: Callable[[Path], sqlite3.Connection]
    ) -> None:
        self.file = file
        self._connection = connection
        self._open_reader = open_reader
        self._lock = threading.RLock()
        self._writing_thread = 0
        """The one within `writing`, 0 for none."""
        self._idle: list[sqlite3.Connection] = []
        """Connections to read with that nobody uses now."""
        self._is_closed = False

    @property
    def bodies_folder(self) -> Path:
        """Where large bodies lie; made when the first one is written."""
        return self.file.with_name(f"{self.file.stem}-bodies")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with; within `writing` it sees what was written there.

        Raises:
            HistoryError: Whatever the database says.
        """
        if self._writing_thread == threading.get_ident():
            yield self._connection
            return
        with self._errors_in_words():
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._open_reader(self.file)
            try:
                yield connection
            finally:
                self._put_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection within a transaction: all of it is written, or nothing.

        Raises:
            HistoryError: Whatever the database says.
        """
        if self._writing_thread == threading.get_ident():
            # Within a writing of the same thread; that one ends it.
            yield self._connection
            return
        with self.alone() as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._writing_thread = threading.get_ident()
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._writing_thread = 0

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """The connection that writes, without a transaction and for no other thread: for its upkeep.

        Raises:
            HistoryError: Whatever the database says.
        """
        with self._lock, self._errors_in_words():
            yield self._connection

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        with self._lock:
            self._is_closed = True
            self._connection.close()
        while self._idle:
            self._idle.pop().close()

    def _put_back(self, connection: sqlite3.Connection) -> None:
        if self._is_closed:
            connection.close()
        else:
            self._idle.append(connection)

    @contextmanager
    def _errors_in_words(self) -> Iterator[None]:
        import sqlite3

        from cloudflow_tui.history.database import history_error

        if self._is_closed:
            raise HistoryError("The history is closed.", advice="Open it again.", file=str(self.file))
        try:
            yield
        except sqlite3.Error as error:
            raise history_error(error, self.file) from error
