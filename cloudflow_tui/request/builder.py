"""A draft made into the request that is sent: address, headers, body, and the secrets that are in it.

Checks only what no request can do without (`validate` checks the rest); sends nothing, adds no credentials.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from cloudflow_tui.errors import BuildError
from cloudflow_tui.exchange import Request
from cloudflow_tui.request.body_encoding import charset_of, declared_as, encoded
from cloudflow_tui.request.encode import encode_body
from cloudflow_tui.request.header_checks import header_fault
from cloudflow_tui.request.query import query_pairs, query_string, query_text
from cloudflow_tui.request.secrets import secret_values
from cloudflow_tui.request.values import is_empty

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Pairs
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request.draft import Draft

MEDIA_TYPES: Final[dict[Format, str]] = {"json": "application/json", "xml": "application/xml"}
_PLACEHOLDER: Final = re.compile(r":([A-Za-z_][A-Za-z0-9_]*)")
_SUFFIXED: Final = re.compile(r"\.(json|xml)(/|$)")


def build(draft: Draft, base_url: str) -> Request:
    """The request of a draft, whatever `validate` thinks of it.

    Args:
        base_url: Address of the Control Panel; its path, if any, stands before that of the call.

    Raises:
        BuildError: A placeholder of the path has no value, or a header cannot stand in HTTP.
    """
    text = encode_body(draft)
    if draft.raw_body is None and draft.format == "xml":
        text = declared_as(text, draft.body_encoding)
    body = encoded(text, draft.body_encoding, draft.format)
    query = _query(draft)
    return Request(
        method=draft.endpoint.method,
        url=base_url.rstrip("/") + path_of(draft) + (f"?{query}" if query else ""),
        headers=_headers(draft, has_body=bool(body)),
        body=body,
        format=draft.format,
        endpoint_id=draft.endpoint.id,
        timeout_s=draft.timeout_s,
        follow_redirects=draft.follow_redirects,
        secret_values=secret_values(draft),
    )


def path_of(draft: Draft) -> str:
    """The path with its ids and the suffix of the format.

    Raises:
        BuildError: A placeholder has no value.
    """
    values = draft.values("path")

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        value = values.get(name)
        if is_empty(value) or isinstance(value, bool | dict | list):
            raise BuildError(
                f"The path of {draft.endpoint.id or draft.endpoint.title} needs {name}.",
                advice=f"Set it: {name}=…",
                parameter=name,
            )
        text = quote(query_text(value), safe="", errors="surrogatepass")
        # A client would take a part of dots alone for a step to another path.
        return text.replace(".", "%2E") if not text.strip(".") else text

    path = _PLACEHOLDER.sub(fill, draft.endpoint.path)
    is_whole = not draft.has_suffix or _SUFFIXED.search(draft.endpoint.path)
    return path if is_whole else f"{path}.{draft.format}"


def _query(draft: Draft) -> str:
    pairs = query_pairs(draft.values("query"), draft.shape.trees["query"])
    flags = [one.name for one in draft.endpoint.parameters_in("query") if one.is_flag]
    own = [name for name, _ in draft.extra_query]
    parts = (query_string(pairs, flags), query_string(draft.extra_query, own))
    return "&".join(part for part in parts if part)


def _headers(draft: Draft, *, has_body: bool) -> Pairs:
    for name, value in draft.headers:
        fault = header_fault(name, value)
        if fault:
            raise BuildError(fault, advice="Write Name: value on one line.", parameter=name)
    media_type = MEDIA_TYPES[draft.format]
    usual = [("Accept", media_type)]
    if has_body:
        charset = charset_of(draft.body_encoding)
        usual.append(("Content-Type", f"{media_type}; charset={charset}" if charset else media_type))
    own = {name.lower() for name, _ in draft.headers}
    return (*(pair for pair in usual if pair[0].lower() not in own), *draft.headers)
