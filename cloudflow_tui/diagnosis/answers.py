"""What a call may answer, told before it is sent.

The success comes from the catalog; the refusals are those that the call can give at all, with the likeliest
reason in a few words. No promise: a server may answer anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.deeds import Deed, deed_of, noun_of_id
from cloudflow_tui.diagnosis.models import Kind
from cloudflow_tui.diagnosis.status import kind_of, status_meaning

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint

_SHORT_NAMES = {500: "Server Error"}
_UNIQUE = {"login": "login", "email": "e-mail", "label": "label", "name": "name", "identifier": "identifier"}
_SAYS_UNIQUE = ("taken", "unique", "already exist", "not exist yet")


@dataclass(frozen=True, slots=True)
class PossibleAnswer:
    """One status that a call may answer."""

    status: int
    name: str
    """Such as "Created"; short enough for a column."""
    kind: Kind
    when: str
    """A few words: what comes back, or the likeliest reason."""


def possible_answers(endpoint: Endpoint) -> tuple[PossibleAnswer, ...]:
    """The statuses that this call may answer: success first, then what the user can correct, then faults."""
    deed = deed_of(endpoint)
    rows = [(endpoint.answer.status, _success(endpoint, deed))]
    refused = _when_refused(endpoint, deed)
    if refused:
        rows.append((422, refused))
    rows.append((403, "a permission is lacking"))
    missing = when_missing(endpoint)
    if missing:
        rows.append((404, missing))
    rows.append((500, "contact support"))
    return tuple(
        PossibleAnswer(
            code, _SHORT_NAMES.get(code) or status_meaning(code, endpoint.method).name, kind_of(code), when
        )
        for code, when in rows
    )


def _success(endpoint: Endpoint, deed: Deed) -> str:
    if endpoint.is_scheduled:
        return "the work goes on as a transaction"
    if endpoint.answer.status == 204:
        return f"{deed.done}, nothing comes back" if deed.done else "done, nothing comes back"
    if deed.kind == "list":
        return "the list comes back"
    if deed.kind == "show":
        return (
            f"the {deed.noun} {'come' if deed.is_plural else 'comes'} back"
            if deed.noun
            else "the data comes back"
        )
    if deed.brings_object:
        return f"the new {deed.noun} {'come' if deed.is_plural else 'comes'} back"
    if deed.done:
        return f"the {deed.noun} {'are' if deed.is_plural else 'is'} {deed.done}"
    return "done"


def _when_refused(endpoint: Endpoint, deed: Deed) -> str:
    """Why 422 may come, "" when there is nothing to be wrong."""
    body = endpoint.parameters_in("body")
    if deed.kind in ("create", "alter") and body:
        unique = [
            word
            for name, word in _UNIQUE.items()
            for parameter in body
            if parameter.name == name
            and (
                (deed.kind == "create" and name in ("login", "email"))
                or any(sign in parameter.description.lower() for sign in _SAYS_UNIQUE)
            )
        ]
        if unique:
            return f"{' or '.join(unique)} exists"
    if body:
        return "a parameter is erroneous"
    if endpoint.effect != "read" and deed.kind == "act":
        return "its state does not allow it"
    queries = [parameter for parameter in endpoint.parameters_in("query") if parameter.name not in _PAGING]
    return "a parameter is erroneous" if queries else ""


_PAGING = frozenset({"page", "per_page"})


def when_missing(endpoint: Endpoint) -> str:
    """Why 404 may come, "" when the path holds no id."""
    ids = endpoint.parameters_in("path")
    if not ids:
        return ""
    if len(ids) > 1:
        return "an id in the path does not exist"
    return f"there is no such {noun_of_id(ids[0].name)}"
