"""The history: begin an exchange before it is sent, finish it, list, find and read what was.

The one way into the database. Masks every secret before it writes, and may be used from several threads and
by several processes at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.document.body import EMPTY_BODY
from cloudflow_tui.errors import HistoryError
from cloudflow_tui.history.bodies import APART_ABOVE_BYTES, StagedBody, read_body, stage_body
from cloudflow_tui.history.columns import ROW_COLUMNS, storable, to_exchange, to_row
from cloudflow_tui.history.finding import conditions_of, found_numbers
from cloudflow_tui.history.masked_draft import masked_draft
from cloudflow_tui.history.owner import is_running, own_mark
from cloudflow_tui.history.recording import Begun, insert_request, update_answer
from cloudflow_tui.history.store import Store
from cloudflow_tui.history.tallies import count_all
from cloudflow_tui.redact import Redactor

if TYPE_CHECKING:
    import sqlite3

    from cloudflow_tui.exchange import Exchange, Request, Response
    from cloudflow_tui.history.cases import Cases
    from cloudflow_tui.history.models import HistoryRow
    from cloudflow_tui.history.search import Search
    from cloudflow_tui.history.views import Views


class History:
    """All exchanges of this user. Made by `History.open`."""

    def __init__(
        self, connection: sqlite3.Connection, file: Path, *, secrets: Iterable[str] = (), warning: str = ""
    ) -> None:
        from cloudflow_tui.history.database import open_reader

        self.file = file
        self.warning = warning
        """What the user should know of the file, "" when all is well."""
        self.case_name = ""
        """The case that everything belongs to that begins from now on; "" for none."""
        self.store = Store(connection, file, open_reader)
        self._redactor = Redactor(secrets)
        self._owner = own_mark()

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

    @property
    def redactor(self) -> Redactor:
        """Masks what it knows to be secret, for all that goes in."""
        return self._redactor

    def know_secret(self, value: str) -> None:
        """One more value that must never be written."""
        self._redactor = self._redactor.knowing([value])

    def begin_in_case(self, name: str) -> None:
        """Put everything that begins from now on into a case, which is opened with the first; "" ends that.

        Raises:
            HistoryError: The name cannot be one.
        """
        from cloudflow_tui.history.cases import checked_name

        self.case_name = checked_name(name) if name else ""

    # Parts

    @cached_property
    def cases(self) -> Cases:
        """Tickets with their exchanges, notes and attachments."""
        from cloudflow_tui.history.cases import Cases

        return Cases(self.store, lambda: self._redactor)

    @cached_property
    def views(self) -> Views:
        """Groups, the timeline of one object, and what may be searched for."""
        from cloudflow_tui.history.views import Views

        return Views(self.store)

    # Writing

    def begin(
        self,
        request: Request,
        *,
        profile_name: str,
        login: str,
        started_at: datetime,
        draft_json: str = "",
        origin: str | None = None,
    ) -> int:
        """Write down a request that is about to leave; it is on disk when this returns.

        Args:
            draft_json: The draft it was built from, "" when there is none.
            origin: Where it came from when it was not sent from here.

        Returns:
            Its number.

        Raises:
            HistoryError: It cannot be written.
        """
        redactor = self._redactor.knowing(request.secret_values)
        masked = redactor.request(request)
        draft = masked_draft(draft_json, redactor, request.secret_values)
        body = self._staged([masked.body])
        begun = Begun(masked, body, draft, profile_name, login, started_at, self._owner, origin)
        with self.store.writing() as connection:
            number = insert_request(connection, begun)
            if self.case_name:
                self.cases.tag(self.case_name, [number])
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
        body = None
        if exchange.response is not None:
            answer = exchange.response
            try:
                body = self._staged_answer(redactor, answer)
            except FileNotFoundError as error:
                raise HistoryError(
                    f"The answer of exchange {exchange.number} cannot be read back from disk.",
                    advice="Check the cache folder.",
                    file=str(self.file),
                ) from error
        with self.store.writing() as connection:
            if not update_answer(connection, masked, body, words):
                raise self._no_such(exchange.number)

    def add(self, exchange: Exchange, what_happened: str, *, origin: str, draft_json: str = "") -> int:
        """Write down an exchange that was sent from elsewhere, once.

        Args:
            origin: What tells it from all others; one that is here already is not added again.

        Returns:
            Its number, 0 when it was here already.

        Raises:
            HistoryError: It cannot be written.
        """
        with self.store.writing() as connection:
            known = connection.execute("SELECT number FROM exchanges WHERE origin = ?", (origin,)).fetchone()
            if known is not None:
                return 0
            number = self.begin(
                exchange.request,
                profile_name=exchange.profile_name,
                login=exchange.login,
                started_at=exchange.timing.started_at,
                draft_json=draft_json,
                origin=origin,
            )
            self.finish(replace(exchange, number=number), what_happened)
        return number

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything that is written meanwhile is written together, or not at all.

        Raises:
            HistoryError: It cannot be written.
        """
        with self.store.writing():
            yield

    # Reading

    def rows(
        self,
        limit: int = 200,
        query: str = "",
        endpoint_id: str | None = None,
        *,
        before: int | None = None,
        now: datetime | None = None,
    ) -> list[HistoryRow]:
        """The list, newest first.

        Args:
            query: In the search language, see `search.FIELDS`.
            before: Only what is older than the exchange of that number: the page behind it.
            endpoint_id: Only what was sent to this endpoint.
            now: What `since:2d` counts from, this moment when None.

        Raises:
            QueryError: The query cannot be understood; carries the column.
            HistoryError: The database cannot be read.
        """
        search = self._search(query, now)
        found: list[tuple[object, ...]] = []
        with self.store.reading() as connection:
            for condition, values in conditions_of(connection, search, before):
                if endpoint_id is not None:
                    condition, values = f"{condition} AND endpoint_id = ?", (*values, endpoint_id)
                found += connection.execute(
                    f"SELECT {ROW_COLUMNS} FROM exchanges WHERE {condition} ORDER BY number DESC LIMIT ?",
                    (*values, limit - len(found)),
                ).fetchall()
                if len(found) >= limit:
                    break
        return [to_row(row, is_running) for row in found]

    def numbers(self, query: str, *, now: datetime | None = None) -> list[int]:
        """All numbers that a query finds, oldest first.

        Raises:
            QueryError, HistoryError: As `rows`.
        """
        search = self._search(query, now)
        with self.store.reading() as connection:
            return found_numbers(connection, search)

    def count(self, query: str = "", *, now: datetime | None = None) -> int:
        """How many exchanges there are, or how many a query finds.

        Raises:
            QueryError, HistoryError: As `rows`.
        """
        if query.strip():
            return len(self.numbers(query, now=now))
        with self.store.reading() as connection:
            return count_all(connection)

    def get(self, number: int) -> Exchange:
        """One exchange with its bodies, secrets masked.

        Raises:
            HistoryError: No such number, or the database cannot be read.
        """
        with self.store.reading() as connection:
            found = connection.execute(
                "SELECT * FROM exchanges JOIN details USING (number) WHERE number = ?", (number,)
            )
            names = [column[0] for column in found.description]
            row = found.fetchone()
            if row is None:
                raise self._no_such(number)
            values = dict(zip(names, row, strict=True))
            folder = self.store.bodies_folder
            request_body = read_body(connection, values["request_body_id"], folder)
            response_body = read_body(connection, values["response_body_id"], folder)
        return to_exchange(values, request_body, response_body)

    def draft_json(self, number: int) -> str:
        """The draft that an exchange was sent from, secrets masked; "" when it came from none.

        Raises:
            HistoryError: No such number, or the database cannot be read.
        """
        with self.store.reading() as connection:
            row = connection.execute("SELECT draft_json FROM details WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise self._no_such(number)
        return str(row[0])

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        self.store.close()

    def _search(self, query: str, now: datetime | None) -> Search:
        from cloudflow_tui.history.search import compile_query

        return compile_query(query, now or datetime.now().astimezone())

    def _staged_answer(self, redactor: Redactor, answer: Response) -> StagedBody:
        content_type = answer.header("content-type")
        if answer.body.path is not None and answer.body.size_bytes > APART_ABOVE_BYTES:
            from cloudflow_tui.history.staging import stage_apart

            staged = stage_apart(answer.body.path, content_type, redactor, self.store.bodies_folder)
            if staged is not None:
                return staged
        return self._staged(redactor.chunks(answer.body, content_type))

    def _staged(self, chunks: Iterable[bytes]) -> StagedBody:
        try:
            return stage_body(chunks, self.store.bodies_folder)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise HistoryError(
                f"A body cannot be written to {self.store.bodies_folder}: "
                f"{error.strerror or type(error).__name__}.",
                advice="Check the folder and the room on its disk.",
                file=str(self.file),
            ) from error

    def _no_such(self, number: int) -> HistoryError:
        return HistoryError(
            f"The history has no exchange {number}.",
            advice="See: cloudflow-tui history list",
            file=str(self.file),
        )


def _without_bodies(exchange: Exchange) -> Exchange:
    response = exchange.response
    if response is not None:
        response = replace(response, body=EMPTY_BODY)
    return replace(exchange, request=replace(exchange.request, body=b""), response=response)
