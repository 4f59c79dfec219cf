"""Sending: what leaves, what comes back, and where it is kept."""

from __future__ import annotations

import asyncio
import stat
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui import __version__
from cloudflow_tui.exchange import Exchange, FailureKind, Outcome
from cloudflow_tui.interchange.raw_http import to_raw_http
from cloudflow_tui.redact import MASK
from cloudflow_tui.transport import Client
from tests.factories import make_profile, make_request
from tests.transport.nasty_server import NastyServer, keeps_open, nasty_server, whole


async def ask(client: Client, server: NastyServer, path: str, method: str = "GET") -> Exchange:
    return await client.send(make_request(method, url=server.url + path))


def header_lines(server: NastyServer) -> list[str]:
    return server.heads[-1].split("\r\n")[1:-2]


async def test_an_answer_comes_back_whole(client: Client, server: NastyServer) -> None:
    exchange = await ask(client, server, "/users.json?page=1&x[y]=%5B1%5D")
    assert exchange.outcome is Outcome.ANSWERED
    assert exchange.failure is None
    assert exchange.response is not None
    assert (exchange.status, exchange.response.reason) == (200, "OK")
    assert exchange.response.body.read() == b'[{"user":{"id":1}}]'
    assert exchange.response.headers == (("Content-Type", "application/json"), ("Content-Length", "19"))
    assert (exchange.profile_name, exchange.login) == ("lab", "ann")
    assert server.heads[-1].startswith("GET /users.json?page=1&x[y]=%5B1%5D HTTP/1.1\r\n")


async def test_headers_leave_in_their_order_and_case(client: Client, server: NastyServer) -> None:
    request = make_request(
        "POST",
        url=server.url + "/users.json",
        headers=(("Accept", "application/json"), ("X-Two", "1"), ("x-two", "2"), ("X-Name", "Zoë")),
        body=b'{"user":{}}',
    )
    await client.send(request)
    basic = b64encode("ann:s3cret-käse".encode()).decode()
    assert header_lines(server) == [
        f"Host: 127.0.0.1:{server.port}",
        "Accept: application/json",
        "X-Two: 1",
        "x-two: 2",
        "X-Name: Zoë",
        f"User-Agent: cloudflow-tui/{__version__}",
        "Accept-Encoding: gzip, deflate",
        f"Authorization: Basic {basic}",
        "Content-Length: 11",
    ]
    assert server.bodies[-1] == b'{"user":{}}'


@pytest.mark.parametrize(
    ("method", "body"), [("GET", b""), ("POST", b""), ("PUT", b'{"a": 1}'), ("DELETE", b"")]
)
async def test_what_is_shown_is_what_is_sent(
    client: Client, server: NastyServer, method: str, body: bytes
) -> None:
    request = make_request(method, url=server.url + "/users.json?a=1", body=body)
    await client.send(request)
    sent = (server.heads[-1] + server.bodies[-1].decode()).replace("\r\n", "\n")
    basic = b64encode("ann:s3cret-käse".encode()).decode()
    assert sent.replace(basic, MASK) == to_raw_http(request, login="ann")


async def test_headers_of_the_request_win(client: Client, server: NastyServer) -> None:
    mine = (("user-agent", "mine/1"), ("Accept-Encoding", "identity"), ("authorization", "Basic eDp5"))
    await client.send(make_request(url=server.url + "/users.json", headers=mine))
    assert header_lines(server)[1:] == [
        "user-agent: mine/1",
        "Accept-Encoding: identity",
        "authorization: Basic eDp5",
    ]


async def test_repeated_headers_of_the_answer_stay(client: Client, server: NastyServer) -> None:
    exchange = await ask(client, server, "/cookies")
    assert exchange.response is not None
    assert exchange.response.headers[:3] == (
        ("Set-Cookie", "_session_id=one; path=/"),
        ("set-cookie", "b=2; path=/"),
        ("X-PAGE", "1"),
    )


async def test_cookies_are_not_sent_back(client: Client, server: NastyServer) -> None:
    await ask(client, server, "/cookies")
    await ask(client, server, "/users.json")
    assert "cookie" not in server.heads[-1].lower()


async def test_headers_that_are_not_ascii_can_be_read(client: Client, server: NastyServer) -> None:
    exchange = await ask(client, server, "/latin")
    assert exchange.response is not None
    assert exchange.response.reason == "Très bien"
    assert exchange.response.header("x-name") == "Zoë"


async def test_another_host_gets_no_credentials(tmp_path: Path) -> None:
    async with nasty_server() as own, nasty_server() as other:
        client = Client(make_profile(own.url), "s3cret", spool_folder=tmp_path)
        exchange = await client.send(make_request(url=other.url + "/users.json"))
        await client.aclose()
        assert exchange.outcome is Outcome.ANSWERED
        assert "authorization" not in other.heads[-1].lower()


async def test_credentials_within_an_address_are_not_used(client: Client, server: NastyServer) -> None:
    url = server.url.replace("http://", "http://eve:spy@") + "/users.json"
    await client.send(make_request(url=url))
    basic = b64encode("ann:s3cret-käse".encode()).decode()
    assert [line for line in header_lines(server) if line.startswith("Auth")] == [
        f"Authorization: Basic {basic}"
    ]


async def test_no_login_sends_no_credentials(server: NastyServer, tmp_path: Path) -> None:
    client = Client(make_profile(server.url, login=""), "", spool_folder=tmp_path)
    await client.send(make_request(url=server.url + "/users.json"))
    await client.aclose()
    assert "authorization" not in server.heads[-1].lower()


async def test_a_redirect_is_an_answer_and_not_followed(client: Client, server: NastyServer) -> None:
    exchange = await ask(client, server, "/redirect")
    assert exchange.outcome is Outcome.ANSWERED
    assert exchange.status == 302
    assert exchange.response is not None
    assert exchange.response.header("Location") == "http://localhost:1/elsewhere"
    assert len(server.heads) == 1


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/no-content", 204, b""),
        ("/unauthorized", 401, b'{"errors": ["no"]}'),
        ("/chunked", 200, b"[1, 2]"),
        ("/until-close", 200, b"[1, 2]"),
    ],
)
async def test_every_status_is_an_answer(
    client: Client, server: NastyServer, path: str, status: int, body: bytes
) -> None:
    exchange = await ask(client, server, path)
    assert exchange.outcome is Outcome.ANSWERED
    assert exchange.response is not None
    assert (exchange.status, exchange.response.body.read()) == (status, body)


async def test_a_connection_serves_several_requests(tmp_path: Path) -> None:
    route = keeps_open(whole(b"[]"))
    async with nasty_server(routes={"/users.json": route}) as server:
        client = Client(make_profile(server.url), "s3cret", spool_folder=tmp_path)
        first = await client.send(make_request(url=server.url + "/users.json"))
        second = await client.send(make_request(url=server.url + "/next.json"))
        await client.aclose()
        assert server.connection_count == 1
    assert first.timing.connect_ms is not None
    assert second.timing.connect_ms is None
    assert second.outcome is Outcome.ANSWERED


async def test_phases_add_up(client: Client, server: NastyServer) -> None:
    timing = (await ask(client, server, "/users.json")).timing
    assert timing.tls_ms is None
    phases = [timing.connect_ms, timing.send_ms, timing.wait_ms, timing.receive_ms]
    assert all(phase is not None and phase >= 0 for phase in phases)
    assert sum(phase for phase in phases if phase is not None) <= timing.total_ms


async def test_a_large_answer_lies_in_a_private_file(
    client: Client, server: NastyServer, tmp_path: Path
) -> None:
    seen: list[tuple[int, int | None]] = []
    request = make_request(url=server.url + "/large")
    exchange = await client.send(request, lambda came, expected: seen.append((came, expected)))
    assert exchange.response is not None
    body = exchange.response.body
    assert body.path is not None
    assert body.path.parent == tmp_path / "spool"
    assert body.size_bytes == body.path.stat().st_size == 3 * 1_048_576
    assert stat.S_IMODE(body.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(body.path.parent.stat().st_mode) == 0o700
    assert seen[-1] == (3 * 1_048_576, 3 * 1_048_576)
    assert [came for came, _ in seen] == sorted(came for came, _ in seen)


async def test_the_beginning_of_a_large_answer_comes_early(client: Client, server: NastyServer) -> None:
    early: list[Exchange] = []
    request = make_request(url=server.url + "/large")
    exchange = await client.send(request, on_early=early.append)
    [begun] = early
    assert begun.request is exchange.request
    assert begun.response is not None
    assert exchange.response is not None
    assert begun.response.headers == exchange.response.headers
    assert begun.response.body.data == exchange.response.body.read(64 * 1024)
    assert exchange.timing.receive_ms is not None


async def test_of_a_very_long_answer_its_file_is_told_while_it_grows(
    server: NastyServer, tmp_path: Path
) -> None:
    client = Client(make_profile(server.url), "s", spool_folder=tmp_path, decoded_limit_bytes=6 * 1_048_576)
    early: list[Exchange] = []
    exchange = await client.send(make_request(url=server.url + "/endless"), on_early=early.append)
    await client.aclose()
    begun, grown = early
    assert begun.response is not None
    assert grown.response is not None
    assert exchange.response is not None
    assert begun.response.body.path is None
    assert grown.response.body.path == exchange.response.body.path
    assert 4 * 1_048_576 <= grown.response.body.size_bytes < exchange.response.body.size_bytes


async def test_a_short_answer_does_not_come_early(client: Client, server: NastyServer) -> None:
    early: list[Exchange] = []
    await client.send(make_request(url=server.url + "/"), on_early=early.append)
    assert early == []


async def test_an_endless_answer_ends_at_the_limit(server: NastyServer, tmp_path: Path) -> None:
    client = Client(make_profile(server.url), "s", spool_folder=tmp_path, decoded_limit_bytes=4 * 1_048_576)
    exchange = await client.send(make_request(url=server.url + "/endless"))
    await client.aclose()
    assert exchange.outcome is Outcome.FAILED
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.TOO_LARGE
    assert exchange.failure.message == (
        f"The answer of 127.0.0.1:{server.port} is larger than 4 MB; the rest was not read."
    )
    assert exchange.response is not None
    assert 4 * 1_048_576 < exchange.response.body.size_bytes < 5 * 1_048_576


async def test_a_bomb_ends_at_the_limit(server: NastyServer, tmp_path: Path) -> None:
    client = Client(make_profile(server.url), "s", spool_folder=tmp_path, decoded_limit_bytes=4 * 1_048_576)
    exchange = await client.send(make_request(url=server.url + "/bomb"))
    await client.aclose()
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.TOO_LARGE
    assert exchange.response is not None
    assert exchange.response.body.size_bytes < 5 * 1_048_576


@pytest.mark.parametrize("path", ["/hold", "/hold-in-body"])
async def test_cancelling_closes_the_connection(client: Client, server: NastyServer, path: str) -> None:
    sending = asyncio.create_task(ask(client, server, path))
    await server.is_reached.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    await asyncio.wait_for(server.is_left.wait(), 10)
    assert (await ask(client, server, "/users.json")).outcome is Outcome.ANSWERED


async def test_cancelling_leaves_no_spool_file(client: Client, server: NastyServer, tmp_path: Path) -> None:
    is_spooling = asyncio.Event()

    def note(came: int, expected: int | None) -> None:
        if came > 2 * 1_048_576:
            is_spooling.set()

    sending = asyncio.create_task(client.send(make_request(url=server.url + "/endless"), note))
    await is_spooling.wait()
    assert list((tmp_path / "spool").iterdir())
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert list((tmp_path / "spool").iterdir()) == []


async def test_several_requests_run_beside_each_other(client: Client, server: NastyServer) -> None:
    exchanges = await asyncio.gather(*(ask(client, server, "/users.json") for _ in range(8)))
    assert {exchange.outcome for exchange in exchanges} == {Outcome.ANSWERED}


async def test_closing_twice_does_no_harm(client: Client, server: NastyServer) -> None:
    await ask(client, server, "/users.json")
    await client.aclose()
    await client.aclose()


def test_the_secret_is_not_in_its_description(tmp_path: Path) -> None:
    profile = replace(make_profile(), login="ann")
    assert "s3cret" not in repr(Client(profile, "s3cret", spool_folder=tmp_path))
