"""Writes down which objects an exchange is about, within the transaction that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.history.objects import objects_of_body, objects_of_path

if TYPE_CHECKING:
    import sqlite3

    from cloudflow_tui.document.body import Body


def keep_path_objects(connection: sqlite3.Connection, number: int, path: str) -> None:
    """The objects that the path names; the innermost one is what the exchange is about."""
    found = objects_of_path(path)
    if not found:
        return
    connection.executemany(
        "INSERT OR IGNORE INTO seen_objects VALUES (?, ?, ?)", [(*one, number) for one in found]
    )
    connection.execute(
        "UPDATE exchanges SET object_kind = ?, object_id = ? WHERE number = ?", (*found[-1], number)
    )


def keep_answer_objects(
    connection: sqlite3.Connection, number: int, body_id: int | None, body: Body, content_type: str
) -> None:
    """The objects of an answer; a single one is what the exchange is about when its path names none."""
    if body_id is None:
        return
    found = objects_of_body(body, content_type)
    connection.executemany(
        "INSERT OR IGNORE INTO body_objects VALUES (?, ?, ?)", [(*one, body_id) for one in found]
    )
    if len(found) == 1:
        (only,) = found
        connection.execute(
            "UPDATE exchanges SET object_kind = ?, object_id = ? WHERE number = ? AND object_id = ''",
            (*only, number),
        )
