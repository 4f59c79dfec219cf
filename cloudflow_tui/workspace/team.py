"""Shares cases over a PostgreSQL database: push what is here, pull what others pushed. Optional.

Everything is masked again before it leaves, and may be pushed or pulled as often as one likes: nothing comes
twice. The history stays what it is without it; nothing waits for the team store.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cloudflow_tui.errors import HistoryError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from cloudflow_tui.history import History
    from cloudflow_tui.history.case_models import Note
    from cloudflow_tui.workspace.team_tables import TeamTables
    from cloudflow_tui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Shared:
    """How much went one way; what was there already does not count."""

    case_count: int
    """All cases that were looked at."""
    exchange_count: int
    note_count: int
    attachment_count: int

    @property
    def words(self) -> str:
        return (
            f"{self.case_count:,} cases: {self.exchange_count:,} exchanges, {self.note_count:,} notes, "
            f"{self.attachment_count:,} files are new."
        )


def push(workspace: Workspace, url: str, names: Sequence[str] = (), *, author: str = "") -> Shared:
    """Put cases into the team store.

    Args:
        url: Such as `postgresql://user@host/database`; the password may stand in PGPASSWORD.
        names: Of cases; all open ones when there are none.
        author: Who pushes.

    Raises:
        HistoryError: No such case, or the store cannot be reached or used.
    """
    history = workspace.history
    cases = [history.cases.get(name) for name in names] or history.cases.all(is_open=True)
    counts = [0, 0, 0]
    stamp = {"pushed_by": history.redactor.text(author), "pushed_at": datetime.now(UTC)}
    with _store(url) as (connection, tables):
        for case in cases:
            row = {
                "name": case.name,
                "title": history.redactor.text(case.title),
                "is_open": case.is_open,
                "opened_at": case.opened_at,
            }
            _put(connection, tables.cases(), {**row, **stamp}, replaces=("title", "is_open"))
            marks: dict[int, str] = {}
            for number in history.cases.numbers(case.name):
                marks[number] = _mark(history, number)
                document = _exchange_row(workspace, number, marks[number])
                counts[0] += _put(connection, tables.exchanges(), {**document, **stamp})
                tag = {"case_name": case.name, "mark": marks[number]}
                _put(connection, tables.case_exchanges(), {**tag, **stamp})
            notes = history.cases.notes(name=case.name)
            for number in marks:
                notes += history.cases.notes(number=number)
            for note in notes:
                row = _note_row(history, note, case.name, marks.get(note.number or 0, ""))
                counts[1] += _put(connection, tables.notes(), {**row, **stamp})
            for file in history.cases.attachments(case.name):
                data = history.cases.attached(case.name, file.name)
                row = {"case_name": case.name, "name": file.name, "content_type": file.content_type}
                # Masked when it was attached; secrets that became known since are masked now.
                safe = data if b"\0" in data[:4096] else history.redactor.body(data, file.content_type)
                counts[2] += _put(connection, tables.attachments(), {**row, "data": safe, **stamp})
    return Shared(len(cases), *counts)


def pull(workspace: Workspace, url: str, names: Sequence[str] = ()) -> Shared:
    """Take cases out of the team store into the history.

    Args:
        names: Of cases; all that the store has when there are none.

    Raises:
        HistoryError: No such case, or a store that cannot be reached or used.
    """
    from sqlalchemy import select

    counts = [0, 0, 0]
    with _store(url) as (connection, tables):
        cases = connection.execute(select(tables.cases())).mappings().all()
        wanted = {name.strip().lower() for name in names}
        missing = wanted - {str(case["name"]).lower() for case in cases}
        if missing:
            raise HistoryError(f"The team store has no case {', '.join(sorted(missing))}.")
        chosen = [case for case in cases if not wanted or str(case["name"]).lower() in wanted]
        for case in chosen:
            with workspace.history.batch():
                _pull_case(workspace, connection, tables, dict(case), counts)
    return Shared(len(chosen), *counts)


def _pull_case(
    workspace: Workspace,
    connection: Connection,
    tables: TeamTables,
    case: dict[str, Any],
    counts: list[int],
) -> None:
    from sqlalchemy import select

    history, name = workspace.history, str(case["name"])
    history.cases.open(name, str(case["title"]), at=case["opened_at"].astimezone(UTC))
    if not case["is_open"]:
        history.cases.close(name)
    exchanges, tags, notes = tables.exchanges(), tables.case_exchanges(), tables.notes()
    joined = select(exchanges).join(tags, tags.c.mark == exchanges.c.mark).where(tags.c.case_name == name)
    numbers: dict[str, int] = {}
    for row in connection.execute(joined.order_by(exchanges.c.started_at)).mappings():
        number = _known_number(history, str(row["mark"]))
        if not number:
            number = _add(workspace, str(row["mark"]), str(row["document"]))
            counts[0] += bool(number)
        if number:
            numbers[str(row["mark"])] = number
    history.cases.tag(name, numbers.values())
    for row in connection.execute(select(notes).where(notes.c.case_name == name)).mappings():
        if history.views.has_note(str(row["mark"])):
            continue
        number = numbers.get(str(row["exchange_mark"]), 0)
        history.cases.add_note(
            str(row["text"]),
            name="" if number else name,
            number=number or None,
            author=str(row["author"]),
            at=row["written_at"].astimezone(UTC),
            mark=str(row["mark"]),
        )
        counts[1] += 1
    files = tables.attachments()
    known = {one.name for one in history.cases.attachments(name)}
    for row in connection.execute(select(files).where(files.c.case_name == name)).mappings():
        if row["name"] not in known:
            history.cases.attach(name, str(row["name"]), bytes(row["data"]), str(row["content_type"]))
            counts[2] += 1


@contextmanager
def _store(url: str) -> Iterator[tuple[Connection, TeamTables]]:
    """A transaction on the store; its tables are made when they are not there."""
    try:
        from sqlalchemy import create_engine
        from sqlalchemy.exc import ArgumentError, SQLAlchemyError

        from cloudflow_tui.workspace.team_tables import TeamTables
    except ImportError as error:
        raise HistoryError(
            "The team store needs SQLAlchemy and psycopg.", advice="pip install 'cloudflow-tui[team]'"
        ) from error
    address = url.replace("postgres://", "postgresql://", 1)
    if not address.startswith("postgresql"):
        raise HistoryError(
            "The address of the team store is none of PostgreSQL.",
            advice="Such as postgresql://user@host/database, the password in PGPASSWORD.",
        )
    address = address.replace("postgresql://", "postgresql+psycopg://", 1)
    tables = TeamTables()
    try:
        engine = create_engine(address, connect_args={"connect_timeout": 10})
        try:
            tables.all()
            tables.metadata.create_all(engine)
            with engine.begin() as connection:
                yield connection, tables
        finally:
            engine.dispose()
    except (SQLAlchemyError, ArgumentError, ImportError) as error:
        # The message of the driver may hold the address with its password; its kind does not.
        reason = str(getattr(error, "orig", "") or type(error).__name__).splitlines()[0]
        from cloudflow_tui.redact import Redactor

        raise HistoryError(
            f"The team store cannot be used: {Redactor(_secrets(url)).text(reason)}",
            advice="Check its address, your rights there, and that the server runs.",
        ) from error


def _secrets(url: str) -> list[str]:
    from urllib.parse import unquote, urlsplit

    try:
        password = urlsplit(url).password or ""
    except ValueError:
        return [url]
    return [password, unquote(password)]


def _put(connection: Connection, table: Table, row: dict[str, Any], replaces: Sequence[str] = ()) -> int:
    """Insert a row that is not there; of one that is, `replaces` are set. How many are new."""
    from sqlalchemy.dialects.postgresql import insert

    statement = insert(table).values(**row)
    keys = [column.name for column in table.primary_key.columns]
    if replaces:
        statement = statement.on_conflict_do_update(
            index_elements=keys, set_={name: row[name] for name in replaces}
        )
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    # The driver tells no number of rows here; a row that was there already returns nothing.
    return len(connection.execute(statement.returning(*table.primary_key.columns)).all())


def _exchange_row(workspace: Workspace, number: int, mark: str) -> dict[str, Any]:
    from cloudflow_tui.interchange.har import har_entry

    history = workspace.history
    exchange = workspace.masked(history.get(number))
    document = {
        "entry": har_entry(exchange),
        "draft": history.draft_json(number),
        "what_happened": history.views.what_happened(number),
    }
    return {
        "mark": mark,
        "started_at": exchange.timing.started_at,
        "method": exchange.request.method,
        "url": exchange.request.url,
        # PostgreSQL takes no NUL within a text.
        "document": json.dumps(document),
    }


def _note_row(history: History, note: Note, case_name: str, exchange_mark: str) -> dict[str, Any]:
    return {
        "mark": note.mark,
        "case_name": case_name,
        "exchange_mark": exchange_mark,
        "written_at": note.written_at,
        "author": history.redactor.text(note.author),
        "text": history.redactor.text(note.text),
    }


def _mark(history: History, number: int) -> str:
    """The same wherever the exchange is copied to."""
    return history.views.origin(number) or f"{history.views.mark}:{number}"


def _known_number(history: History, mark: str) -> int:
    """The number of an exchange that is here already, else 0."""
    store, _, number = mark.partition(":")
    if store == history.views.mark and number.isdigit() and history.views.has(int(number)):
        return int(number)
    return history.views.number_of_origin(mark)


def _add(workspace: Workspace, mark: str, text: str) -> int:
    from cloudflow_tui.interchange.har_stream import HarReading, exchange_of_entry

    try:
        document = json.loads(text)
    except ValueError:
        return 0
    entry = document.get("entry") if isinstance(document, dict) else None
    made = exchange_of_entry(entry, HarReading()) if isinstance(entry, dict) else None
    if made is None:
        return 0
    draft, what = document.get("draft"), document.get("what_happened")
    return workspace.history.add(
        made.exchange,
        what if isinstance(what, str) else "",
        origin=mark,
        draft_json=draft if isinstance(draft, str) else "",
    )
