"""Long lists as tables, and tables as text."""

from __future__ import annotations

import csv
import io
import json

import pytest

from cloudflow_tui.document import Body, open_document, rows_of, to_data
from cloudflow_tui.document.long_rows import long_rows
from cloudflow_tui.document.table_text import table_text

USERS = [
    {
        "user": {
            "id": number,
            "login": f"login {number}",
            "cost": 1.5,
            "roles": [{"role": {"id": 1}}],
            "gone": None,
        }
    }
    for number in range(4000)
]
XML = (
    '<?xml version="1.0"?><users type="array">'
    + "".join(
        f'<user><id type="integer">{n}</id><login>login {n}</login><x><y>1</y></x></user>'
        for n in range(4000)
    )
    + "</users>"
).encode()


@pytest.mark.parametrize(
    "data", [json.dumps(USERS).encode(), json.dumps([user["user"] for user in USERS]).encode(), XML]
)
def test_agrees_with_the_table_of_all_values(data: bytes) -> None:
    table, plain = long_rows(open_document(Body.of(data))), rows_of(to_data(Body.of(data)))
    assert table is not None
    assert plain is not None
    assert (table.columns, table.rows) == (plain.columns, plain.rows)
    assert table.noun == (plain.noun if data != json.dumps([user["user"] for user in USERS]).encode() else "")


@pytest.mark.parametrize(
    "data", [b"[1,2]", b'{"a":[]}', b"[]", b"[[1]]", b"plain", b'[{"a":1},', b"<a><b>1</b></a>"]
)
def test_what_is_no_list_of_objects(data: bytes) -> None:
    assert long_rows(open_document(Body.of(data))) is None


def test_can_be_stopped() -> None:
    assert long_rows(open_document(Body.of(XML)), lambda: True) is None


TABLE = rows_of(
    [{"id": 7, "label": "a|b", "note": "=1+1", "on": True}, {"id": 8, "label": "<c>", "note": None}]
)


def test_csv() -> None:
    assert TABLE is not None
    text = table_text(TABLE, [1, 0], [0, 1, 3], "csv")
    assert next(iter(csv.reader(io.StringIO(text)))) == ["id", "label", TABLE.columns[3].name]
    assert text.splitlines()[1].startswith("8,<c>")
    every = table_text(TABLE, [0], range(4), "csv")
    assert "'=1+1" in every


def test_markdown() -> None:
    assert TABLE is not None
    assert table_text(TABLE, [0, 1], [0, 1], "markdown").splitlines() == [
        "| id | label |",
        "| ---: | --- |",
        "| 7 | a\\|b |",
        "| 8 | &lt;c> |",
    ]


def test_json() -> None:
    assert TABLE is not None
    names = [column.name for column in TABLE.columns]
    found = json.loads(table_text(TABLE, [0, 1], range(len(names)), "json"))
    assert found[0] == {"id": 7, "label": "a|b", "note": "=1+1", "on": True}
    assert found[1]["note"] is None
