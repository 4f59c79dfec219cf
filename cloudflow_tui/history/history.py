"""The history: begin an exchange before it is sent, finish it, list and read what was.

The one way into the database. Masks every secret before it writes, and may be used from several threads and
by several processes at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.exchange import Exchange, Outcome, Request
from cloudflow_tui.history.bodies import keep_body, read_body
from cloudflow_tui.history.columns import (
    ROW_COLUMNS,
    finished_columns,
    path_of,
    search_text,
    storable,
    to_exchange,
    to_pairs_json,
    to_row,
    to_us,
)
from cloudflow_tui.history.masked_draft import masked_draft
from cloudflow_tui.history.owner import is_running, own_mark
from cloudflow_tui.redact import Redactor

if TYPE_CHECKING:
    import sqlite3

    from cloudflow_tui.history.models import HistoryRow


class History:
    """All exchanges of this user. Made by `History.open`."""

    def __init__(
        self, connection: sqlite3.Connection, file: Path, *, secrets: Iterable[str] = (), warning: str = ""
    ) -> None:
        self.file = file
        self.warning = warning
        """What the user should know of the file, "" when all is well."""
        self._connection = connection
        self._lock = threading.RLock()
        self._redactor = Redactor(secrets)
        self._owner = own_mark()
        self._is_closed = False

    @classmethod
    def open(cls, file: Path, secrets: Iterable[str] = ()) -> History:
        """The history in that file, made when there is none.

        Args:
            secrets: Values that must never be written, such as the password of the profile.

        Raises:
            HistoryError: The file cannot be made, opened or understood.
        """
        from cloudflow_tui.history.database import open_database

        connection, warning = open_database(file)
        return cls(connection, file, secrets=secrets, warning=warning)

    def know_secret(self, value: str) -> None:
        """One more value that must never be written."""
        self._redactor = self._redactor.knowing([value])

    def begin(
        self,
        request: Request,
        *,
        profile_name: str,
        login: str,
        started_at: datetime,
        draft_json: str = "",
    ) -> int:
        """Write down a request that is about to leave; it is on disk when this returns.

        Args:
            draft_json: The draft it was built from, "" when there is none.

        Returns:
            Its number.

        Raises:
            HistoryError: It cannot be written.
        """
        redactor = self._redactor.knowing(request.secret_values)
        masked = redactor.request(request)
        draft = masked_draft(draft_json, redactor, request.secret_values)
        path = storable(path_of(masked.url))
        words = (request.method, path_of(masked.url), request.endpoint_id, profile_name, login)
        with self._writing() as connection:
            body_id, _ = keep_body(connection, [masked.body])
            done = connection.execute(
                "INSERT INTO exchanges (started_us, outcome, method, path, profile_name, login, endpoint_id, "
                "owner, search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    to_us(started_at),
                    Outcome.SENDING.value,
                    request.method,
                    path,
                    storable(profile_name),
                    storable(login),
                    request.endpoint_id,
                    self._owner,
                    search_text(words),
                ),
            )
            number = int(done.lastrowid or 0)
            connection.execute(
                "INSERT INTO details (number, url, format, timeout_s, request_headers, request_body_id, "
                "draft_json) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    storable(masked.url),
                    masked.format,
                    masked.timeout_s,
                    to_pairs_json(masked.headers),
                    body_id,
                    storable(draft),
                ),
            )
        return number

    def finish(self, exchange: Exchange, what_happened: str) -> None:
        """Write down what became of a request that was begun.

        Args:
            exchange: Carries its number; its body may lie in a spool file.
            what_happened: A few words for the list.

        Raises:
            HistoryError: It cannot be written, or was never begun.
        """
        redactor = self._redactor.knowing(exchange.request.secret_values)
        # The body is masked chunk by chunk while it is written; everything else here.
        masked = redactor.exchange(_without_bodies(exchange))
        words = storable(redactor.text(what_happened))
        content_type = "" if exchange.response is None else exchange.response.header("content-type")
        columns = finished_columns(masked)
        assignments = ", ".join(f"{name} = :{name}" for name in columns)
        try:
            with self._writing() as connection:
                body_id, size_bytes = None, None
                if exchange.response is not None:
                    chunks = redactor.chunks(exchange.response.body, content_type)
                    body_id, _ = keep_body(connection, chunks)
                    size_bytes = exchange.response.body.size_bytes
                done = connection.execute(
                    "UPDATE exchanges SET outcome = ?, status = ?, elapsed_ms = ?, size_bytes = ?, "
                    "what_happened = ?, search_text = search_text || ' ' || ? WHERE number = ?",
                    (
                        exchange.outcome.value,
                        exchange.status,
                        exchange.timing.total_ms,
                        size_bytes,
                        words,
                        search_text((exchange.status, exchange.outcome.value, words)),
                        exchange.number,
                    ),
                )
                if done.rowcount != 1:
                    raise self._no_such(exchange.number)
                connection.execute(
                    f"UPDATE details SET {assignments}, response_body_id = :body_id WHERE number = :number",
                    {**columns, "body_id": body_id, "number": exchange.number},
                )
        except OSError as error:
            raise HistoryError(
                f"The answer of exchange {exchange.number} cannot be read back from disk: "
                f"{error.strerror or type(error).__name__}.",
                advice="Check the cache folder.",
                file=str(self.file),
            ) from error

    def rows(
        self, limit: int = 200, query: str = "", offset: int = 0, endpoint_id: str | None = None
    ) -> list[HistoryRow]:
        """The list, newest first.

        Args:
            query: Words that must all occur: in method, path, endpoint, profile, login, status, outcome, or
                in what happened. Case does not matter.
            endpoint_id: Only what was sent to this endpoint.

        Raises:
            HistoryError: The database cannot be read.
        """
        conditions, values = [], []
        if endpoint_id is not None:
            conditions.append("endpoint_id = ?")
            values.append(endpoint_id)
        for word in query.lower().split():
            conditions.append("instr(search_text, ?) > 0")
            values.append(storable(word))
        where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
        with self._reading() as connection:
            found = connection.execute(
                f"SELECT {ROW_COLUMNS} FROM exchanges {where}ORDER BY number DESC LIMIT ? OFFSET ?",
                (*values, limit, offset),
            ).fetchall()
        return [to_row(row, is_running) for row in found]

    def get(self, number: int) -> Exchange:
        """One exchange with its bodies, secrets masked.

        Raises:
            HistoryError: No such number, or the database cannot be read.
        """
        with self._reading() as connection:
            found = connection.execute(
                "SELECT * FROM exchanges JOIN details USING (number) WHERE number = ?", (number,)
            )
            names = [column[0] for column in found.description]
            row = found.fetchone()
            if row is None:
                raise self._no_such(number)
            values = dict(zip(names, row, strict=True))
            request_body = read_body(connection, values["request_body_id"])
            response_body = read_body(connection, values["response_body_id"])
        return to_exchange(values, request_body, response_body)

    def draft_json(self, number: int) -> str:
        """The draft that an exchange was sent from, secrets masked; "" when it came from none.

        Raises:
            HistoryError: No such number, or the database cannot be read.
        """
        with self._reading() as connection:
            row = connection.execute("SELECT draft_json FROM details WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise self._no_such(number)
        return str(row[0])

    def count(self) -> int:
        """How many exchanges there are.

        Raises:
            HistoryError: The database cannot be read.
        """
        with self._reading() as connection:
            (count,) = connection.execute("SELECT count(*) FROM exchanges").fetchone()
        return int(count)

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        with self._lock:
            self._is_closed = True
            self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
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
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _no_such(self, number: int) -> HistoryError:
        return HistoryError(
            f"The history has no exchange {number}.",
            advice="See: cloudflow-tui history list",
            file=str(self.file),
        )


def _without_bodies(exchange: Exchange) -> Exchange:
    from cloudflow_tui.document.body import EMPTY_BODY

    response = exchange.response
    if response is not None:
        response = replace(response, body=EMPTY_BODY)
    return replace(exchange, request=replace(exchange.request, body=b""), response=response)
