"""From a call as people write it (`PUT /users/17.json`, a full address) to the endpoint that it is.

Fixed words of a path win over placeholders. Nothing is decoded: what stands in the place of a placeholder is
handed on as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from cloudflow_tui.catalog.models import EndpointSummary
from cloudflow_tui.errors import AmbiguousCallError, UnknownEndpointError

_SUFFIX = re.compile(r"\.(?:json|xml)$", re.IGNORECASE)
_PAGING = ("page", "per_page")
_UNFILLED = re.compile(r":[A-Za-z_]\w*|\{\w+\}|<\w+>")
_INDEX = re.compile(r"\[\d+\]")
_MAX_PREFIX = 2


@dataclass(frozen=True, slots=True)
class ResolvedCall:
    """The endpoint of a call, and what its address says."""

    summary: EndpointSummary
    values: dict[str, str]
    """Path parameters, and paging that stood in the path, as written (url-encoded); without placeholders that
    were left as such."""
    extra_paging: tuple[tuple[str, str], ...] = ()
    """Paging that stood in the path of an endpoint that has no such parameters."""


@dataclass(slots=True)
class _Node:
    """One part of all paths: words that may follow, and the endpoints that end here, by method."""

    words: dict[str, _Node] = field(default_factory=dict)
    placeholder: _Node | None = None
    endpoints: dict[str, list[EndpointSummary]] = field(default_factory=dict)


class Resolver:
    """The paths of a catalog as a tree; made once and only read afterwards."""

    def __init__(self, endpoints: Sequence[EndpointSummary]) -> None:
        self._endpoints = endpoints
        self._root = _Node()
        for endpoint in endpoints:
            node = self._root
            for part in _parts(endpoint.path):
                if part.startswith(":"):
                    node.placeholder = node = node.placeholder or _Node()
                else:
                    node = node.words.setdefault(part, _Node())
            node.endpoints.setdefault(endpoint.method, []).append(endpoint)

    def resolve(self, method: str, target: str, given: Iterable[str] = ()) -> ResolvedCall:
        """The endpoint that a call means.

        Args:
            method: In any case.
            target: A path with or without suffix, query and paging parts, or a full address. Words before the
                path of a full address (a Control Panel below a prefix) are skipped when nothing else fits.
            given: Names of parameters that are set; they tell apart endpoints that share a call. The names in
                the query of the target count too.

        Raises:
            UnknownEndpointError: No endpoint has this call; names the nearest.
            AmbiguousCallError: Several have it, and `given` does not tell which.
        """
        method = method.upper()
        path, query, is_full = _split(target.strip())
        parts, paging = _without_paging(_parts(path))
        node = self._node(parts, method)
        if node is None and is_full:
            parts, node = self._behind_prefix(parts, method)
        if node is None:
            call = f"{method} /{'/'.join(parts)}"
            raise UnknownEndpointError(call, self._nearest(method, parts))
        names = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
        summary = _chosen(node.endpoints[method], names | set(given), f"{method} /{'/'.join(parts)}")
        known = {name: value for name, value in paging if name in summary.parameter_names}
        extra = tuple((name, value) for name, value in paging if name not in known)
        return ResolvedCall(summary, {**_path_values(summary.path, parts), **known}, extra)

    def _node(self, parts: Sequence[str], method: str) -> _Node | None:
        return next((node for node in _ends(self._root, parts, 0) if method in node.endpoints), None)

    def _behind_prefix(self, parts: list[str], method: str) -> tuple[list[str], _Node | None]:
        for count in range(1, min(_MAX_PREFIX, len(parts) - 1) + 1):
            # A word that begins paths of the API is no prefix: the rest of such a path is another call.
            if parts[count - 1] in self._root.words:
                break
            node = self._node(parts[count:], method)
            if node is not None:
                return parts[count:], node
        return parts, None

    def _nearest(self, method: str, parts: Sequence[str]) -> tuple[str, ...]:
        """Ids of the same path under another method; else of the paths that are written most alike."""
        from difflib import get_close_matches

        same = [
            row.id for node in _ends(self._root, parts, 0) for rows in node.endpoints.values() for row in rows
        ]
        if same:
            return tuple(same[:3])
        shapes: dict[str, list[str]] = {}
        for row in self._endpoints:
            if row.method == method:
                shapes.setdefault(_shape(_parts(row.path)), []).append(row.id)
        close = get_close_matches(_shape(parts), list(shapes), 3, 0.7)
        return tuple(id for shape in close for id in shapes[shape])[:3]


def _split(target: str) -> tuple[str, str, bool]:
    """Path, query, and whether the target is a full address; `//users` is a path with a slash too many."""
    if "://" in target.partition("?")[0]:
        address = urlsplit(target)
        return address.path, address.query, True
    path, _, query = target.partition("#")[0].partition("?")
    return path, query, False


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _without_paging(parts: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Parts without suffix and without `page/2/per_page/4` at the end, which is told apart."""
    paging: list[tuple[str, str]] = []
    while len(parts) > 2 and parts[-2] in _PAGING and _SUFFIX.sub("", parts[-1]).isdigit():
        paging.insert(0, (parts[-2], _SUFFIX.sub("", parts[-1])))
        parts = parts[:-2]
    if parts:
        parts = [*parts[:-1], _SUFFIX.sub("", parts[-1])]
    return parts, paging


def _ends(node: _Node, parts: Sequence[str], depth: int) -> Iterator[_Node]:
    """Where the parts lead to: by fixed words first, then by placeholders."""
    if depth == len(parts):
        if node.endpoints:
            yield node
        return
    fixed = node.words.get(parts[depth])
    if fixed is not None:
        yield from _ends(fixed, parts, depth + 1)
    if node.placeholder is not None:
        yield from _ends(node.placeholder, parts, depth + 1)


def _chosen(choices: Sequence[EndpointSummary], given: set[str], call: str) -> EndpointSummary:
    """The one endpoint among those of a call that the set parameters allow.

    Raises:
        AmbiguousCallError: None or several of them.
    """
    if len(choices) == 1:
        return choices[0]
    names = {_INDEX.sub("[]", name) for name in given}
    # A name that none of them has tells nothing.
    names = {name for name in names if any(_has(row, name) for row in choices)}
    fitting = [row for row in choices if all(_has(row, name) for name in names)]
    # `?short` makes another call of it: with the word only that one, without it never.
    complete = [row for row in fitting if set(row.required_query) <= names]
    fitting = [row for row in complete if row.required_query] or complete
    if len(fitting) > 1 and not names:
        # Nothing is set: what needs a body is not meant, where one call does without.
        fitting = [row for row in fitting if row.required_count == row.path.count(":")] or fitting
    if len(fitting) != 1:
        raise AmbiguousCallError(call, tuple(row.id for row in choices))
    return fitting[0]


def _has(row: EndpointSummary, name: str) -> bool:
    below = (f"{name}.", f"{name}[")
    return any(known == name or known.startswith(below) for known in row.parameter_names)


def _path_values(path: str, parts: Sequence[str]) -> dict[str, str]:
    pairs = zip(_parts(path), parts, strict=True)
    return {
        known[1:]: part for known, part in pairs if known.startswith(":") and not _UNFILLED.fullmatch(part)
    }


def _shape(parts: Sequence[str]) -> str:
    """A path with every id as `:`."""
    return "/".join(":" if part.startswith(":") or part.isdigit() else part for part in parts)
