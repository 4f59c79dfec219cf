"""Parts of a body by an expression."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cloudflow_tui.document import Body
from cloudflow_tui.document.filter import filter_body
from cloudflow_tui.errors import QueryError

JSON = b'[{"user":{"id":1,"login":"ann","cost":1.50}},{"user":{"id":2,"login":"bob","cost":1e400}}]'
XML = (
    b'<users type="array"><user><id type="integer">1</id><login>ann</login></user>'
    b'<user><id type="integer">2</id><login>bob</login></user></users>'
)
HOSTILE = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r><a>&x;</a></r>'


def lines(data: bytes, expression: str, kind: str = "") -> list[str]:
    document = filter_body(Body.of(data), kind, expression)
    return [document.line(number).strip(" ,") for number in range(document.line_count)]


@pytest.mark.parametrize(
    ("data", "expression", "expected"),
    [
        (JSON, "[].user.login", ["[", '"ann"', '"bob"', "]"]),
        (JSON, "[0].user.cost", ["1.50"]),
        (JSON, "[1].user.cost", ["1e400"]),
        (JSON, "[?user.cost < `2`].user.id", ["[", "1", "]"]),
        (JSON, "nothing", ["null"]),
        (JSON, "sum([:1].user.cost)", ["1.5"]),
        (XML, "[].user.login", ["[", '"ann"', '"bob"', "]"]),
        (XML, "//user[id=2]/login", ["<login>bob</login>"]),
        (XML, "//login", ["<found>", "<login>ann</login>", "<login>bob</login>", "</found>"]),
        (XML, "//login/text()", ["ann", "bob"]),
        (XML, "//id/@type", ["integer", "integer"]),
        (XML, "count(//user)", ["2"]),
        (XML, "//nothing", []),
    ],
)
def test_finds(data: bytes, expression: str, expected: list[str]) -> None:
    assert lines(data, expression) == expected


@pytest.mark.parametrize(
    ("data", "expression", "column", "words"),
    [
        (JSON, "[].user.", 9, "not complete"),
        (JSON, "[].user ]", 9, "does not belong"),
        (JSON, "", 1, "empty"),
        (JSON, "length(`1`)", 0, "does not fit"),
        (XML, "//user[", 7, "Not an XPath"),
        (XML, "//user/unknown(1)", 15, "Not an XPath"),
        (JSON[:-5], "[]", 0, "no sound JSON"),
        (XML[:-5], "//id", 0, "no sound XML"),
        (XML[:-5], "[]", 0, "no sound XML"),
        (b"plain", "[]", 0, "Only JSON and XML"),
    ],
)
def test_says_what_is_wrong_and_where(data: bytes, expression: str, column: int, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        lines(data, expression)
    assert caught.value.column == column


def test_entities_are_not_expanded() -> None:
    assert lines(HOSTILE, "//a") == ["<a>&x;</a>"]


def long_body(tmp_path: Path) -> Body:
    file = tmp_path / "long.body"
    file.write_bytes(
        json.dumps([{"user": {"id": number, "note": "x" * 90}} for number in range(12_000)]).encode()
    )
    return Body.in_file(file)


def test_a_long_body_is_filtered_by_a_process_of_its_own(tmp_path: Path) -> None:
    body = long_body(tmp_path)
    document = filter_body(body, "application/json", "[?user.id > `11997`].user.id")
    assert [document.line(number).strip() for number in range(document.line_count)] == [
        "[",
        "11998,",
        "11999",
        "]",
    ]
    assert document.kind == "json"
    with pytest.raises(QueryError) as caught:
        filter_body(body, "application/json", "[?")
    assert caught.value.column == 3
    assert [path.name for path in tmp_path.iterdir()] == ["long.body"]
