"""Through a real proxy: named by profile or environment, with and without TLS, refusing, passed by."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import proxy
import pytest
import trustme

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.exchange import Exchange, FailureKind, Outcome
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace, save_profile
from cloudflow_tui.transport import Client
from cloudflow_tui.workspace import Workspace
from tests.factories import make_profile, make_request
from tests.transport.nasty_server import NastyServer, nasty_server, says, whole

ROUTES = {"/users.json": says(whole(b"[]"))}


@dataclass(frozen=True, slots=True)
class RunningProxy:
    """Where it listens."""

    port: int

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"


@pytest.fixture(scope="module")
def plain_proxy() -> Iterator[RunningProxy]:
    yield from _running()


@pytest.fixture(scope="module")
def closed_proxy() -> Iterator[RunningProxy]:
    """It wants credentials of its own."""
    yield from _running("--basic-auth", "someone:else")


def _running(*words: str) -> Iterator[RunningProxy]:
    settings = ["--hostname", "127.0.0.1", "--port", "0", "--num-workers", "1", "--num-acceptors", "1"]
    with proxy.Proxy([*settings, "--log-level", "CRITICAL", *words]) as running:
        yield RunningProxy(running.flags.port)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@asynccontextmanager
async def asked(
    tmp_path: Path,
    *,
    proxy: str = "",
    context: ssl.SSLContext | None = None,
    ca_file: str = "",
    login: str = "",
    secret: str = "",
) -> AsyncIterator[tuple[Exchange, NastyServer]]:
    async with nasty_server(context, ROUTES) as server:
        profile = replace(make_profile(server.url), proxy=proxy, ca_file=ca_file, proxy_login=login)
        client = Client(profile, "s3cret", spool_folder=tmp_path, proxy_secret=secret)
        exchange = await client.send(make_request(url=server.url + "/users.json"))
        await client.aclose()
        yield exchange, server


async def test_the_proxy_of_the_profile(tmp_path: Path, plain_proxy: RunningProxy) -> None:
    async with asked(tmp_path, proxy=f"http://{plain_proxy.address}") as (exchange, server):
        assert exchange.outcome is Outcome.ANSWERED
        assert exchange.connection is not None
        assert exchange.connection.proxy == plain_proxy.address
        assert server.heads[0].lower().count("via: 1.1 proxy.py") == 1


async def test_tls_through_the_proxy(tmp_path: Path, plain_proxy: RunningProxy) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    ca_file = str(tmp_path / "ca.pem")
    async with asked(tmp_path, proxy=f"http://{plain_proxy.address}", context=context, ca_file=ca_file) as (
        exchange,
        server,
    ):
        assert exchange.outcome is Outcome.ANSWERED
        assert exchange.connection is not None
        assert exchange.connection.proxy == plain_proxy.address
        assert exchange.connection.tls_version == "TLSv1.3"
        # The proxy sees nothing of what passes, so it adds nothing.
        assert "via:" not in server.heads[0].lower()
        assert "\r\nAuthorization: Basic" in server.heads[0]


async def test_the_proxy_of_the_environment(
    tmp_path: Path, plain_proxy: RunningProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{plain_proxy.address}")
    async with asked(tmp_path) as (exchange, _):
        assert exchange.connection is not None
        assert exchange.connection.proxy == plain_proxy.address


@pytest.mark.parametrize("how", ["no_proxy", "none"])
async def test_a_proxy_passed_by(
    tmp_path: Path, plain_proxy: RunningProxy, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{plain_proxy.address}")
    if how == "no_proxy":
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with asked(tmp_path, proxy="none" if how == "none" else "") as (exchange, server):
        assert exchange.connection is not None
        assert exchange.connection.proxy == ""
        assert exchange.connection.address == f"127.0.0.1:{server.port}"
        assert "via:" not in server.heads[0].lower()


async def test_a_proxy_that_wants_credentials(tmp_path: Path, closed_proxy: RunningProxy) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    async with asked(tmp_path, proxy=f"http://{closed_proxy.address}", context=context) as (exchange, server):
        failure = exchange.failure
        assert failure is not None
        assert failure.kind is FailureKind.CONNECT
        assert f"The proxy {closed_proxy.address} refuses who asks" in failure.message
        assert "407" in failure.message
        assert "proxy_login" in failure.advice
        assert server.connection_count == 0
        assert not failure.may_have_arrived


@pytest.mark.parametrize("is_tls", [False, True])
async def test_the_proxy_gets_its_own_login_and_the_server_none_of_it(
    tmp_path: Path, closed_proxy: RunningProxy, is_tls: bool
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    async with asked(
        tmp_path,
        proxy=f"http://{closed_proxy.address}",
        context=context if is_tls else None,
        ca_file=str(tmp_path / "ca.pem") if is_tls else "",
        login="someone",
        secret="else",
    ) as (exchange, server):
        assert exchange.status == 200
        assert exchange.connection is not None
        assert exchange.connection.proxy == closed_proxy.address
        assert "c29tZW9uZTplbHNl" not in server.heads[0]
        assert "\r\nAuthorization: Basic" in server.heads[0]


async def test_a_wrong_login_at_the_proxy(tmp_path: Path, closed_proxy: RunningProxy) -> None:
    proxy = f"http://{closed_proxy.address}"
    async with asked(tmp_path, proxy=proxy, login="someone", secret="wrong") as (exchange, server):
        assert exchange.status == 407
        assert server.connection_count == 0


async def test_the_password_comes_from_where_the_profile_says(
    tmp_path: Path, home: Path, closed_proxy: RunningProxy
) -> None:
    async with nasty_server(routes=ROUTES) as server:
        file = home / "profiles.toml"
        save_profile(
            file,
            Profile(
                "lab",
                server.url,
                proxy=f"http://{closed_proxy.address}",
                proxy_login="someone",
                proxy_secret=SecretPlace("env", "PROXY_PW"),
            ),
        )
        assert "else" not in file.read_text()
        environ = {"CLOUDFLOW_HOME": str(home), "CLOUDFLOW_CONFIG": str(file), "PROXY_PW": "else"}
        async with Workspace.open("lab", paths=app_paths(environ), environ=environ) as workspace:
            exchange = await workspace.send(workspace.draft("users.list"))
            assert exchange.status == 200
            assert workspace.own_secrets == ["else"]
        del environ["PROXY_PW"]
        async with Workspace.open("lab", paths=app_paths(environ), environ=environ) as workspace:
            with pytest.raises(ConfigError, match="The proxy password of profile 'lab' cannot be fetched"):
                await workspace.send(workspace.draft("users.list"))
