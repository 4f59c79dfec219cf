"""Files of every earlier version are brought to this one, with all that is in them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from cloudflow_tui.history import History
from cloudflow_tui.history.migrations import MIGRATIONS, migrate


def fill_first(connection: sqlite3.Connection) -> None:
    """Two exchanges as the first version wrote them."""
    for body_id, data in ((1, b'{"user":{"login":"zaza"}}'), (2, b'{"user":{"id":17,"login":"zaza"}}')):
        connection.execute(
            "INSERT INTO bodies VALUES (?, ?, ?)", (body_id, hashlib.sha256(data).digest(), len(data))
        )
        connection.execute("INSERT INTO body_pieces VALUES (?, 0, ?)", (body_id, zlib.compress(data)))
    connection.execute(
        "INSERT INTO exchanges VALUES (1, 1000000, 'answered', 'POST', '/users.json', 201, 12.5, 33, 'lab', "
        "'ann', 'created 17', 'users.create', '1:1', 'post /users.json')"
    )
    connection.execute(
        "INSERT INTO exchanges VALUES (2, 2000000, 'sending', 'GET', '/users/17.json', NULL, NULL, NULL, "
        "'lab', 'ann', '', 'users.get', '1:1', 'get /users/17.json')"
    )
    headers = json.dumps([["Content-Type", "application/json"]])
    connection.execute(
        "INSERT INTO details (number, url, format, request_headers, request_body_id, draft_json, "
        "response_headers, response_body_id) VALUES (1, 'https://cp/users.json', 'json', '[]', 1, '', ?, 2)",
        (headers,),
    )
    connection.execute(
        "INSERT INTO details (number, url, format, request_headers, draft_json) "
        "VALUES (2, 'https://cp/users/17.json', 'json', '[]', '')"
    )


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_from_every_version(file: Path, version: int) -> None:
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS[:1])
        fill_first(connection)
        migrate(connection, MIGRATIONS[:version])
    history = History.open(file)
    assert history.warning == ""
    assert [(row.number, row.object_kind, row.object_id) for row in history.rows()] == [
        (2, "user", "17"),
        (1, "user", "17"),
    ]
    answer = history.get(1).response
    assert answer is not None
    assert answer.body.read() == b'{"user":{"id":17,"login":"zaza"}}'
    assert history.numbers("created") == [1]
    assert history.numbers("request:zaza") == [1]
    assert history.numbers("answer:zaza") == [1]
    assert history.numbers("object:user/17") == [1, 2]
    history.close()
