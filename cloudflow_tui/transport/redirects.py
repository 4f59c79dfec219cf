"""Where a redirect leads and whether it may be followed: to the same place only, or from http up to https.

Decides only. Credentials, headers and bodies are the user's, and no other host gets any of them: such a
redirect is shown and not followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from cloudflow_tui.document.body import EMPTY_BODY
from cloudflow_tui.exchange import Exchange, Hop, Outcome
from cloudflow_tui.transport.auth import is_upgrade, origin_of

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Request

STATUSES = frozenset({301, 302, 303, 307, 308})
MOST_HOPS = 10


@dataclass(frozen=True, slots=True)
class Turn:
    """What a redirect asks for."""

    request: Request
    """What would be sent next; the one before when it cannot be told."""
    words: str
    """What happens to the method and the body, or why it is not followed."""
    may_go: bool = True


def turn_of(exchange: Exchange, hops: Sequence[Hop]) -> Turn | None:
    """What the answer asks for; None when it is no redirect.

    Args:
        hops: The redirects before this one.
    """
    request, response = exchange.request, exchange.response
    if exchange.outcome is not Outcome.ANSWERED or response is None or response.status not in STATUSES:
        return None
    location = response.header("location").strip()
    if not location:
        return None

    def refused(why: str) -> Turn:
        return Turn(request, f"{response.status}, not followed: {why}", may_go=False)

    try:
        url = urldefrag(urljoin(request.url, location)).url
        here, there = origin_of(request.url), origin_of(url)
        has_credentials = "@" in urlsplit(url).netloc
    except ValueError:
        return refused("where it leads is no http or https address")
    if has_credentials:
        return refused("the address it leads to carries credentials of its own")
    if here[1] != there[1]:
        return refused(f"it leads to another host, {there[1]}, which gets neither credentials nor body")
    if (here[0], there[0]) == ("https", "http"):
        return refused("it leads from https to plain http, where the credentials would be readable")
    if here != there and not is_upgrade(here, there):
        return refused(f"it leads to another port, {there[2]}, where another service may listen")
    method, words = method_after(request.method, response.status)
    following = _following(request, method, url)
    seen = {(hop.request.method, hop.request.url) for hop in hops} | {(request.method, request.url)}
    if (method, url) in seen:
        return refused("it leads back to where it came from")
    if len(hops) >= MOST_HOPS:
        return refused(f"these were {MOST_HOPS} in a row already")
    return Turn(following, f"{response.status}, {words}")


def method_after(method: str, status: int) -> tuple[str, str]:
    """(method of the next request, what that means), as browsers and other clients do it (RFC 9110, 15.4)."""
    is_read = method in ("GET", "HEAD")
    if (status == 303 and not is_read) or (status in (301, 302) and method == "POST"):
        return "GET", f"a GET was sent instead of the {method}, without its body: what was wanted is not done"
    if is_read:
        return method, "followed"
    return method, f"the {method} was sent again as it was"


def _following(request: Request, method: str, url: str) -> Request:
    if method == request.method:
        return replace(request, url=url)
    headers = tuple(
        pair for pair in request.headers if not pair[0].lower().startswith(("content-", "transfer-"))
    )
    return replace(request, method=method, url=url, headers=headers, body=b"")


def hop_of(exchange: Exchange, turn: Turn, objection: str) -> Hop:
    """An answer as a redirect on the way; its body is left out.

    Args:
        objection: Why it must not be followed, "" when only `turn` has a say.
    """
    response = exchange.response
    assert response is not None
    words = f"{response.status}, not followed: {objection}" if objection else turn.words
    head = replace(response, body=EMPTY_BODY)
    if objection or not turn.may_go:
        return Hop(exchange.request, head, exchange.timing, words)
    if response.body.path is not None:
        response.body.path.unlink(missing_ok=True)
    following = turn.request
    return Hop(exchange.request, head, exchange.timing, words, following.method, following.url)


def with_hops(exchange: Exchange, request: Request, hops: Sequence[Hop]) -> Exchange:
    """The last answer as that of the first request, with the whole time that it took."""
    if not hops:
        return exchange
    first = hops[0].timing
    followed_ms = sum(hop.timing.total_ms for hop in hops if hop.is_followed)
    timing = replace(
        exchange.timing, started_at=first.started_at, total_ms=exchange.timing.total_ms + followed_ms
    )
    return replace(exchange, request=request, timing=timing, hops=tuple(hops))
