"""What the client adds to a request on its way out, so that what is shown is what is sent.

Order as it goes over the wire: Host, the request's own headers, those of the client, credentials, length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from cloudflow_tui.version import __version__

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Pairs, Request

CLIENT_HEADERS: Final = (("User-Agent", f"cloudflow-tui/{__version__}"), ("Accept-Encoding", "gzip, deflate"))
"""Sent with every request that does not set them itself."""
_METHODS_WITH_LENGTH: Final = ("POST", "PUT", "PATCH")
_PORTS: Final = {"http": ":80", "https": ":443"}


def wire_headers(request: Request, authorization: str = "") -> Pairs:
    """All headers of a request in the order in which they leave.

    Args:
        authorization: Value of that header unless the request has its own; "" for none.
    """
    own = {name.lower() for name, _ in request.headers}
    is_framed = bool(own & {"content-length", "transfer-encoding"})
    has_no_length = is_framed or (not request.body and request.method not in _METHODS_WITH_LENGTH)
    length = () if has_no_length else (("Content-Length", str(len(request.body))),)
    added = (*CLIENT_HEADERS, ("Authorization", authorization)) if authorization else CLIENT_HEADERS
    return (
        *(() if "host" in own else (("Host", host_header(request.url)),)),
        *(() if request.body else length),
        *request.headers,
        *((name, value) for name, value in added if name.lower() not in own),
        *(length if request.body else ()),
    )


def host_header(url: str) -> str:
    """The Host header of an address: its port only where it is not the usual one, never its credentials."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    return host.removesuffix(_PORTS.get(parts.scheme, ":"))


def target_of(url: str) -> str:
    """Path and query of an address, as they stand in the request line."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.path or '/'}{query}"
