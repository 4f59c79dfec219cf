"""Redirects, followed where that was asked for: on real servers, to the same place only."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from cloudflow_tui.exchange import Exchange, FailureKind, Outcome
from cloudflow_tui.redact import Redactor
from cloudflow_tui.transport import Client
from cloudflow_tui.transport.redirects import method_after, turn_of
from tests.factories import make_exchange, make_profile, make_request, make_response
from tests.transport.nasty_server import NastyServer, Route, nasty_server, says, whole


def leads(to: str, status: str = "302 Found", body: bytes = b"moved") -> Route:
    return says(whole(body, status=status, headers=f"Location: {to}\r\nX-Hop: yes"))


async def follow(
    server: NastyServer,
    folder: Path,
    path: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    ca_file: str = "",
    is_asked_for: bool = True,
) -> Exchange:
    profile = replace(make_profile(server.url), ca_file=ca_file)
    client = Client(profile, "s3cret", spool_folder=folder)
    request = make_request(method, url=server.url + path, body=body, headers=(("Content-Type", "text/x"),))
    exchange = await client.send(replace(request, follow_redirects=is_asked_for))
    await client.aclose()
    return exchange


def lines(server: NastyServer) -> list[str]:
    return [head.splitlines()[0].removesuffix(" HTTP/1.1") for head in server.heads]


async def test_each_hop_is_recorded(tmp_path: Path) -> None:
    routes = {
        "/users.json": leads("/people.json"),
        "/people.json": leads("all.json#part", "307 Temporary Redirect"),
        "/all.json": says(whole(b"[1]")),
    }
    async with nasty_server(routes=routes) as server:
        exchange = await follow(server, tmp_path, "/users.json")
        assert lines(server) == ["GET /users.json", "GET /people.json", "GET /all.json"]
        assert all("Authorization: Basic" in head for head in server.heads)
    assert exchange.outcome is Outcome.ANSWERED
    assert exchange.response is not None
    assert exchange.response.body.read() == b"[1]"
    assert exchange.request.url == server.url + "/users.json"
    assert [(hop.words, hop.location) for hop in exchange.hops] == [
        ("302, followed", "/people.json"),
        ("307, followed", "all.json#part"),
    ]
    assert [hop.response.header("x-hop") for hop in exchange.hops] == ["yes", "yes"]
    assert all(hop.timing.wait_ms is not None for hop in exchange.hops)
    assert exchange.timing.started_at == exchange.hops[0].timing.started_at
    assert exchange.timing.total_ms >= sum(hop.timing.total_ms for hop in exchange.hops)


async def test_nothing_is_followed_unasked(tmp_path: Path) -> None:
    async with nasty_server(routes={"/users.json": leads("/all.json")}) as server:
        exchange = await follow(server, tmp_path, "/users.json", is_asked_for=False)
        assert (exchange.status, exchange.hops, len(server.heads)) == (302, (), 1)


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_another_host_hears_nothing(tmp_path: Path, method: str) -> None:
    async with nasty_server() as other:
        routes = {"/users.json": leads(f"http://localhost:{other.port}/users.json", "307 Temporary Redirect")}
        async with nasty_server(routes=routes) as server:
            exchange = await follow(server, tmp_path, "/users.json", method=method, body=b"secret")
        assert other.connection_count == 0
    assert (exchange.status, exchange.outcome) == (307, Outcome.ANSWERED)
    (hop,) = exchange.hops
    assert not hop.is_followed
    assert "not followed: it leads to another host, localhost" in hop.words


async def test_another_port_is_another_service(tmp_path: Path) -> None:
    async with nasty_server() as other:
        async with nasty_server(routes={"/users.json": leads(other.url + "/users.json")}) as server:
            exchange = await follow(server, tmp_path, "/users.json")
        assert other.connection_count == 0
    assert "another port" in exchange.hops[0].words


async def test_never_from_https_down_to_http(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    async with nasty_server() as plain:
        async with nasty_server(context, {"/users.json": leads(plain.url + "/users.json")}) as server:
            exchange = await follow(server, tmp_path, "/users.json", ca_file=str(tmp_path / "ca.pem"))
        assert plain.connection_count == 0
    assert "from https to plain http" in exchange.hops[0].words


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        ("301 Moved Permanently", "POST", "GET"),
        ("302 Found", "POST", "GET"),
        ("303 See Other", "POST", "GET"),
        ("303 See Other", "DELETE", "GET"),
        ("307 Temporary Redirect", "POST", "POST"),
        ("308 Permanent Redirect", "PUT", "PUT"),
        ("301 Moved Permanently", "DELETE", "DELETE"),
        ("302 Found", "PUT", "PUT"),
        ("303 See Other", "HEAD", "HEAD"),
    ],
)
async def test_what_becomes_of_a_write(tmp_path: Path, status: str, method: str, then: str) -> None:
    routes = {"/users.json": leads("/all.json", status, b""), "/all.json": says(whole(b""))}
    async with nasty_server(routes=routes) as server:
        exchange = await follow(server, tmp_path, "/users.json", method=method, body=b"login=zaza")
        assert lines(server) == [f"{method} /users.json", f"{then} /all.json"]
        assert server.bodies[1] == (b"login=zaza" if then == method else b"")
        assert ("Content-Type: text/x" in server.heads[1]) is (then == method)
    (hop,) = exchange.hops
    if then != method:
        assert f"a GET was sent instead of the {method}" in hop.words
    elif method != "HEAD":
        assert f"the {method} was sent again as it was" in hop.words


async def test_a_circle_is_left_at_once(tmp_path: Path) -> None:
    routes = {"/users.json": leads("/b.json"), "/b.json": leads("/users.json")}
    async with nasty_server(routes=routes) as server:
        exchange = await follow(server, tmp_path, "/users.json")
        assert len(server.heads) == 2
    assert [hop.is_followed for hop in exchange.hops] == [True, False]
    assert "leads back to where it came from" in exchange.hops[-1].words


async def test_an_endless_way_is_left_after_ten(tmp_path: Path) -> None:
    routes = {f"/{n}.json": leads(f"/{n + 1}.json") for n in range(20)}
    async with nasty_server(routes=routes) as server:
        exchange = await follow(server, tmp_path, "/0.json")
        assert len(server.heads) == 11
    assert (len(exchange.hops), exchange.status) == (11, 302)
    assert "10 in a row" in exchange.hops[-1].words


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("http://eve:spy@127.0.0.1/x", "carries credentials of its own"),
        ("ftp://127.0.0.1/x", "no http or https address"),
        ("http://[::1/", "no http or https address"),
        ("javascript:alert(1)", "no http or https address"),
        ("//evil.example.net/x", "another host, evil.example.net"),
    ],
)
def test_where_it_does_not_go(to: str, words: str) -> None:
    request = make_request(url="http://127.0.0.1/users.json")
    turn = turn_of(
        make_exchange(request=request, response=make_response(302, headers=(("Location", to),))), []
    )
    assert turn is not None
    assert not turn.may_go
    assert words in turn.words


def test_what_is_no_redirect() -> None:
    assert turn_of(make_exchange(response=make_response(302)), []) is None
    assert turn_of(make_exchange(response=make_response(304, headers=(("Location", "/x"),))), []) is None


def test_from_http_up_to_https() -> None:
    request = make_request(url="http://cp.example.net/users.json")
    headers = (("Location", "https://cp.example.net/users.json"),)
    turn = turn_of(make_exchange(request=request, response=make_response(301, headers=headers)), [])
    assert turn is not None
    assert turn.may_go
    assert turn.request.url == "https://cp.example.net/users.json"


def test_methods() -> None:
    assert method_after("GET", 301) == ("GET", "followed")
    assert method_after("PATCH", 302)[0] == "PATCH"


async def test_a_failure_behind_a_redirect_keeps_the_way(tmp_path: Path) -> None:
    async with nasty_server(routes={"/users.json": leads("/close")}) as server:
        exchange = await follow(server, tmp_path, "/users.json")
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.CUT
    assert len(exchange.hops) == 1


async def test_the_last_word_is_somebody_elses(tmp_path: Path) -> None:
    async with nasty_server(routes={"/users.json": leads("/all.json")}) as server:
        client = Client(make_profile(server.url), "s3cret", spool_folder=tmp_path)
        request = replace(make_request(url=server.url + "/users.json"), follow_redirects=True)
        exchange = await client.send(request, objection=lambda there: f"{there.url} is not for you")
        await client.aclose()
        assert len(server.heads) == 1
    assert exchange.hops[0].words == f"302, not followed: {server.url}/all.json is not for you"


async def test_secrets_on_the_way_are_masked(tmp_path: Path) -> None:
    async with nasty_server(routes={"/users.json": leads("/b.json?token=tok-4711-en")}) as server:
        exchange = await follow(server, tmp_path, "/users.json")
    masked = Redactor().exchange(exchange)
    assert "tok-4711-en" in repr(exchange)
    assert "tok-4711-en" not in repr(masked)
