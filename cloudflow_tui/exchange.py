"""A request, its response, and how it went. Frozen data only; nothing here sends or stores.

Headers and query are lists of pairs: order kept, repeats allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cloudflow_tui.document.body import EMPTY_BODY, Body
from cloudflow_tui.profiles.models import Format

Pairs = tuple[tuple[str, str], ...]


class Outcome(StrEnum):
    """How an exchange stands."""

    SENDING = "sending"
    """Written to history, no answer yet. Found in an old history: the outcome is unknown."""
    ANSWERED = "answered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class FailureKind(StrEnum):
    """Why no whole answer came."""

    ADDRESS = "address"
    """The URL cannot be used, or its host name is unknown."""
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    CUT = "cut"
    """The connection broke while sending or receiving; what came is kept."""
    PROTOCOL = "protocol"
    """What came is not HTTP."""
    TOO_LARGE = "too_large"
    REDIRECT = "redirect"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why no whole answer came, in words."""

    kind: FailureKind
    message: str
    """One sentence for the user."""
    advice: str = ""
    may_have_arrived: bool = False
    """The server may have carried the request out."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent: built from a draft, never changed. Carries no credentials."""

    method: str
    url: str
    """Whole address with suffix and query."""
    headers: Pairs = ()
    body: bytes = b""
    format: Format = "json"
    endpoint_id: str = ""
    """"" for a call that the catalog does not know."""
    timeout_s: float | None = None
    """None takes the profile's."""
    secret_values: frozenset[str] = field(default=frozenset(), repr=False)
    """Values of secret parameters within url or body; whoever stores or shows this masks them."""
    follow_redirects: bool = False
    """Go where a redirect of the same host leads; never to another host with credentials."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Phases of an exchange in milliseconds; None where it did not happen or was not seen."""

    started_at: datetime
    """Aware, UTC."""
    connect_ms: float | None = None
    tls_ms: float | None = None
    send_ms: float | None = None
    wait_ms: float | None = None
    """From the last byte sent to the first byte of the answer."""
    receive_ms: float | None = None
    total_ms: float = 0.0
    dns_ms: float | None = None
    """Looking up the host name; no part of `connect_ms`."""


@dataclass(frozen=True, slots=True)
class Connection:
    """What was seen of the other end."""

    address: str = ""
    """Address and port that were connected to, of the proxy when there is one."""
    proxy: str = ""
    """host:port of the proxy, "" without one."""
    is_reused: bool = False
    """It was open from an earlier exchange."""
    tls_version: str = ""
    """Such as `TLSv1.3`, "" without TLS."""
    cipher: str = ""
    subject: str = ""
    """Common name of the server's certificate, "" when it is not told."""
    issuer: str = ""
    ends_at: datetime | None = None
    """When the certificate ends, UTC."""
    chain: tuple[str, ...] = ()
    """Names from the server's certificate up to the authority; unverified as far as it sent them."""
    is_verified: bool = False

    @property
    def signers(self) -> str:
        """`cp.example.net by Some Authority by Its Root`, "" without a certificate that tells names."""
        return " by ".join(self.chain or tuple(name for name in (self.subject, self.issuer) if name))

    def days_left(self, now: datetime) -> int | None:
        """Whole days until the certificate ends, below 0 once it has; None without one."""
        return None if self.ends_at is None else (self.ends_at - now).days


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    reason: str = ""
    headers: Pairs = ()
    body: Body = EMPTY_BODY
    http_version: str = "HTTP/1.1"

    def header(self, name: str) -> str:
        """The first header of that name, whatever its case; "" when there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect on the way to the answer, or the one that was not followed."""

    request: Request
    """What was sent."""
    response: Response
    """What was answered, without its body."""
    timing: Timing
    words: str
    """What became of it, such as `302, followed`."""
    next_method: str = ""
    """What was sent behind it, "" when it was not followed."""
    next_url: str = ""

    @property
    def is_followed(self) -> bool:
        return bool(self.next_method)

    @property
    def location(self) -> str:
        """Where it leads, as it was answered."""
        return self.response.header("location")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what became of it."""

    request: Request
    outcome: Outcome
    timing: Timing
    response: Response | None = None
    """Also set on a failure when part of an answer came."""
    failure: Failure | None = None
    profile_name: str = ""
    login: str = ""
    """Who it was sent as; never a secret."""
    number: int = 0
    """Its number in the history, 0 when it is not there."""
    connection: Connection | None = None
    """None when no answer came, and for an exchange of the history."""
    hops: tuple[Hop, ...] = ()
    """Redirects, in their order, when they were to be followed; the answer is that of the last request."""

    @property
    def status(self) -> int | None:
        return None if self.response is None else self.response.status
