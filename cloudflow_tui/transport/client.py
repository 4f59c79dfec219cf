"""The one HTTP client: sends a request, spools the answer, and tells every failure in words.

The only importer of httpx. Follows redirects on request only, keeps no cookie, and gives credentials to no
other host than the profile's own. Raises nothing of the network: what went wrong stands in the exchange.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Generator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from cloudflow_tui.exchange import Exchange, Failure, Hop, Outcome, Pairs, Request
from cloudflow_tui.profiles.models import NO_PROXY
from cloudflow_tui.request.wire import wire_headers
from cloudflow_tui.transport.attempt import Attempt, Early, Upload
from cloudflow_tui.transport.auth import basic_header, may_carry_credentials, origin_of
from cloudflow_tui.transport.coding import CodingError, coding_of
from cloudflow_tui.transport.failures import (
    TlsFileError,
    Trouble,
    address_failure,
    damaged_coding,
    failure_of,
    spool_failure,
    too_large,
)
from cloudflow_tui.transport.naming import Lookups, NamingBackend
from cloudflow_tui.transport.redirects import hop_of, turn_of, with_hops
from cloudflow_tui.transport.spool import Spool

if TYPE_CHECKING:
    import ssl

    from cloudflow_tui.profiles.models import Profile

_MEGABYTE = 1024 * 1024
_UPLOAD_PIECE_BYTES = 64 * 1024
"""What is sent between two calls of the progress of an upload."""
_KEEPALIVE_S = 4.0
"""Common web servers close an idle connection after 5 s; one closed before that breaks under no request."""
_TROUBLES: tuple[tuple[type[BaseException], Trouble], ...] = (
    (httpx.PoolTimeout, "pool_timeout"),
    (httpx.TimeoutException, "timeout"),
    (httpx.ProxyError, "proxy"),
    (httpx.LocalProtocolError, "local"),
    (httpx.RemoteProtocolError, "protocol"),
    (httpx.NetworkError, "network"),
    (TimeoutError, "timeout"),
    (OSError, "network"),
)

Progress = Callable[[int, int | None], None]
"""Called with bytes received and bytes expected (None when the server does not say), both as on the wire."""
Objection = Callable[[Request], str]
"""Why what a redirect asks for must not be sent, "" when it may."""


class Client:
    """Connections to the Control Panel of one profile, kept alive between requests; of one event loop.

    Args:
        secret: Password or API key, "" when the profile has no login.
        spool_folder: Where large answers go.
        decoded_limit_bytes: Where reading an answer stops, so that an endless one does not fill the disk;
            None takes the profile's.
        proxy_secret: Password for the proxy, where the profile has a login for one.
    """

    def __init__(
        self,
        profile: Profile,
        secret: str,
        *,
        spool_folder: Path,
        decoded_limit_bytes: int | None = None,
        proxy_secret: str = "",
    ) -> None:
        self._profile = profile
        self._proxy_login = (profile.proxy_login, proxy_secret) if profile.proxy_login else None
        self._authorization = basic_header(profile, secret)
        self._spool_folder = spool_folder
        self._limit = decoded_limit_bytes or profile.answer_limit_mb * _MEGABYTE
        self._lookups = Lookups()
        self._clients: dict[bool, httpx.AsyncClient] = {}
        self._making = asyncio.Lock()

    def __repr__(self) -> str:
        return f"Client({self._profile.name!r}, {self._profile.url!r})"

    async def send(
        self,
        request: Request,
        on_progress: Progress | None = None,
        on_upload: Upload | None = None,
        on_early: Early | None = None,
        objection: Objection | None = None,
    ) -> Exchange:
        """Send and wait for the whole answer; redirects are followed where the request says so.

        Args:
            objection: Has the last word on what a redirect asks for.

        Raises:
            asyncio.CancelledError: The task was cancelled; the connection is closed and nothing is kept.
        """
        exchange = await self._once(request, on_progress, on_upload, on_early)
        hops: list[Hop] = []
        while request.follow_redirects and (turn := turn_of(exchange, hops)) is not None:
            why_not = objection(turn.request) if turn.may_go and objection is not None else ""
            hops.append(hop_of(exchange, turn, why_not))
            if not hops[-1].is_followed:
                break
            exchange = await self._once(turn.request, on_progress, on_upload, on_early)
        return with_hops(exchange, request, hops)

    async def _once(
        self, request: Request, on_progress: Progress | None, on_upload: Upload | None, on_early: Early | None
    ) -> Exchange:
        attempt = Attempt(self._profile, request, Spool(self._spool_folder), on_upload)
        attempt.on_early = on_early
        try:
            failure = await self._carry_out(attempt, on_progress)
            try:
                response = attempt.response()
            except OSError as error:
                failure, response = spool_failure(error), None
        except BaseException:
            attempt.spool.discard()
            raise
        return Exchange(
            request,
            Outcome.ANSWERED if failure is None else Outcome.FAILED,
            attempt.watch.timing(),
            response,
            failure,
            self._profile.name,
            self._profile.login,
            connection=attempt.connection,
        )

    async def aclose(self) -> None:
        """Close all connections. Safe to call twice."""
        while self._clients:
            _, client = self._clients.popitem()
            await client.aclose()

    async def _carry_out(self, attempt: Attempt, on_progress: Progress | None) -> Failure | None:
        try:
            scheme, _, _ = origin_of(attempt.request.url)
            outgoing = self._outgoing(attempt)
        except (ValueError, httpx.InvalidURL) as error:
            return address_failure(_masked_url(attempt.request), str(error))
        try:
            client = await self._client(is_tls=scheme == "https")
        except TlsFileError as error:
            return error.failure
        self._lookups.tell(attempt.watch)
        try:
            answer = await client.send(outgoing, stream=True, auth=_NoAuth(), follow_redirects=False)
            attempt.head = answer
            attempt.see_connection(answer.extensions.get("network_stream"))
            try:
                return await self._receive(attempt, answer, on_progress)
            finally:
                await answer.aclose()
        except UnicodeError as error:
            # A host name that the name service cannot be asked for.
            return address_failure(_masked_url(attempt.request), str(error))
        except (httpx.HTTPError, OSError) as error:
            return failure_of(attempt.scene(), _trouble(error), error)

    async def _receive(
        self, attempt: Attempt, answer: httpx.Response, on_progress: Progress | None
    ) -> Failure | None:
        coding = coding_of(answer.headers.get("content-encoding", ""))
        length = answer.headers.get("content-length", "")
        expected = int(length) if length.isascii() and length.isdigit() else None
        came = 0
        try:
            attempt.expect(expected)
            async for chunk in answer.aiter_raw():
                came += len(chunk)
                for piece in coding.feed(chunk):
                    attempt.spool.write(piece)
                    if attempt.spool.size_bytes > self._limit:
                        return too_large(attempt.scene(), self._limit)
                    if len(piece) > len(chunk):
                        # One packed chunk can hold a thousand pieces; others want to run as well.
                        await asyncio.sleep(0)
                if attempt.on_early is not None and came != expected:
                    attempt.show_early()
                if on_progress is not None:
                    on_progress(came, expected)
            for piece in coding.end():
                attempt.spool.write(piece)
        except CodingError as error:
            return damaged_coding(attempt.scene(), str(error))
        except OSError as error:
            return spool_failure(error)
        return None

    async def _client(self, *, is_tls: bool) -> httpx.AsyncClient:
        async with self._making:
            client = self._clients.get(is_tls)
            if client is None:
                _silence()
                context: ssl.SSLContext | bool = False
                if is_tls:
                    from cloudflow_tui.transport.tls import make_context

                    context = await asyncio.to_thread(make_context, self._profile)
                proxy = self._profile.proxy
                client = httpx.AsyncClient(
                    verify=context,
                    cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                    limits=httpx.Limits(keepalive_expiry=_KEEPALIVE_S),
                    proxy=httpx.Proxy(proxy, auth=self._proxy_login) if proxy not in ("", NO_PROXY) else None,
                    trust_env=not proxy,
                )
                self._see_lookups(client)
                self._clients[is_tls] = client
            return client

    def _see_lookups(self, client: httpx.AsyncClient) -> None:
        """Put the lookup of names in front of each of its pools.

        The library takes a network only where a pool is made, and it makes them itself.
        """
        for transport in (client._transport, *client._mounts.values()):
            pool = getattr(transport, "_pool", None)
            inner = getattr(pool, "_network_backend", None)
            if pool is not None and inner is not None:
                pool._network_backend = NamingBackend(inner, self._lookups)

    def _outgoing(self, attempt: Attempt) -> httpx.Request:
        """The request as httpx sends it.

        Built without the client, which would add headers of its own.
        """
        request = attempt.request
        timeout_s = attempt.timeout_s
        headers = self._headers(request)
        return httpx.Request(
            request.method,
            request.url,
            headers=[(_name_bytes(name), _value_bytes(value)) for name, value in headers],
            stream=_Upload(request.body, attempt.on_upload),
            extensions={
                "timeout": httpx.Timeout(timeout_s, connect=attempt.connect_timeout_s).as_dict(),
                "trace": attempt.watch,
            },
        )

    def _headers(self, request: Request) -> Pairs:
        is_own = may_carry_credentials(self._profile, request.url)
        headers = wire_headers(request, self._authorization if is_own else "")
        # A host name beyond ASCII has a spelling of its own on the wire, which httpx knows.
        return tuple(pair for pair in headers if pair[0] != "Host" or pair[1].isascii())


def _silence() -> None:
    """Keep the libraries below from logging: they write whole addresses and headers, with cookies in them."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class _Upload(httpx.AsyncByteStream):
    """A body on its way out, in pieces, so that somebody can be told how far it is."""

    def __init__(self, body: bytes, on_upload: Upload | None) -> None:
        self._body = body
        self._on_upload = on_upload

    async def __aiter__(self) -> AsyncIterator[bytes]:
        total = len(self._body)
        if self._on_upload is None or total <= _UPLOAD_PIECE_BYTES:
            if total:
                yield self._body
            return
        for start in range(0, total, _UPLOAD_PIECE_BYTES):
            yield self._body[start : start + _UPLOAD_PIECE_BYTES]
            # Whoever asks for the next piece has handed this one to the network.
            self._on_upload(min(start + _UPLOAD_PIECE_BYTES, total), total)


class _NoAuth(httpx.Auth):
    """Keeps httpx from taking credentials out of an address: the header is there already, or must not be."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        yield request


def _trouble(error: Exception) -> Trouble:
    return next((trouble for kind, trouble in _TROUBLES if isinstance(error, kind)), "other")


def _masked_url(request: Request) -> str:
    from cloudflow_tui.redact import Redactor

    return Redactor(request.secret_values).url(request.url)


def _name_bytes(name: str) -> bytes:
    return name.strip().encode("utf-8", "replace")


def _value_bytes(value: str) -> bytes:
    value = value.strip(" \t")
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")
