"""Every form of error body, and bodies that are none."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.diagnosis import ErrorBody, read_errors
from cloudflow_tui.diagnosis.errors import MAX_ERRORS, READ_LIMIT_BYTES
from cloudflow_tui.diagnosis.models import ErrorForm
from cloudflow_tui.document import Body, open_document

JSON = "application/json; charset=utf-8"
XML = "application/xml; charset=utf-8"
HTML = "text/html; charset=UTF-8"


def pairs(body: ErrorBody) -> list[tuple[str, str]]:
    return [(error.field, error.message) for error in body.errors]


def read(text: str, content_type: str = JSON) -> ErrorBody:
    return read_errors(text.encode(), content_type)


@pytest.mark.parametrize(
    ("text", "form", "errors"),
    [
        ('{"errors":["Resource not found"]}', "list", [("", "Resource not found")]),
        ('{"error":"Resource not found"}', "string", [("", "Resource not found")]),
        ('{"errors":"Resource not found"}', "string", [("", "Resource not found")]),
        ('"Resource not found"', "string", [("", "Resource not found")]),
        ('["one","two"]', "list", [("", "one"), ("", "two")]),
        (
            '{"errors":{"label":["can\'t be blank"],"hostname":["is invalid","is too short"]}}',
            "map",
            [("label", "can't be blank"), ("hostname", "is invalid"), ("hostname", "is too short")],
        ),
        ('{"errors":{"label":"can\'t be blank"}}', "map", [("label", "can't be blank")]),
        ('{"email":["has already been taken"]}', "map", [("email", "has already been taken")]),
        ('{"user":{"email":["has already been taken"]}}', "map", [("email", "has already been taken")]),
        ('{"user":{"id":7,"errors":{"email":["is invalid"]}}}', "map", [("email", "is invalid")]),
        ('[["email","is invalid"],["base","is locked"]]', "map",
         [("email", "is invalid"), ("", "is locked")]),
        ('{"errors":[{"email":["is invalid"]},"and more"]}', "list",
         [("email", "is invalid"), ("", "and more")]),
        ('{"errors":[{"field":"email","message":"is invalid"}]}', "list", [("email", "is invalid")]),
        ('{"errors":[{"code":17,"message":"is invalid"}]}', "list", [("", "is invalid")]),
        ('{"error":{"message":"no such thing"}}', "map", [("", "no such thing")]),
        ('{"message":"no such thing"}', "string", [("", "no such thing")]),
        ('{"status":500,"error":"Internal Server Error"}', "string", [("", "Internal Server Error")]),
        ('{"errors":{"user":{"email":["is invalid"]}}}', "map", [("user.email", "is invalid")]),
        ('{"errors":{"user[email]":["is invalid"],"user.login":["x"]}}', "map",
         [("user[email]", "is invalid"), ("user.login", "x")]),
        ('{"errors":{"disks":[{"size":["is not a number"]},{},{"label":["x"]}]}}', "map",
         [("disks[0].size", "is not a number"), ("disks[2].label", "x")]),
        ('{"errors":{"message":["can\'t be blank"]}}', "map", [("message", "can't be blank")]),
        ('{"errors":{"a":["x"]},"errors":{"b":["y"]}}', "map", [("a", "x"), ("b", "y")]),
        ('{"errors":[]}', "list", []),
        ('{"errors":{}}', "map", []),
        ('{"errors":null}', "string", []),
        ('{"errors":{"size":1e400}}', "map", [("size", "1e400")]),
        ('{"user":{"id":7,"login":"ann"}}', "other", []),
        ("null", "other", []),
        ("{}", "other", []),
    ],
)  # fmt: skip
def test_forms_in_json(text: str, form: ErrorForm, errors: list[tuple[str, str]]) -> None:
    body = read(text)
    assert body.form == form
    assert pairs(body) == errors
    assert body.note == ""


def test_complaints_about_the_whole_object_go_last() -> None:
    body = read('{"errors":{"base":["cannot be reset "],"key":["doesn\'t match confirmation"]}}')
    assert pairs(body) == [("key", "doesn't match confirmation"), ("", "cannot be reset")]


def test_an_error_beside_a_message_gives_both() -> None:
    body = read('{"message":"Edge Group was modified with some errors.","error":"Locations are unavailable"}')
    assert pairs(body) == [
        ("", "Locations are unavailable"),
        ("", "Edge Group was modified with some errors."),
    ]


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ('<errors type="array"><error>User not found</error></errors>', [("", "User not found")]),
        ("<errors><error>one</error><error>two</error></errors>", [("", "one"), ("", "two")]),
        ("<errors><message>one</message></errors>", [("", "one")]),
        ("<error>Resource not found</error>", [("", "Resource not found")]),
        ("<hash><error>Resource not found</error></hash>", [("", "Resource not found")]),
        ("<hash><errors><error>Resource not found</error></errors></hash>", [("", "Resource not found")]),
        ("<errors><email>is invalid</email><email>is too short</email></errors>",
         [("email", "is invalid"), ("email", "is too short")]),
        ('<errors><email type="array"><email>is invalid</email></email></errors>', [("email", "is invalid")]),
        ('<errors><email type="array"><error>is invalid</error></email></errors>', [("email", "is invalid")]),
        ("<hash><errors><user-group-id>is invalid</user-group-id><base>is locked</base></errors></hash>",
         [("user-group-id", "is invalid"), ("", "is locked")]),
        ("<user><errors><email>is invalid</email></errors></user>", [("email", "is invalid")]),
        ('<errors><error field="email">is invalid</error></errors>', [("email", "is invalid")]),
        ('<errors><error attribute="email"><![CDATA[a < b]]></error></errors>', [("email", "a < b")]),
        ("<errors><error><field>email</field><message>is invalid</message></error></errors>",
         [("email", "is invalid")]),
        ("<errors><login nil=\"true\"/></errors>", []),
        ("<user><id>7</id></user>", []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0" encoding="UTF-8"?>\n', "\n  "])
def test_forms_in_xml(declaration: str, text: str, errors: list[tuple[str, str]]) -> None:
    body = read(declaration + text, XML)
    assert body.form == "xml"
    assert pairs(body) == errors


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "<!DOCTYPE html><html><head><title>We're sorry, but something went wrong (500)</title></head>"
            "<body><h1>We're sorry, but something went wrong.</h1></body></html>",
            "We're sorry, but something went wrong (500)",
        ),
        ("<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1>",
         "502 Bad Gateway"),
        ("<HTML><BODY><H1>Under <b>repair</b> &amp; closed</H1></BODY></HTML>", "Under repair & closed"),
        ("<html><title>Panel</title><h1>Closed</h1></html>", "Panel: Closed"),
        ("<html><style>h1{}</style><script>alert(1)</script><p>Just a text</p></html>", "Just a text"),
        ("<html></html>", ""),
    ],
)  # fmt: skip
def test_pages(text: str, message: str) -> None:
    body = read(text, HTML)
    assert body.form == "html"
    assert [error.message for error in body.errors] == ([message] if message else [])
    assert body.note == ""


def test_sign_in_pages_are_recognised() -> None:
    page = '<html><body><h1>Log in</h1><form><input name="p" type="password"></form></body></html>'
    assert read(page, HTML).is_login_page
    assert not read("<html><h1>Closed</h1></html>", HTML).is_login_page


@pytest.mark.parametrize("data", [b"", b" ", b"\r\n\t ", b"\x00\x00"])
def test_empty_bodies(data: bytes) -> None:
    assert read_errors(data, JSON) == ErrorBody("empty")


@pytest.mark.parametrize(
    ("text", "content_type", "form", "note"),
    [
        ("<html><h1>x</h1></html>", JSON, "html", "announced as JSON, but is HTML"),
        ('{"errors":["x"]}', HTML, "list", "announced as HTML, but is JSON"),
        ("<errors><error>x</error></errors>", JSON, "xml", "announced as JSON, but is XML"),
        ("Service down", JSON, "text", "announced as JSON, but is plain text"),
        ('{"errors":["x"]}', "text/plain", "list", "announced as plain text, but is JSON"),
        ('{"errors":["x"]}', "", "list", ""),
        ('{"errors":["x"]}', "application/vnd.api+json", "list", ""),
        ('{"errors":["x"', JSON, "text", "not well-formed JSON (line 1, column 15)"),
        ("{'errors': ['x']}", JSON, "text", "not well-formed JSON (line 1, column 2)"),
        ("<error", XML, "text", "not well-formed XML (line 1, column 1)"),
    ],
)
def test_what_is_wrong_with_a_body_is_noted(text: str, content_type: str, form: ErrorForm, note: str) -> None:
    body = read(text, content_type)
    assert body.form == form
    assert body.note.startswith(note)
    assert bool(body.note) == bool(note)
    assert body.errors


def test_xml_that_breaks_off_keeps_what_came() -> None:
    body = read("<errors><email>is invalid</email><login>is t", XML)
    assert pairs(body)[0] == ("email", "is invalid")
    assert "line 1, column" in body.note


def test_entities_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "boom"}">' for i in range(10))
    body = read(f"<!DOCTYPE errors [{bomb}]><errors><error>&e9;</error></errors>", XML)
    assert "entities" in body.note
    assert "boomboom" not in repr(body)
    external = '<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]><errors><error>&x;</error></errors>'
    assert "root:" not in repr(read(external, XML))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"errors":' * 50_000,
        '{"errors":' * 900 + '"x"' + "}" * 900,
        "<a>" * 80_000,
        "<" * 250_000,
        "<html><title" * 20_000,
        "<html>" + "<h1>" * 60_000,
        "<!--" * 60_000,
        '{"errors":[' + "[]," * 60_000 + '"x"]}',
    ],
)
def test_hostile_nesting_ends(text: str) -> None:
    body = read(text)
    assert len(body.errors) <= MAX_ERRORS


def test_control_characters_are_shown() -> None:
    body = read('{"errors":{"log\\u0000in":["\\u001b[2J\\u0007 gone"]}}')
    assert pairs(body) == [("log␀in", "␛[2J␇ gone")]


def test_long_messages_and_many_of_them_are_bounded() -> None:
    many = json.dumps({"errors": {f"field_{i}": ["x" * 2000] for i in range(110)}})
    body = read(many)
    assert len(body.errors) == MAX_ERRORS
    assert all(len(error.message) <= 500 for error in body.errors)
    assert "10 more errors are not shown" in body.note


def test_no_more_than_the_limit_is_read() -> None:
    data = b'{"errors":["' + b"x" * READ_LIMIT_BYTES + b'"]}'
    body = read_errors(data, JSON)
    assert "only the first 256 KB were read" in body.note
    assert body.form == "text"


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        ('{"errors":["così"]}'.encode("latin-1"), "application/json; charset=iso-8859-1"),
        ('{"errors":["così"]}'.encode("utf-16"), "application/json"),
        ('{"errors":["così"]}'.encode("utf-8-sig"), "application/json; charset=latin-1"),
        ('{"errors":["così"]}'.encode(), "application/json; charset=iso-8859-12"),
        ('{"errors":["così"]}'.encode(), "application/json; charset=rot13"),
    ],
)
def test_encodings(data: bytes, content_type: str) -> None:
    assert pairs(read_errors(data, content_type)) == [("", "così")]


def test_bytes_that_fit_no_encoding() -> None:
    assert pairs(read_errors(b'{"errors":["cos\xec"]}', JSON)) == [("", "cos�")]
    assert read_errors(bytes(range(128, 256)), JSON).note == "the body is no text"


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ('{"message":"Started","error":"Locations are unavailable"}',
         [("", "Locations are unavailable"), ("", "Started")]),
        ('{"errors":{"label":["is invalid"]}}', [("label", "is invalid")]),
        ('{"valid":false,"message":"is taken"}', []),
        ('{"user":{"id":7,"error":"none","tags":["a","b"]}}', []),
        ('["one","two"]', []),
        ("<hash><error>Locations are unavailable</error></hash>", [("", "Locations are unavailable")]),
        ("plain", []),
    ],
)  # fmt: skip
def test_in_a_good_answer_only_what_says_error_counts(text: str, errors: list[tuple[str, str]]) -> None:
    assert pairs(read_errors(text.encode(), "", is_refusal=False)) == errors


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["errors", "error", "base", "message", "field", "a.b", "x[0]", ""]), inner
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.binary(max_size=400), st.text(max_size=30), st.booleans())
def test_any_bytes_are_read(data: bytes, content_type: str, is_refusal: bool) -> None:
    body = read_errors(data, content_type, is_refusal=is_refusal)
    assert all(error.message.isprintable() and error.field.isprintable() for error in body.errors)


@settings(deadline=None)
@given(json_values, st.booleans())
def test_any_json_is_read(value: object, is_refusal: bool) -> None:
    body = read_errors(json.dumps(value).encode(), JSON, is_refusal=is_refusal)
    assert body.form in ("map", "list", "string", "other", "text")
    assert "not well-formed" not in body.note


@pytest.mark.parametrize(
    "text",
    [
        "<error",
        "<a b=1/>",
        "\n\n<errors><error>x</errr></errors>",
        "<errors>\n<error>x & y</error></errors>",
        '{"errors": {"\u00e9": 1,}}',
        '{"errors": ["x" "y"]}',
    ],
)
def test_a_fault_has_the_place_that_the_body_says(text: str) -> None:
    document = open_document(Body.of(text.encode()), JSON if text.startswith("{") else XML)
    place = re.search(r"line \d+, column \d+", document.note)
    assert place is not None
    note = read_errors(text.encode(), JSON if text.startswith("{") else XML).note
    assert note.endswith(f"({place[0]})")
    assert note.count("(") == 1


MARKUP = (
    "<a>|</a>|<errors>|</errors>|<error>|</error>|x|&amp;|&y;|<![CDATA[|]]>|<!--|-->|<b c='d'>|<?p?>|\x00"
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(MARKUP.split("|")), max_size=30))
def test_any_markup_is_read(parts: list[str]) -> None:
    body = read_errors(("<errors>" + "".join(parts)).encode(), XML)
    assert all(error.message for error in body.errors)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["login", "email", "role_ids", "user.email"]),
        st.lists(st.text("abc de'", min_size=1).filter(lambda text: text.strip()), min_size=1, max_size=3),
        min_size=1,
    )
)
def test_no_message_of_a_map_is_lost(errors: dict[str, list[str]]) -> None:
    body = read_errors(json.dumps({"errors": errors}).encode(), JSON)
    wanted = [(field, " ".join(text.split())) for field, texts in errors.items() for text in texts]
    assert pairs(body) == wanted
