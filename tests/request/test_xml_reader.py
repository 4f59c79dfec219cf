"""XML read back, with the place of every mistake."""

from __future__ import annotations

import pytest

from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.request.shape import FREE, Shape
from cloudflow_tui.request.values import Value, is_same
from cloudflow_tui.request.xml_reader import members, read_xml, value_of
from tests.request.examples import CREATE_USER

BODY = Shape(CREATE_USER).trees["body"]


def read(inner: str) -> tuple[dict[str, Value], list[str]]:
    notes: list[str] = []
    return members(read_xml(f"<user>{inner}</user>").children, BODY, notes), notes


@pytest.mark.parametrize(
    ("inner", "key", "value"),
    [
        ("<login>ann</login>", "login", "ann"),
        ("<login>42</login>", "login", "42"),
        ("<age>42</age>", "age", 42),
        ('<age type="string">42</age>', "age", "42"),
        ("<vip>1</vip>", "vip", True),
        ('<vip type="boolean">false</vip>', "vip", False),
        ("<price>2</price>", "price", 2),
        ('<price type="decimal">2.50</price>', "price", 2.5),
        ('<note nil="true"/>', "note", None),
        ("<note/>", "note", ""),
        ("<role-ids><role-id>1</role-id><role-id>2</role-id></role-ids>", "role_ids", [1, 2]),
        ('<role_ids type="array"/>', "role_ids", []),
        ("<role_ids/>", "role_ids", []),
        ('<other type="array"><item>a</item></other>', "other", ["a"]),
        ("<limits><limit-cpu>3</limit-cpu></limits>", "limits", {"limit_cpu": 3}),
        ('<infoboxes><item key="105">x</item></infoboxes>', "infoboxes", {"105": "x"}),
        ("<login><![CDATA[<ann>]]></login>", "login", "<ann>"),
        (
            '<suspend_at type="dateTime">2026-03-01T09:15:00Z</suspend_at>',
            "suspend_at",
            "2026-03-01T09:15:00Z",
        ),
        ("<x>1</x><x>2</x>", "x", ["1", "2"]),
        ('<age type="integer">many</age>', "age", "many"),
    ],
)
def test_values(inner: str, key: str, value: Value) -> None:
    values, notes = read(inner)
    assert list(values) == [key]
    assert is_same(values[key], value)
    assert notes == []


def test_text_between_elements_is_told() -> None:
    _, notes = read("<limits>so <limit_cpu>1</limit_cpu></limits>")
    assert notes == ["Text between the elements in 'limits' is not read."]


def test_an_element_without_catalog() -> None:
    assert value_of(read_xml("<a><b>1</b></a>"), FREE, []) == {"b": "1"}


@pytest.mark.parametrize(
    ("text", "line", "column", "advice"),
    [
        ("<a>\n  <b>\n</a>", 3, 3, "Write & as &amp; and < as &lt;, and close every element."),
        ("<a>x & y</a>", 1, 7, "Write & as &amp; and < as &lt;, and close every element."),
        ('{"a": 1}', 1, 1, "This looks like JSON; switch the format."),
        ("<a/><b/>", 1, 5, "XML has one root element; put both into one, or send the call as JSON."),
        ("<a>&nbsp;</a>", 1, 4, "Only &amp; &lt; &gt; &quot; &apos; and numbers such as &#233; are known."),
        (' <?xml version="1.0"?><a/>', 1, 2, "Nothing may stand before the <?xml line, no blank either."),
        ("<!DOCTYPE a><a/>", 1, 1, "Take it out."),
    ],
)
def test_mistakes(text: str, line: int, column: int, advice: str) -> None:
    with pytest.raises(BodySyntaxError) as caught:
        read_xml(text)
    assert (caught.value.line, caught.value.advice) == (line, advice)
    assert caught.value.column == column


def test_columns_count_characters_not_bytes() -> None:
    with pytest.raises(BodySyntaxError) as caught:
        read_xml("<a>äöü & </a>")
    assert caught.value.column == 9


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 300,
        '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "",
        "\x00",
    ],
)
def test_hostile(text: str) -> None:
    with pytest.raises(BodySyntaxError):
        read_xml(text)
