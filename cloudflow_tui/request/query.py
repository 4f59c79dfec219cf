"""Query strings: values by name made into pairs, and pairs into text. Knows no draft.

    {"period": {"startdate": "2026-03-01 09:15:00"}, "ids": [1, 2], "short": ""}
    period[startdate]=2026-03-01+09%3A15%3A00&ids[]=1&ids[]=2&short

Brackets of names stay readable, as the guide writes them; those of values are coded. A switch is 1 or 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

from cloudflow_tui.request.shape import FREE, Node
from cloudflow_tui.request.values import Value
from cloudflow_tui.request.xml_body import ordered

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Pairs


def query_pairs(values: dict[str, Value], node: Node) -> Pairs:
    """The pairs of these values in the order of the catalog; nothing is coded yet.

    Args:
        node: What the catalog declares of the query.
    """
    return tuple(pair for key, value in ordered(values, node) for pair in _pairs(key, value, node.below(key)))


def _pairs(name: str, value: Value, node: Node | None) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        inside = node or FREE
        for key, inner in ordered(value, inside):
            yield from _pairs(f"{name}[{key}]", inner, inside.below(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _pairs(f"{name}[]", inner, FREE if node is None else node.item)
    else:
        yield name, query_text(value)


def query_text(value: Value) -> str:
    """A plain value as a query or a path holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)


def query_string(pairs: Iterable[tuple[str, str]], bare_words: Iterable[str] = ()) -> str:
    """The query without its question mark.

    Args:
        bare_words: Names that stand without `=` when their value is empty.
    """
    words = set(bare_words)
    parts = []
    for name, value in pairs:
        coded = quote(name, safe="[]", errors="surrogatepass")
        is_bare = not value and name in words
        parts.append(coded if is_bare else f"{coded}={quote_plus(value, errors='surrogatepass')}")
    return "&".join(parts)
