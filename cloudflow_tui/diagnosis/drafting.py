"""From a pasted request to the endpoint that it means, and to a draft of it.

Looks nothing up but the catalog. What was masked by somebody is left out and told.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, unquote_plus

from cloudflow_tui.diagnosis.address import (
    Address,
    is_placeholder,
    is_variable,
    read_address,
    suffix_of,
    without_suffix,
)
from cloudflow_tui.diagnosis.pasted import PastedRequest, has_mask
from cloudflow_tui.errors import (
    AmbiguousCallError,
    BodySyntaxError,
    BuildError,
    UnknownEndpointError,
    UnknownParameterError,
)
from cloudflow_tui.request import Draft
from cloudflow_tui.request.free_call import endpoint_of_call

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.catalog.models import Endpoint, Place
    from cloudflow_tui.profiles.models import Format

MISSING_PART = ":missing"
_PAGING = ("page", "per_page")
_OWN_HEADERS = frozenset(
    ("accept", "content-type", "authorization", "host", "content-length", "user-agent", "cookie", "expect",
     "connection", "accept-encoding", "cache-control", "postman-token")
)  # fmt: skip
_SECRET_QUERY = re.compile(r"(?i)(api_?)?key|token|api_?token|access_token|password|auth")


@dataclass(frozen=True, slots=True)
class FoundCall:
    """What the catalog knows of the call of a pasted request."""

    address: Address
    path: str
    """As the server wants it, without suffix; MISSING_PART where an id was empty."""
    suffix: str
    """json or xml, wherever it stood; "" when there is none."""
    endpoint: Endpoint | None = None
    values: dict[str, str] = field(default_factory=dict)
    """Of the placeholders, as written."""
    nearest: tuple[str, ...] = ()
    """Ids, when there is no endpoint."""
    choices: tuple[str, ...] = ()
    """Ids of other endpoints that share the call and fit as well."""


@dataclass(frozen=True, slots=True)
class PastedDraft:
    """A draft made of a pasted request."""

    draft: Draft
    notes: tuple[str, ...] = ()
    """What was left out or read with tolerance, a sentence each."""


def find_call(pasted: PastedRequest, catalog: Catalog) -> FoundCall:
    """The endpoint of a pasted request; never raises, whatever the address is."""
    address = read_address(pasted.url)
    path, suffix = _clean_path(address)
    base = FoundCall(address, path, suffix)
    if path == "/":
        return base
    query = [unquote_plus(name) for name, _ in address.pairs]
    try:
        target = f"http://x{path}" if address.host else path
        found = catalog.resolve_call(pasted.method, target, [*given_names(pasted), *query])
    except UnknownEndpointError as error:
        return FoundCall(address, path, suffix, nearest=error.nearest)
    except AmbiguousCallError as error:
        fitting = _fitting(catalog, error.choices, given_names(pasted))
        values = _values_of(fitting[0].path, path)
        return FoundCall(address, path, suffix, fitting[0], values, (), tuple(one.id for one in fitting[1:]))
    return FoundCall(address, path, suffix, catalog.endpoint(found.summary.id), dict(found.values))


def _fitting(catalog: Catalog, ids: tuple[str, ...], names: tuple[str, ...]) -> list[Endpoint]:
    """The endpoints that know most of the names in the body, in the order of the catalog."""
    given = set(names)
    scored: list[tuple[int, Endpoint]] = []
    for endpoint in map(catalog.endpoint, ids):
        own = {one.name.split(".")[0].removesuffix("[]") for one in endpoint.parameters_in("body")}
        scored.append((len(given & own), endpoint))
    best = max(score for score, _ in scored)
    return [endpoint for score, endpoint in scored if score == best]


def _values_of(template: str, path: str) -> dict[str, str]:
    pairs = zip(template.split("/"), path.split("/"), strict=False)
    return {own[1:]: given for own, given in pairs if own.startswith(":")}


def _clean_path(address: Address) -> tuple[str, str]:
    """The path without suffix and without what is harmless; an empty id becomes MISSING_PART."""
    suffix = ""
    parts: list[str] = []
    given = [unquote(part) if "%2" in part.upper() else part for part in address.parts]
    last = len(given) - 1
    for index, part in enumerate(given):
        suffix = suffix_of(part) or suffix
        bare = without_suffix(part)
        if bare:
            parts.append(bare.replace("/", "%2F"))
        elif parts and (index < last or part):
            parts.append(MISSING_PART)
    return "/" + "/".join(parts), suffix


def given_names(pasted: PastedRequest) -> tuple[str, ...]:
    """Names that the body sets, at the top and one level below, as far as it can be read."""
    if pasted.form == "json":
        try:
            data = json.loads(pasted.body)
        except ValueError:
            return tuple(dict.fromkeys(re.findall(r"[\"'](\w{2,60})[\"']\s*:", pasted.body[:20000])))
        found = list(data) if isinstance(data, dict) else []
        for inner in data.values() if isinstance(data, dict) else ():
            found += list(inner) if isinstance(inner, dict) else []
        return tuple(dict.fromkeys(found))
    if pasted.form == "xml":
        return tuple(dict.fromkeys(re.findall(r"<([A-Za-z_][\w-]*)", pasted.body[:20000])))
    if pasted.form == "form":
        names = [name for name, _ in parse_qsl(pasted.body, keep_blank_values=True)]
        return tuple(part for name in names for part in re.findall(r"[\w-]+", name))
    return ()


def format_of(pasted: PastedRequest, call: FoundCall) -> Format:
    """The format of a request: by its suffix, else its Content-Type, else its body."""
    if call.suffix in ("json", "xml"):
        return "xml" if call.suffix == "xml" else "json"
    for sign in (pasted.content_type, pasted.form, pasted.header("accept")):
        if "xml" in sign:
            return "xml"
        if "json" in sign:
            return "json"
    return "json"


def draft_of_pasted(pasted: PastedRequest, catalog: Catalog, call: FoundCall | None = None) -> PastedDraft:
    """A draft of a pasted request, whatever is wrong with it.

    A body that cannot be read stays as it is, as raw body; a call that the catalog does not know becomes a
    draft of that call.
    """
    call = call or find_call(pasted, catalog)
    notes: list[str] = []
    endpoint = call.endpoint
    if endpoint is None:
        endpoint = endpoint_of_call(pasted.method, call.path)
        notes.append(f"The catalog does not know {pasted.method} {call.path}.")
    draft = Draft(endpoint, format=format_of(pasted, call))
    _set_path(draft, call, notes)
    _set_query(draft, call.address, notes)
    notes += load_pasted_body(draft, pasted)
    draft.headers.extend(
        (name, value)
        for name, value in pasted.headers
        if name.lower() not in _OWN_HEADERS and not has_mask(value)
    )
    return PastedDraft(draft, tuple(dict.fromkeys(notes)))


def _set_path(draft: Draft, call: FoundCall, notes: list[str]) -> None:
    for name, value in call.values.items():
        text = unquote(value)
        if is_placeholder(value) or is_variable(value) or value == MISSING_PART:
            notes.append(f"{name} is not known; fill it in.")
        elif text.strip():
            draft.set_text(name, text)


def _set_query(draft: Draft, address: Address, notes: list[str]) -> None:
    for coded_name, coded in address.pairs:
        name, value = unquote_plus(coded_name), unquote_plus(coded)
        if _SECRET_QUERY.fullmatch(name):
            notes.append(f"{name} was left out of the address; the profile has the credentials.")
            continue
        if not _set_in(draft, name, value):
            draft.extra_query.append((name, value))


def _set_in(draft: Draft, name: str, value: str) -> bool:
    """Set a parameter of the query, or one of the body that stands in the address, as old clients send it."""
    root = draft.endpoint.root
    place: Place = "body" if root and name.startswith(f"{root}[") else "query"
    inner = re.sub(rf"^{re.escape(root)}\[([^\]]+)\]", r"\1", name) if place == "body" else name
    try:
        draft.set_text(inner, value, place=place)
    except (UnknownParameterError, BuildError):
        return False
    return True


def load_pasted_body(draft: Draft, pasted: PastedRequest, *, keeps_masked: bool = False) -> list[str]:
    """Put the body of a pasted request into a draft; gives notes. One that cannot be read stays raw.

    Args:
        keeps_masked: Keep values that somebody masked; without it they are taken out.
    """
    if pasted.body_kind == "file":
        return ["The body is in a file or variable that was not pasted."]
    if pasted.body_kind not in ("text", "multipart") or not pasted.body.strip():
        return []
    notes: list[str] = []
    try:
        if pasted.form == "form":
            notes += _load_form(draft, pasted.body)
        else:
            notes += draft.load_body(pasted.body, "xml" if pasted.form == "xml" else "json")
            notes += unwrap_twice(draft)
    except (BodySyntaxError, BuildError):
        draft.raw_body = pasted.body
        return ["The body cannot be read; it is kept as it is."]
    return notes if keeps_masked else notes + _without_masked(draft)


def unwrap_twice(draft: Draft) -> list[str]:
    """Take a root out that stands within the root."""
    root = draft.endpoint.root
    inside = draft.values("body").get(root) if root else None
    if (
        len(draft.values("body")) == 1
        and isinstance(inside, dict)
        and root not in draft.shape.trees["body"].children
    ):
        draft.load_values("body", inside)
        return [f"The root element {root!r} stood twice."]
    return []


def _load_form(draft: Draft, body: str) -> list[str]:
    """A form as Rails reads it: `user[login]=ann&user[role_ids][]=2`."""
    notes: list[str] = []
    root = draft.endpoint.root
    for name, value in parse_qsl(body, keep_blank_values=True):
        inner = re.sub(rf"^{re.escape(root)}\[([^\]]+)\]", r"\1", name) if root else name
        try:
            if inner.endswith("[]") and draft.is_set(inner):
                before = draft.get(inner)
                draft.set(inner, [*before, value] if isinstance(before, list) else [value])
            else:
                draft.set(inner, value, place="body")
        except (UnknownParameterError, BuildError):
            if len(name) > 200 or not re.fullmatch(r"[\w\[\].-]+", name):
                raise BodySyntaxError("The body is no form", line=1, column=1) from None
            notes.append(f"{inner} is not in the catalog.")
    return notes


def _without_masked(draft: Draft) -> list[str]:
    """Take values out that somebody masked: sent again they would be taken for real ones."""
    notes: list[str] = []
    for name, value in draft.items():
        if isinstance(value, str) and has_mask(value):
            try:
                draft.unset(name)
            except (UnknownParameterError, BuildError):
                continue
            notes.append(f"{name} was masked or is a variable; type it anew.")
    return notes
