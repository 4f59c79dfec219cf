"""Raw HTTP and what curl -v prints."""

from __future__ import annotations

from tests.interchange.reading import only

RAW = """POST /users.json HTTP/1.1
Host: cp.example.com
Authorization: Basic YW5uOnMzY3JldHB3
Content-Type: application/json

{"user":{"login":"ann"}}

HTTP/1.1 422 Unprocessable Entity
Content-Type: application/json; charset=utf-8
Set-Cookie: _session_id=abc

{"errors":{"email":["can't be blank"]}}
"""


def test_a_request_and_its_answer() -> None:
    pasted = only(RAW)
    assert (pasted.method, pasted.url) == ("POST", "https://cp.example.com/users.json")
    assert pasted.body == '{"user":{"login":"ann"}}'
    assert (pasted.login, pasted.secret_kind) == ("ann", "password")
    assert pasted.answer is not None
    assert (pasted.answer.status, pasted.answer.body) == (422, '{"errors":{"email":["can\'t be blank"]}}')
    assert "s3cretpw" not in repr(pasted)
    assert "YW5uOnMzY3JldHB3" not in repr(pasted.headers)
    assert "abc" not in repr(pasted.answer.headers)


def test_places_of_the_body() -> None:
    pasted = only(RAW)
    assert pasted.places.of_body(pasted.body.index('"login"')) == pasted.places.spot(RAW.index('"login"'))


def test_what_curl_v_prints() -> None:
    pasted = only(
        "$ curl -v -u ann@example.com:x -d '{}' https://cp.example.com/users.json\n"
        "* Connected to cp.example.com\n> POST /users.json HTTP/1.1\n> Host: cp.example.com\n>\n"
        "< HTTP/1.1 404 Not Found\n< Content-Type: application/json\n<\n* Closing\n"
        '{"errors":["Resource not found"]}\n'
    )
    assert pasted.source == "curl"
    assert pasted.answer is not None
    assert (pasted.answer.status, pasted.answer.body) == (404, '{"errors":["Resource not found"]}')


def test_lines_of_curl_v_alone() -> None:
    pasted = only(
        "> PUT /users/7.json HTTP/1.1\n> Host: cp.example.com\n> Content-Length: 20\n>\n"
        "< HTTP/1.1 204 No Content\n<\n"
    )
    assert (pasted.source, pasted.method, pasted.body_kind) == ("raw-http", "PUT", "unknown")
    assert pasted.answer is not None
    assert pasted.answer.status == 204


def test_without_a_host_only_the_path_is_known() -> None:
    pasted = only("GET /users.json HTTP/1.1\nAccept: application/json\n\n")
    assert (pasted.url, pasted.is_host_known) == ("/users.json", False)
