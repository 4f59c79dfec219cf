"""What a redirect may ask for under the safety of a profile, and what it means for the user in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cloudflow_tui.errors import AmbiguousCallError, UnknownEndpointError

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.catalog.models import Effect, Endpoint
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.exchange import Exchange, Hop, Request


def objection_of(catalog: Catalog, first: Request, effect: Effect) -> Callable[[Request], str]:
    """Judges what redirects ask for after a request.

    A read must stay one; what changes or destroys may go again to its own path only, since a yes was said to
    that one.

    Args:
        first: What the user sent.
        effect: What the user wanted it to do.
    """
    own = urlsplit(first.url).path

    def objection(there: Request) -> str:
        found = effect_of(catalog, there)
        if found == "read":
            return ""
        if effect == "read":
            return f"{there.method} {urlsplit(there.url).path} is no read"
        if urlsplit(there.url).path != own:
            return f"the {there.method} would go to another path, {urlsplit(there.url).path}"
        return ""

    return objection


def effect_of(catalog: Catalog, request: Request) -> Effect:
    """What a call does, as far as the catalog knows it; what it cannot tell apart counts as a change."""
    from cloudflow_tui.request.free_call import endpoint_of_call

    try:
        return catalog.resolve_call(request.method, request.url).summary.effect
    except UnknownEndpointError:
        return endpoint_of_call(request.method, urlsplit(request.url).path).effect
    except AmbiguousCallError:
        return "change"


def with_redirects(explanation: Explanation, exchange: Exchange) -> Explanation:
    """The explanation with the redirects first, and no good mark for a write that was never done."""
    if not exchange.hops:
        return explanation
    hints = (*(words_of(hop) for hop in exchange.hops), *explanation.hints)
    last = last_method(exchange)
    if exchange.request.method in (last, "GET", "HEAD"):
        return replace(explanation, hints=hints)
    method = exchange.request.method
    meaning = f"The redirect made a {last} of the {method}: this is the answer to that, nothing changed."
    step = "Send it where the redirect leads; often the address of the profile wants https:// or a path."
    return replace(
        explanation,
        meaning=meaning,
        glyph="!",
        field_errors=(),
        hints=hints,
        next_steps=(step, *explanation.next_steps),
    )


def words_of(hop: Hop) -> str:
    """Such as `POST /users.json: 307, the POST was sent again as it was. It leads to /people.json`."""
    path = urlsplit(hop.request.url).path or "/"
    return f"{hop.request.method} {path}: {hop.words}. It leads to {hop.location}"


def last_method(exchange: Exchange) -> str:
    """The method of the request that the answer is to."""
    followed = [hop.next_method for hop in exchange.hops if hop.is_followed]
    return followed[-1] if followed else exchange.request.method


def what_became(exchange: Exchange, endpoint: Endpoint | None) -> str:
    """What happened, for the list of the history."""
    from cloudflow_tui.diagnosis import what_happened

    if last_method(exchange) != exchange.request.method:
        return f"redirected, became a {last_method(exchange)}: nothing changed"
    return what_happened(exchange, endpoint)
