"""Makes everything findable that is in the tables: when an older file is opened, or after a prune."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cloudflow_tui.document.body import Body
from cloudflow_tui.errors import HistoryError
from cloudflow_tui.history.bodies import read_head
from cloudflow_tui.history.columns import from_pairs_json
from cloudflow_tui.history.keep_objects import keep_answer_objects, keep_path_objects
from cloudflow_tui.history.words import PART, index_answer, index_sent, text_of_path

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = (
    "number, method, path, endpoint_id, profile_name, login, status, outcome, what_happened, "
    "request_body_id, response_body_id, response_headers, reason"
)


def index_all(connection: sqlite3.Connection, folder: Path) -> None:
    """Index every exchange; within the transaction that is open."""
    (newest,) = connection.execute("SELECT coalesce(max(number), 0) FROM exchanges").fetchone()
    for low in range(0, newest + 1, PART):
        index_range(connection, folder, low, low + PART - 1)


def index_range(connection: sqlite3.Connection, folder: Path, low: int, high: int) -> None:
    """Index the exchanges from one number to another; within the transaction that is open."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM exchanges JOIN details USING (number) "
        "WHERE number BETWEEN ? AND ? ORDER BY number",
        (low, high),
    )
    for row in found.fetchall():
        _index(connection, row, folder)


def _index(connection: sqlite3.Connection, row: tuple[Any, ...], folder: Path) -> None:
    (number, method, path, endpoint_id, profile_name, login, status, outcome, what_happened, *rest) = row
    (request_body_id, response_body_id, response_headers, reason) = rest
    head = (method, text_of_path(path), endpoint_id, profile_name, login)
    index_sent(connection, number, head, read_head(connection, request_body_id, folder))
    keep_path_objects(connection, number, path)
    if outcome == "sending":
        return
    try:
        answer = read_head(connection, response_body_id, folder)
    except HistoryError:
        # Its file is gone; the rest is found all the same.
        answer = b""
    index_answer(connection, number, (status, outcome, what_happened, reason), answer)
    headers = from_pairs_json(response_headers)
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    keep_answer_objects(connection, number, response_body_id, Body.of(answer), content_type)
