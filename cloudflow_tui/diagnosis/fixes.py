"""Corrections of a pasted request: each takes one and gives a corrected one, and changes nothing in place.

What a fix does not touch stays as it was written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.drafting import load_pasted_body
from cloudflow_tui.diagnosis.findings import Fix
from cloudflow_tui.diagnosis.pasted import PastedRequest
from cloudflow_tui.errors import BuildError
from cloudflow_tui.request import Draft, encode_body

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint

MEDIA_TYPES = {"json": "application/json", "xml": "application/xml"}


def without_observation(pasted: PastedRequest, rule: str) -> PastedRequest:
    """The request as it was meant, without what a reader saw on the way."""
    kept = tuple(one for one in pasted.observations if one.rule != rule)
    return replace(pasted, observations=kept, wire="")


def with_url(pasted: PastedRequest, url: str) -> PastedRequest:
    return replace(pasted, url=url, places=replace(pasted.places, url=()))


def with_method(pasted: PastedRequest, method: str) -> PastedRequest:
    return replace(pasted, method=method)


def with_header(pasted: PastedRequest, name: str, value: str) -> PastedRequest:
    """The header set once; others of its name go."""
    kept = tuple(pair for pair in pasted.headers if pair[0].lower() != name.lower())
    return replace(pasted, headers=(*kept, (name, value)))


def with_body(pasted: PastedRequest, body: str) -> PastedRequest:
    kind = "text" if body else "none"
    places = replace(pasted.places, body=())
    return replace(pasted, body=body, body_kind=kind, places=places)  # type: ignore[arg-type]  # literals


def with_flag(pasted: PastedRequest, flag: str, *, is_set: bool = True) -> PastedRequest:
    flags = pasted.flags | {flag} if is_set else pasted.flags - {flag}
    return replace(pasted, flags=flags)


def rewritten(pasted: PastedRequest, endpoint: Endpoint, edit: Callable[[Draft], None]) -> PastedRequest:
    """The request with its body read, edited and written anew, root and types as the endpoint wants them.

    A body that cannot be read stays as it is.
    """
    draft = Draft(endpoint, format="xml" if pasted.form == "xml" else "json")
    load_pasted_body(draft, pasted, keeps_masked=True)
    if draft.raw_body is not None:
        return pasted
    try:
        edit(draft)
        text = encode_body(draft)
    except BuildError:
        return pasted
    made = with_body(pasted, text)
    return with_header(made, "Content-Type", MEDIA_TYPES[draft.format]) if pasted.form == "form" else made


def body_fix(label: str, endpoint: Endpoint, edit: Callable[[Draft], None], *, is_sure: bool = True) -> Fix:
    """A fix that edits the body by parameter names."""
    return Fix(label, lambda pasted: rewritten(pasted, endpoint, edit), is_sure)


def value_fix(label: str, endpoint: Endpoint, name: str, value: object, *, is_sure: bool = True) -> Fix:
    """A fix that sets one parameter of the body."""

    def edit(draft: Draft) -> None:
        draft.set(name, value, place="body")

    return body_fix(label, endpoint, edit, is_sure=is_sure)


def observation_fix(label: str, rule: str) -> Fix:
    return Fix(label, lambda pasted: without_observation(pasted, rule))


def url_fix(label: str, old: str, new: str, *, is_sure: bool = True) -> Fix:
    """A fix that replaces a piece of the address."""
    return Fix(label, lambda pasted: with_url(pasted, pasted.url.replace(old, new, 1)), is_sure)


def header_fix(label: str, name: str, value: str) -> Fix:
    return Fix(label, lambda pasted: with_header(pasted, name, value))
