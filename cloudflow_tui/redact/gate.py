"""The gate: everything that is stored, shown or handed on passes a `Redactor` first.

Masks by name (`password`, `api_key`, …) and by known value. What is not secret stays byte for byte.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, Failure, Hop, Pairs, Request, Response
from cloudflow_tui.redact.masking import MASK, kind_of, mask_bytes, mask_for, mask_pieces, wide_charset
from cloudflow_tui.redact.names import is_placeholder, is_secret_header
from cloudflow_tui.redact.values import Kind, KnownValues

_HEAD_BYTES = 1024
_URL_HEADERS = frozenset(("location", "referer", "content-location", "link", "refresh", "origin", "host"))
_SCHEME = re.compile(r"\s*([A-Za-z][\w-]*) +\S")
_COOKIE = re.compile(r"([^=;\s]+)=([^;]*)")
_COOKIE_ATTRIBUTES = frozenset(("path", "domain", "expires", "max-age", "samesite"))


class Readable(Protocol):
    """A file as it is read here."""

    def read(self, count: int = -1, /) -> bytes: ...

    def seek(self, offset: int, /) -> int: ...


class Redactor:
    """Masks secrets. Immutable; may be used from several threads.

    Args:
        secret_values: Values known to be secret; found in any spelling when they have 4 characters or more.
    """

    def __init__(self, secret_values: Iterable[str] = ()) -> None:
        self._secrets = frozenset(value for value in secret_values if value)
        self._values = KnownValues(self._secrets)

    def __repr__(self) -> str:
        return f"Redactor({len(self._secrets)} secret values)"

    @property
    def secret_values(self) -> frozenset[str]:
        """What it knows to be secret."""
        return self._secrets

    def knowing(self, secret_values: Iterable[str]) -> Redactor:
        """A redactor that knows these values as well."""
        more = self._secrets | {value for value in secret_values if value}
        return self if more == self._secrets else Redactor(more)

    def headers(self, pairs: Iterable[tuple[str, str]]) -> Pairs:
        """The headers with secret values masked; of `Authorization` the scheme stays, of cookies the name."""
        return tuple((name, self._header(name, value)) for name, value in pairs)

    def text(self, text: str) -> str:
        """Free text, such as a message, a log or a command line."""
        return self._masked(text, "text")

    def url(self, url: str) -> str:
        """A URL or path with query: password before the host, values of secret parameters, known values."""
        return self._masked(url, "form")

    def body(self, data: bytes, content_type: str) -> bytes:
        """A body; the same object when nothing in it is secret.

        Args:
            content_type: As announced, "" when it was not; what the bytes look like wins.
        """
        charset = wide_charset(data[:4], content_type)
        if charset:
            return self._wide_body(data, charset)
        head = data[:_HEAD_BYTES]
        return mask_bytes(data, kind_of(head, content_type), self._values, mask_for(head, content_type))

    def chunks(self, body: Body, content_type: str) -> Iterator[bytes]:
        """The masked bytes of a body wherever it lies, piece by piece.

        Raises:
            OSError: The spool file is gone.
        """
        if body.path is None:
            yield self.body(body.data, content_type)
            return
        with body.path.open("rb") as handle:
            yield from self.stream(handle, content_type)

    def request(self, request: Request) -> Request:
        """The request as it may be stored or shown; its own secret values are known and then dropped."""
        known = self.knowing(request.secret_values)
        content_type = next((v for n, v in request.headers if n.lower() == "content-type"), "")
        return replace(
            request,
            url=known.url(request.url),
            headers=known.headers(request.headers),
            body=known.body(request.body, content_type),
            secret_values=frozenset(),
        )

    def exchange(self, exchange: Exchange) -> Exchange:
        """The exchange as it may be stored, shown or handed on.

        A spooled body with secrets in it is written masked to a new file beside the first.

        Raises:
            OSError: The spool file is gone, or its neighbour cannot be written.
        """
        known = self.knowing(exchange.request.secret_values)
        return replace(
            exchange,
            request=known.request(exchange.request),
            response=known._response(exchange.response),
            failure=known._failure(exchange.failure),
            hops=tuple(known._hop(hop) for hop in exchange.hops),
        )

    def _response(self, response: Response | None) -> Response | None:
        if response is None:
            return None
        return replace(
            response,
            reason=self.text(response.reason),
            headers=self.headers(response.headers),
            body=self._whole_body(response.body, response.header("content-type")),
        )

    def _hop(self, hop: Hop) -> Hop:
        return replace(
            hop,
            request=self.request(hop.request),
            response=replace(hop.response, headers=self.headers(hop.response.headers)),
            words=self.text(hop.words),
            next_url=self.url(hop.next_url),
        )

    def _failure(self, failure: Failure | None) -> Failure | None:
        if failure is None:
            return None
        return replace(failure, message=self.text(failure.message), advice=self.text(failure.advice))

    def _header(self, name: str, value: str) -> str:
        lower = name.strip().lower()
        if lower in ("cookie", "set-cookie", "cookie2", "set-cookie2"):
            return _masked_cookies(value)
        if is_secret_header(name) and is_placeholder(value.strip()):
            return self._by_value(value)
        if is_secret_header(name):
            scheme = _SCHEME.match(value)
            return f"{scheme[1]} {MASK}" if scheme else MASK if value else value
        if lower in _URL_HEADERS:
            return self.url(value)
        return self._by_value(value)

    def _by_value(self, text: str) -> str:
        if not self._values:
            return text
        return self._masked(text, "text")

    def _masked(self, text: str, kind: Kind) -> str:
        data = text.encode("utf-8", "surrogatepass")
        masked = mask_bytes(data, kind, self._values)
        return text if masked is data else masked.decode("utf-8", "surrogatepass")

    def _wide_body(self, data: bytes, charset: str) -> bytes:
        try:
            text = data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            return mask_bytes(data, "text", self._values)
        masked = mask_bytes(text.encode(), kind_of(text[:_HEAD_BYTES].encode(), ""), self._values).decode()
        return data if masked == text else masked.encode(charset)

    def stream(self, handle: Readable, content_type: str) -> Iterator[bytes]:
        """The masked bytes of a file, piece by piece.

        Raises:
            OSError: It cannot be read.
        """
        for _, masked in self.pieces(handle, content_type):
            yield masked

    def pieces(self, handle: Readable, content_type: str) -> Iterator[tuple[bytes, bytes]]:
        """As `stream`: (piece as it was, masked); both are the very same object where nothing is secret.

        Raises:
            OSError: It cannot be read.
        """
        head = handle.read(_HEAD_BYTES)
        handle.seek(0)
        charset = wide_charset(head, content_type)
        if charset:
            data = handle.read()
            yield data, self._wide_body(data, charset)
            return
        kind = kind_of(head, content_type)
        yield from mask_pieces(handle.read, kind, self._values, mask_for(head, content_type))

    def _whole_body(self, body: Body, content_type: str) -> Body:
        if body.path is None:
            masked = self.body(body.data, content_type)
            return body if masked is body.data else Body.of(masked)
        return self._whole_file(body, body.path, content_type)

    def _whole_file(self, body: Body, path: Path, content_type: str) -> Body:
        target = path.with_name(f"{os.urandom(8).hex()}.body")
        is_changed = False
        with open(target, "xb", opener=_private) as written, path.open("rb") as original:
            for chunk in self.chunks(body, content_type):
                written.write(chunk)
                is_changed = is_changed or original.read(len(chunk)) != chunk
        if is_changed:
            return Body.in_file(target)
        with suppress(OSError):
            target.unlink()
        return body


def _private(name: str, flags: int) -> int:
    """Opens a file that only its owner can read."""
    return os.open(name, flags, 0o600)


def _masked_cookies(value: str) -> str:
    def masked(match: re.Match[str]) -> str:
        name, content = match[1], match[2]
        return match[0] if name.lower() in _COOKIE_ATTRIBUTES or not content else f"{name}={MASK}"

    return _COOKIE.sub(masked, value)
