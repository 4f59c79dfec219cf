"""The short words of a history row."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.diagnosis import what_happened
from cloudflow_tui.exchange import Exchange, FailureKind, Outcome
from tests.diagnosis.samples import (
    AT,
    CREATE_CDN,
    CREATE_USER,
    DELETE_USER,
    EDIT_USER,
    GET_USER,
    HTML,
    JSON,
    LIST_USERS,
    START_VS,
    VERSION,
    XML,
    answered,
    failed,
    request,
)


@pytest.mark.parametrize(
    ("call", "status", "endpoint", "body", "words"),
    [
        ("POST /users.json", 422, CREATE_USER,
         '{"errors":{"email":["is taken"],"password":["is too short"]}}', "email, password refused"),
        ("POST /users.json", 422, CREATE_USER, '{"errors":{"password":["can\'t be blank"]}}',
         "password: can't be blank"),
        ("POST /users.json", 422, CREATE_USER,
         '{"errors":{"login":["x"],"email":["x"],"password":["x"],"status":["x"],"bucket_id":["x"]}}',
         "login, email, password and 2 more refused"),
        ("POST /users.json", 422, CREATE_USER, '{"errors":["Network interfaces is invalid"]}',
         "Network interfaces is invalid"),
        ("POST /cdn_resources.json", 422, CREATE_CDN, '{"errors":["CDN hostname can\'t be blank"]}',
         "CDN hostname can't be blank"),
        ("POST /users.json", 422, CREATE_USER, "", ""),
        ("DELETE /users/23.json", 404, DELETE_USER, '{"errors":["Resource not found"]}',
         "Resource not found"),
        ("GET /users.json", 200, LIST_USERS, "[{},{},{}]", "3 items"),
        ("GET /users.json", 200, LIST_USERS, "[{}]", "1 item"),
        ("GET /users.json", 200, LIST_USERS, "[]", "no items"),
        ("GET /users.json", 200, None, "[{},{}]", "2 items"),
        ("GET /users/17.json", 200, GET_USER, '{"user":{"id":17}}', ""),
        ("GET /version.json", 200, VERSION, '{"version":"6.6.0-34"}', "6.6.0-34"),
        ("POST /users.json", 201, CREATE_USER, '{"user":{"id":17}}', "created 17"),
        ("POST /users.json", 201, CREATE_USER, "", "created"),
        ("POST /virtual_machines/7/startup.json", 201, START_VS, '{"virtual_machine":{"id":7}}', "scheduled"),
        ("DELETE /users/23.json", 204, DELETE_USER, "", "deleted 23"),
        ("POST /users.json", 200, CREATE_USER, '{"error":"Locations are unavailable"}', "done with errors"),
        ("POST /anything.json", 201, None, '{"id":7}', ""),
        ("GET /users.json", 500, LIST_USERS, "<html><h1>Sorry</h1></html>", "HTML instead of JSON"),
        ("GET /users.xml", 500, LIST_USERS, "<html><h1>Sorry</h1></html>", "HTML instead of XML"),
        ("GET /users.json", 200, LIST_USERS, '<html><input type="password"></html>', "a sign-in page"),
    ],
)  # fmt: skip
def test_answers(call: str, status: int, endpoint: Endpoint | None, body: str, words: str) -> None:
    headers = HTML if body.startswith("<html") else JSON
    assert what_happened(answered(call, status, body, headers), endpoint) == words


def test_lists_in_xml_and_in_pages() -> None:
    body = '<users type="array"><user/><user/></users>'
    assert what_happened(answered("GET /users.xml", 200, body, XML), LIST_USERS) == "2 items"
    paged = answered("GET /users.json", 200, "[{},{}]", (*JSON, ("X-Total", "40")))
    assert what_happened(paged, LIST_USERS) == "2 of 40 items"


@pytest.mark.parametrize(
    ("path", "sent", "words"),
    [
        ("/users/17.json", b'{"user":{"email":"zaza@example.net"}}', "email changed"),
        (
            "/users/17.xml",
            b"<user><email>z</email><bucket_id>3</bucket_id></user>",
            "email, bucket_id changed",
        ),
        ("/users/17.json", b'{"user":{"a":1,"b":2,"c":3,"d":4}}', "4 fields changed"),
        ("/users/17.json?user[email]=z&user[bucket_id]=3", b"", "email, bucket_id changed"),
        ("/users/17.json", b"", ""),
    ],
)
def test_edits_name_their_fields(path: str, sent: bytes, words: str) -> None:
    assert what_happened(answered(f"PUT {path}", 204, sent=sent), EDIT_USER) == words


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("https://cp.example.net/users.json", "redirected to https"),
        ("https://other.example.org/x", "redirected to other.example.org"),
        ("/users/sign_in", "redirected to /users/sign_in"),
        ("http://[broken", "redirected"),
        ("", "redirected"),
    ],
)
def test_redirects(location: str, words: str) -> None:
    exchange = answered("GET http://cp.example.net/users.json", 302, headers=(("Location", location),))
    assert what_happened(exchange, LIST_USERS) == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FailureKind.TIMEOUT, "no answer: timed out"),
        (FailureKind.CONNECT, "no answer: not connected"),
        (FailureKind.TLS, "no answer: TLS failed"),
        (FailureKind.ADDRESS, "no answer: address unknown"),
        (FailureKind.CUT, "answer cut"),
    ],
)
def test_failures(kind: FailureKind, words: str) -> None:
    assert what_happened(failed("GET /users.json", kind), LIST_USERS) == words


def test_every_kind_of_failure_has_words() -> None:
    assert all(what_happened(failed("GET /users.json", kind), None) for kind in FailureKind)


def test_ends_without_an_answer() -> None:
    assert what_happened(Exchange(request("GET /users.json"), Outcome.CANCELLED, AT), None) == "cancelled"
    assert what_happened(Exchange(request("GET /users.json"), Outcome.SENDING, AT), None) == "outcome unknown"


def test_words_are_one_bounded_line_without_secrets() -> None:
    secret = "tr0ub4dor"
    body = f'{{"errors":["{secret} \\u001b[2J is refused {"x" * 200}"]}}'
    words = what_happened(answered("POST /users.json", 422, body, secrets=frozenset({secret})), CREATE_USER)
    assert secret not in words
    assert words.isprintable()
    assert len(words) <= 80
