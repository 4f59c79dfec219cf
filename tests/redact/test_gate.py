"""Headers, URLs, text, requests and exchanges through the gate."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome, Request, Response
from cloudflow_tui.redact import MASK, Redactor
from tests.factories import make_exchange, make_request


def test_headers_keep_scheme_cookie_names_and_order() -> None:
    pairs = [
        ("Authorization", "Basic YW5uOngx"),
        ("X-Api-Key", "abc"),
        ("Cookie", "_session_id=abc; theme=dark"),
        ("Set-Cookie", "_session_id=def; path=/; HttpOnly"),
        ("Location", "https://ann:x@example.com/?token=y"),
        ("ETag", '"abc"'),
        ("ETag", '"abc"'),
    ]
    assert Redactor().headers(pairs) == (
        ("Authorization", f"Basic {MASK}"),
        ("X-Api-Key", MASK),
        ("Cookie", f"_session_id={MASK}; theme={MASK}"),
        ("Set-Cookie", f"_session_id={MASK}; path=/; HttpOnly"),
        ("Location", f"https://ann:{MASK}@example.com/?token={MASK}"),
        ("ETag", '"abc"'),
        ("ETag", '"abc"'),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://ann:hunter2@example.com/", "https://ann:§@example.com/"),
        ("/users.json?user[password]=x&user[login]=ann", "/users.json?user[password]=§&user[login]=ann"),
        ("/users.json?user%5Bpassword%5D=x&a=1#b", "/users.json?user%5Bpassword%5D=§&a=1#b"),
        ("/a?api_key=x%26y", "/a?api_key=§"),
        ("/a?password=&token_auth_on=false&page=2", "/a?password=&token_auth_on=false&page=2"),
        ("http://example.com:8080/a@b?c=d@e", "http://example.com:8080/a@b?c=d@e"),
    ],
)
def test_urls(before: str, after: str) -> None:
    assert Redactor().url(before) == after.replace("§", MASK)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("curl -u ann:hunter2 -X GET https://a.test/", "curl -u ann:§ -X GET https://a.test/"),
        ("curl --user 'ann:hunter2' x", "curl --user 'ann:§' x"),
        ("Authorization: Basic YW5uOnNlY3JldA==", "Authorization: Basic §"),
        ("login: ann\npassword: hunter2\n", "login: ann\npassword: §\n"),
        ("mysql --password hunter2 --user=ann", "mysql --password § --user=ann"),
        ("Password: can't be blank", "Password: can't be blank"),
        ("Password is too short", "Password is too short"),
        ("no answer from 127.0.0.1:8080 in 30 s", "no answer from 127.0.0.1:8080 in 30 s"),
        ('user = {"password" => "x", "a" => "b"}', 'user = {"password" => "§", "a" => "b"}'),
    ],
)
def test_text(before: str, after: str) -> None:
    assert Redactor().text(before) == after.replace("§", MASK)


def test_text_without_secrets_is_the_same_object() -> None:
    text = "Nothing here, é included."
    assert Redactor(["hunter2"]).text(text) is text


def test_a_request_knows_its_own_secrets_and_then_forgets_them() -> None:
    request = make_request(
        "POST",
        url="https://cp.example.com/users.json?note=hunter2",
        headers=(("Content-Type", "application/json"), ("X-Note", "hunter2")),
        body=b'{"user":{"login":"ann","memo":"it is hunter2"}}',
        secret_values=frozenset({"hunter2"}),
    )
    masked = Redactor().request(request)
    assert masked.url == f"https://cp.example.com/users.json?note={MASK}"
    assert masked.headers == (("Content-Type", "application/json"), ("X-Note", MASK))
    assert masked.body.decode() == f'{{"user":{{"login":"ann","memo":"it is {MASK}"}}}}'
    assert masked.secret_values == frozenset()
    assert isinstance(masked, Request)


def test_an_exchange_is_masked_in_every_part() -> None:
    exchange = make_exchange(
        request=make_request(secret_values=frozenset({"hunter2"})),
        outcome=Outcome.FAILED,
        response=Response(
            500,
            reason="hunter2",
            headers=(("Set-Cookie", "_session_id=abc"), ("Content-Type", "text/plain")),
            body=Body.of(b"your hunter2"),
        ),
        failure=Failure(FailureKind.OTHER, "said hunter2", "try hunter2"),
    )
    masked = Redactor().exchange(exchange)
    assert "hunter2" not in repr(masked)
    assert masked.response is not None
    assert masked.response.header("set-cookie") == f"_session_id={MASK}"
    assert masked.response.body == Body.of(f"your {MASK}".encode())
    assert masked.timing == exchange.timing


def spooled(folder: Path, data: bytes) -> Exchange:
    file = folder / "one.body"
    file.write_bytes(data)
    headers = (("Content-Type", "application/json"),)
    return make_exchange(response=Response(200, headers=headers, body=Body.in_file(file)))


def test_a_spooled_body_is_masked_into_a_new_private_file(tmp_path: Path) -> None:
    data = b"[" + b",".join(b'{"id":%d,"password":"hunter2"}' % number for number in range(100_000)) + b"]"
    exchange = spooled(tmp_path, data)
    masked = Redactor().exchange(exchange)
    assert exchange.response is not None
    assert masked.response is not None
    assert masked.response.body.path is not None
    assert masked.response.body.path != exchange.response.body.path
    assert masked.response.body.read() == data.replace(b"hunter2", MASK.encode())
    assert stat.S_IMODE(masked.response.body.path.stat().st_mode) == 0o600
    assert exchange.response.body.read() == data


def test_a_spooled_body_without_secrets_stays_where_it_is(tmp_path: Path) -> None:
    exchange = spooled(tmp_path, b'[{"id":1}]' * 200_000)
    assert Redactor(["hunter2"]).exchange(exchange) == exchange
    assert [file.name for file in tmp_path.iterdir()] == ["one.body"]


def test_a_vanished_spool_file_is_an_os_error(tmp_path: Path) -> None:
    exchange = spooled(tmp_path, b"[]")
    (tmp_path / "one.body").unlink()
    with pytest.raises(OSError, match=r"one\.body"):
        Redactor().exchange(exchange)


def test_a_variable_in_the_place_of_a_secret_is_none() -> None:
    redactor = Redactor()
    assert redactor.body(b'{"password": "${pw}"}', "application/json") == b'{"password": "${pw}"}'
    assert redactor.body(b"<password>${ask:Which one}</password>", "application/xml").count(
        b"${ask:Which one}"
    )
    assert redactor.headers([("Authorization", "Bearer ${pw}")]) == (("Authorization", "Bearer ${pw}"),)
    for text in ("x${pw}", "$${pw}", "${pw}x"):
        assert text.encode() not in redactor.body(b'{"password": "%s"}' % text.encode(), "application/json")
        assert redactor.headers([("X-Api-Key", text)]) == (("X-Api-Key", MASK),)
    known = Redactor(["${pw}"])
    assert b"pw" not in known.body(b'{"password": "${pw}"}', "application/json")
    assert known.headers([("X-Api-Key", "${pw}")]) == (("X-Api-Key", MASK),)
