"""Writes an exchange into the tables, within the transaction that is open. Gets everything masked already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.body import EMPTY_BODY, Body
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.history.bodies import keep_body
from cloudflow_tui.history.columns import finished_columns, path_of, storable, to_pairs_json, to_us
from cloudflow_tui.history.keep_objects import keep_answer_objects, keep_path_objects
from cloudflow_tui.history.tallies import count_in, make_stale
from cloudflow_tui.history.words import index_answer, index_sent, text_of_path

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from cloudflow_tui.exchange import Exchange, Request
    from cloudflow_tui.history.bodies import StagedBody

_KNOWN_PARSED_BYTES: Final = 64 * 1024
"""A larger answer whose content was there before is not looked through once more."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A masked request that is about to be written down, and whose it is."""

    request: Request
    body: StagedBody
    draft_json: str
    profile_name: str
    login: str
    started_at: datetime
    owner: str
    origin: str | None = None


def insert_request(connection: sqlite3.Connection, begun: Begun) -> int:
    """Write down a request; its number."""
    request = begun.request
    path = storable(path_of(request.url))
    body_id, _ = keep_body(connection, begun.body)
    row = (
        to_us(begun.started_at),
        Outcome.SENDING.value,
        request.method,
        path,
        storable(begun.profile_name),
        storable(begun.login),
        request.endpoint_id,
        begun.owner,
        begun.origin,
    )
    done = connection.execute(
        "INSERT INTO exchanges (started_us, outcome, method, path, profile_name, login, endpoint_id, owner, "
        "origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    number = int(done.lastrowid or 0)
    connection.execute(
        "INSERT INTO details (number, url, format, timeout_s, request_headers, request_body_id, draft_json) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            storable(request.url),
            request.format,
            request.timeout_s,
            to_pairs_json(request.headers),
            body_id,
            storable(begun.draft_json),
        ),
    )
    head = (request.method, text_of_path(path), request.endpoint_id, row[4], row[5])
    index_sent(connection, number, [storable(word) for word in head], begun.body.data)
    keep_path_objects(connection, number, path)
    return number


def update_answer(
    connection: sqlite3.Connection, exchange: Exchange, body: StagedBody | None, words: str
) -> bool:
    """Write down what became of a request.

    Args:
        exchange: Masked, its body left out.
        body: Of the answer; None when none came.
        words: What happened, for the list.

    Returns:
        Whether there is such a number.
    """
    number, response = exchange.number, exchange.response
    known = connection.execute("SELECT outcome FROM exchanges WHERE number = ?", (number,)).fetchone()
    if known is None:
        return False
    body_id, is_new = (None, False) if body is None else keep_body(connection, body)
    connection.execute(
        "UPDATE exchanges SET outcome = ?, status = ?, elapsed_ms = ?, size_bytes = ?, what_happened = ? "
        "WHERE number = ?",
        (
            exchange.outcome.value,
            exchange.status,
            exchange.timing.total_ms,
            None if body is None else body.size_bytes,
            words,
            number,
        ),
    )
    columns = finished_columns(exchange)
    assignments = ", ".join(f"{name} = :{name}" for name in columns)
    connection.execute(
        f"UPDATE details SET {assignments}, response_body_id = :body_id WHERE number = :number",
        {**columns, "body_id": body_id, "number": number},
    )
    what = (exchange.status, exchange.outcome.value, words, columns["reason"])
    index_answer(connection, number, what, b"" if body is None else body.data)
    if body is not None and response is not None and (is_new or body.size_bytes <= _KNOWN_PARSED_BYTES):
        whole = EMPTY_BODY if body.file_name else Body.of(body.data)
        keep_answer_objects(connection, number, body_id, whole, response.header("content-type"))
    if known == (Outcome.SENDING.value,):
        count_in(connection, number)
    else:
        make_stale(connection)
    return True
