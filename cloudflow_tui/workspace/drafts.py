"""From a name or a call to a draft: endpoint ids, `METHOD PATH`, and calls that the catalog does not know.

Builds drafts only; nothing is checked or sent here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cloudflow_tui.errors import BuildError, UnknownEndpointError
from cloudflow_tui.redact import MASK
from cloudflow_tui.request import Draft
from cloudflow_tui.request.free_call import endpoint_of_call

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.profiles.models import Format

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def draft_of_endpoint(catalog: Catalog, endpoint_id: str, format: Format) -> Draft:
    """A fresh draft of one endpoint.

    Raises:
        UnknownEndpointError: With the nearest ids.
    """
    return Draft(catalog.endpoint(endpoint_id), format=format)


def draft_of_call(
    catalog: Catalog, method: str, target: str, format: Format, given: Iterable[str] = ()
) -> Draft:
    """A draft of `METHOD PATH`, with the ids in the path and the query filled in.

    Args:
        target: `/users/17`, with or without suffix and query; a suffix decides the format.
        given: Names of parameters that will be set; they tell apart endpoints on one path.

    Raises:
        BuildError: The method is none of METHODS, or the path is not one.
        AmbiguousCallError: The path serves several endpoints and `given` does not tell which.
    """
    method = method.upper()
    if method not in METHODS:
        raise BuildError(f"{method!r} is no method of this API.", advice=f"Use one of {', '.join(METHODS)}.")
    parts = urlsplit(target)
    path = "/" + parts.path.lstrip("/")
    for suffix, named in ((".json", "json"), (".xml", "xml")):
        if suffix in path.lower():
            format = named  # type: ignore[assignment]  # the literals of Format, not narrowed by mypy
    query = parse_qsl(parts.query, keep_blank_values=True)
    names = [name for name, _ in query]
    try:
        found = catalog.resolve_call(method, target, given=[*names, *given])
    except UnknownEndpointError:
        return _draft_of_unknown(method, path, query, format)
    draft = Draft(catalog.endpoint(found.summary.id), format=format)
    for name, value in found.values.items():
        draft.set_text(name, unquote(value))
    draft.extra_query.extend(found.extra_paging)
    known = {parameter.name for parameter in draft.endpoint.parameters if parameter.place == "query"}
    for name, value in query:
        if name in known:
            draft.set_text(name, value)
        else:
            draft.extra_query.append((name, value))
    return draft


def _draft_of_unknown(method: str, path: str, query: list[tuple[str, str]], format: Format) -> Draft:
    for suffix in (".json", ".xml"):
        path = path.removesuffix(suffix)
    draft = Draft(endpoint_of_call(method, path), format=format)
    draft.extra_query.extend(query)
    return draft


def without_masked(stored: Mapping[str, Any]) -> dict[str, Any]:
    """A stored draft without the values that were masked: sent again, they would be taken for real ones."""
    raw_body = stored.get("raw_body")
    if isinstance(raw_body, str):
        # A body as text keeps its form: what was secret in it is empty.
        stored = {**stored, "raw_body": raw_body.replace(MASK, "")}
    return {key: _unmasked(value) for key, value in stored.items() if not _is_masked(value)}


def _unmasked(value: Any) -> Any:
    if isinstance(value, Mapping):
        return without_masked(value)
    if isinstance(value, list):
        # A pair of name and value goes as a whole.
        return [_unmasked(one) for one in value if not _is_masked(one) and not _is_masked_pair(one)]
    return value


def _is_masked(value: object) -> bool:
    return isinstance(value, str) and MASK in value


def _is_masked_pair(value: object) -> bool:
    return isinstance(value, list) and any(_is_masked(one) for one in value)
