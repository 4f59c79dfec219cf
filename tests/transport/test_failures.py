"""Every way not to get a whole answer: outcomes with a sentence that names host and port, no exceptions."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome
from cloudflow_tui.transport import Client
from cloudflow_tui.transport.failures import Scene, failure_of
from tests.factories import make_profile, make_request
from tests.transport.nasty_server import NastyServer

SHORT_S = 0.2


async def ask(client: Client, url: str, timeout_s: float | None = None) -> Exchange:
    return await client.send(make_request(url=url, timeout_s=timeout_s))


def failed(exchange: Exchange) -> Failure:
    assert exchange.outcome is Outcome.FAILED
    assert exchange.failure is not None
    return exchange.failure


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture
async def lone(tmp_path: Path) -> Client:
    """A client without a server; nothing to close, since it never connects."""
    return Client(make_profile(), "s3cret", spool_folder=tmp_path)


async def test_a_refused_connection(lone: Client) -> None:
    port = free_port()
    failure = failed(await ask(lone, f"http://127.0.0.1:{port}/users.json"))
    assert failure == Failure(
        FailureKind.CONNECT,
        f"127.0.0.1:{port} refuses connections.",
        "Check the port, and whether the Control Panel runs.",
    )


async def test_an_unknown_host(lone: Client) -> None:
    failure = failed(await ask(lone, "http://nonexistent.invalid/users.json"))
    assert failure.kind is FailureKind.ADDRESS
    assert "nonexistent.invalid" in failure.message
    assert not failure.may_have_arrived


@pytest.mark.parametrize(
    "url",
    [
        "ftp://cp.example.net/users.json",
        "http:///users.json",
        "http://cp.example.net:99999/",
        "users.json",
        f"http://{'a' * 70}.example.net/",
        "http://a..b/",
    ],
)
async def test_an_address_that_leads_nowhere(lone: Client, url: str) -> None:
    failure = failed(await ask(lone, url))
    assert failure.kind is FailureKind.ADDRESS
    assert not failure.may_have_arrived


async def test_an_address_is_told_without_its_secrets(lone: Client) -> None:
    failure = failed(await ask(lone, "ftp://ann:hunter2@cp.example.net/users.json?api_key=abc123"))
    assert "cp.example.net" in failure.message
    assert "hunter2" not in failure.message
    assert "abc123" not in failure.message


async def test_a_header_that_http_forbids(client: Client, server: NastyServer) -> None:
    request = make_request(url=server.url + "/users.json", headers=(("X-Bad", "one\r\nX-More: two"),))
    failure = failed(await client.send(request))
    assert failure.kind is FailureKind.OTHER
    assert "cannot be sent as it is" in failure.message
    assert server.heads == []


async def test_silence_before_the_answer(client: Client, server: NastyServer) -> None:
    exchange = await ask(client, server.url + "/hold", SHORT_S)
    failure = failed(exchange)
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.message == f"No answer from 127.0.0.1:{server.port} in 0.2 s."
    assert failure.may_have_arrived
    assert exchange.response is None


async def test_silence_within_the_answer_keeps_what_came(client: Client, server: NastyServer) -> None:
    exchange = await ask(client, server.url + "/hold-in-body", SHORT_S)
    failure = failed(exchange)
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.message == f"127.0.0.1:{server.port} fell silent for 0.2 s after 6 bytes of the body."
    assert exchange.response is not None
    assert exchange.response.body.read() == b"[1, 2,"


@pytest.mark.parametrize("path", ["/close", "/cut-head", "/reset"])
async def test_a_connection_cut_before_the_answer(client: Client, server: NastyServer, path: str) -> None:
    exchange = await ask(client, server.url + path)
    failure = failed(exchange)
    assert failure.kind is FailureKind.CUT
    assert failure.message.startswith(f"127.0.0.1:{server.port} ")
    assert failure.message.endswith("the connection before it answered.")
    assert failure.may_have_arrived
    assert exchange.response is None


@pytest.mark.parametrize(("path", "came"), [("/cut-length", b"[1, 2, 3"), ("/cut-chunk", b"[1, 2, ")])
async def test_a_cut_answer_keeps_what_came(
    client: Client, server: NastyServer, path: str, came: bytes
) -> None:
    exchange = await ask(client, server.url + path)
    failure = failed(exchange)
    assert failure.kind is FailureKind.CUT
    assert f"closed the connection after {len(came)} bytes of the body" in failure.message
    assert exchange.response is not None
    assert exchange.status == 200
    assert exchange.response.body.read() == came


async def test_what_is_not_http(client: Client, server: NastyServer) -> None:
    failure = failed(await ask(client, server.url + "/garbage"))
    assert failure.kind is FailureKind.PROTOCOL
    assert failure.message.startswith(f"What came from 127.0.0.1:{server.port} is not HTTP: ")
    assert "https://" in failure.advice


async def test_a_head_without_end(client: Client, server: NastyServer) -> None:
    failure = failed(await ask(client, server.url + "/huge-header"))
    assert failure.kind is FailureKind.PROTOCOL
    assert "larger than 100 KB" in failure.message


async def test_a_body_that_is_not_http_keeps_what_came(client: Client, server: NastyServer) -> None:
    exchange = await ask(client, server.url + "/bad-chunk")
    assert failed(exchange).kind is FailureKind.PROTOCOL
    assert exchange.response is not None
    assert exchange.response.body.read().startswith(b"[1, ")


async def test_a_proxy_that_refuses_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: NastyServer
) -> None:
    port = free_port()
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    client = Client(make_profile("http://cp.example.net"), "s", spool_folder=tmp_path)
    failure = failed(await ask(client, "http://cp.example.net/users.json"))
    await client.aclose()
    assert failure.message == f"The proxy 127.0.0.1:{port} refuses connections."
    assert "HTTP_PROXY" in failure.advice


async def test_a_spool_folder_that_cannot_be_made(server: NastyServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    client = Client(make_profile(server.url), "s", spool_folder=tmp_path / "file" / "spool")
    failure = failed(await ask(client, server.url + "/large"))
    await client.aclose()
    assert failure.kind is FailureKind.OTHER
    assert "cannot be kept on disk" in failure.message


def test_an_unknown_error_is_told_on_one_line() -> None:
    scene = Scene("wait", "::1", 443, 30.0, is_sent=True)
    failure = failure_of(scene, "other", RuntimeError("odd\nthing."))
    assert failure.message == "No answer from [::1]:443: odd thing."
    assert failure.may_have_arrived


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        ("connect", "No connection to cp.example.net:443 in 30 s."),
        ("tls", "The TLS handshake with cp.example.net:443 did not end in 30 s."),
        ("send", "cp.example.net:443 took no more of the request for 30 s."),
        ("wait", "No answer from cp.example.net:443 in 30 s."),
        ("receive", "cp.example.net:443 fell silent for 30 s after 1,234 bytes of the body."),
    ],
)
def test_a_timeout_names_its_phase(phase: str, words: str) -> None:
    scene = Scene(phase, "cp.example.net", 443, 30.0, received_bytes=1234)  # type: ignore[arg-type]
    assert failure_of(scene, "timeout", TimeoutError()).message == words
