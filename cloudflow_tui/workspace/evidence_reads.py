"""Reads that would tell more of a refused or unanswered call: proposed with their question, sent on consent.

Each is one GET on what the call is about: a parent, a list of what an id refers to, the transactions of the
object, the roles of the user. Nothing is sent by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.diagnosis import explain
from cloudflow_tui.diagnosis.case import is_write
from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.workspace.evidence import Evidence, is_stopped, object_paths
from cloudflow_tui.workspace.evidence_siblings import seen_on_another_cloud, sibling_evidence, sibling_of
from cloudflow_tui.workspace.reading import data_of, object_in, objects_in
from cloudflow_tui.workspace.resending import BUSY
from cloudflow_tui.workspace.rights import ask_rights

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint, Parameter
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

Purpose = Literal[
    "parent", "reference", "sibling", "transactions", "rights", "search", "gone", "changed", "started"
]  # fmt: skip
_NAMES = ("label", "login", "hostname", "name", "email", "cdn_hostname", "address")

MOST_PAGES = 20
"""Of one list that the user lets be read."""


@dataclass(frozen=True, slots=True)
class ProposedRead:
    """A read that may be sent when the user agrees."""

    purpose: Purpose
    question: str
    """To the user: what would be read, and why."""
    draft: Draft | None = field(default=None, repr=False, compare=False)
    """None when it takes several reads (rights)."""
    path: str = ""
    parameter: str = ""
    value: str = ""
    """What is looked for."""
    noun: str = ""
    """Of a sibling: what its list holds."""
    endpoint: Endpoint | None = field(default=None, repr=False, compare=False)
    """Of rights: the call that was refused."""
    sent: tuple[tuple[str, str], ...] = ()
    """(name, value) of what a lost change was to set; no secrets."""


def proposed_reads(
    workspace: Workspace, exchange: Exchange, draft: Draft | None = None
) -> tuple[ProposedRead, ...]:
    """The reads that would tell more, the most telling first; none after a 401.

    Args:
        draft: What the exchange was sent from; without it only its address is known.
    """
    if exchange.status == 401 or is_stopped(workspace):
        return ()
    endpoint = draft.endpoint if draft is not None else _endpoint(workspace, exchange)
    if endpoint is None:
        return ()
    found: list[ProposedRead] = []
    status = exchange.status
    if status in (404, 422) and draft is not None:
        found += _references(workspace, exchange, draft)
    if status == 404:
        found += _parents(workspace, exchange, endpoint)
    if status == 403:
        found.append(ProposedRead("rights", "Read your roles and their permissions?", endpoint=endpoint))
    if status in (403, 422) and is_write(exchange.request, endpoint):
        found += _transactions(workspace, exchange, endpoint)
    is_lost = exchange.outcome in (Outcome.FAILED, Outcome.SENDING, Outcome.CANCELLED)
    if is_lost and endpoint.method == "POST" and draft is not None:
        made = list(_search(workspace, endpoint, draft))
        found += made or _transactions(workspace, exchange, endpoint, "started")
    if is_lost and endpoint.method in ("PUT", "PATCH", "DELETE"):
        found += _still_there(workspace, exchange, endpoint, draft)
    return tuple(found)


def _endpoint(workspace: Workspace, exchange: Exchange) -> Endpoint | None:
    try:
        id = exchange.request.endpoint_id
        return workspace.catalog.endpoint(id) if id else None
    except CloudFlowError:
        return None


def _parents(workspace: Workspace, exchange: Exchange, endpoint: Endpoint) -> Iterator[ProposedRead]:
    """Each object of the path by itself, from left to right; the call's own address is none of them."""
    own = re.sub(r"\.(json|xml)$", "", endpoint.path)
    for path in object_paths(exchange, endpoint):
        try:
            draft = workspace.draft_call("GET", path, format="json")
        except CloudFlowError:
            continue
        is_own = exchange.request.method == "GET" and draft.endpoint.path == own
        if draft.endpoint.id and draft.endpoint.effect == "read" and not is_own:
            yield ProposedRead("parent", f"Read {path} to see whether it exists?", draft, path)


def _references(workspace: Workspace, exchange: Exchange, draft: Draft) -> Iterator[ProposedRead]:
    """The lists that the refused ids refer to."""
    refused = {error.parameter for error in explain(exchange, draft.endpoint).field_errors}
    for parameter in draft.endpoint.parameters:
        if parameter.reference is None or parameter.name not in refused:
            continue
        value = draft.get(parameter.name)
        if isinstance(value, Unset) or value in (None, "", []):
            continue
        listed = _list_of(workspace, parameter, draft)
        if listed is not None:
            shown = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
            question = f"Read {listed.endpoint.path} to see whether {shown} of {parameter.name} is there?"
            yield ProposedRead("reference", question, listed, listed.endpoint.path, parameter.name, shown)
            sibling = sibling_of(workspace, listed.endpoint.id)
            if sibling is not None:
                other, noun = sibling
                path = other.endpoint.path
                question = f"Read {path} to see whether {shown} of {parameter.name} is the id of a {noun}?"
                yield ProposedRead("sibling", question, other, path, parameter.name, shown, noun=noun)


def _list_of(workspace: Workspace, parameter: Parameter, draft: Draft) -> Draft | None:
    reference = parameter.reference
    if reference is None:
        return None
    try:
        listed = workspace.draft(reference.endpoint_id, format="json")
        for name, source in zip(
            (one.name for one in listed.endpoint.parameters_in("path")), reference.scope, strict=False
        ):
            listed.set_text(name, draft.text(source))
    except CloudFlowError:
        return None
    return None if listed.missing() else listed


def _transactions(
    workspace: Workspace, exchange: Exchange, endpoint: Endpoint, purpose: Purpose = "transactions"
) -> Iterator[ProposedRead]:
    paths = object_paths(exchange, endpoint)
    if not paths:
        return
    try:
        draft = workspace.draft_call("GET", f"{paths[0]}/transactions", format="json")
    except CloudFlowError:
        return
    if draft.endpoint.id:
        doubt = "one holds it" if purpose == "transactions" else "the call was carried out"
        question = f"Read the transactions of {paths[0]} to see whether {doubt}?"
        yield ProposedRead(purpose, question, draft, paths[0])


def _search(workspace: Workspace, endpoint: Endpoint, draft: Draft) -> Iterator[ProposedRead]:
    """The list in which the object would stand, had the lost request been carried out."""
    name = next((one for one in _NAMES if draft.endpoint.answer.root and _text(draft, one)), "")
    try:
        path = re.sub(r":(\w+)", lambda found: draft.text(found[1], place="path"), endpoint.path)
        listed = workspace.draft_call("GET", path, format="json")
    except CloudFlowError:
        return
    if name and listed.endpoint.id and listed.endpoint.answer.is_list:
        value = _text(draft, name)
        question = f"Read {path} to see whether {name} {value} was made?"
        yield ProposedRead("search", question, listed, path, name, value)


def _still_there(
    workspace: Workspace, exchange: Exchange, endpoint: Endpoint, draft: Draft | None
) -> Iterator[ProposedRead]:
    """The object that a lost change or deletion was about."""
    paths = object_paths(exchange, endpoint)
    if not paths or not re.sub(r"\.(json|xml)$", "", endpoint.path).endswith(_last_part(endpoint)):
        return
    try:
        read = workspace.draft_call("GET", paths[-1], format="json")
    except CloudFlowError:
        return
    if not read.endpoint.id or read.endpoint.effect != "read":
        return
    if endpoint.method == "DELETE":
        yield ProposedRead("gone", f"Read {paths[-1]} to see whether it was deleted?", read, paths[-1])
    elif draft is not None:
        sent = tuple(
            (one.name, draft.text(one.name, place="body"))
            for one in endpoint.parameters
            if one.place == "body" and not one.is_secret and _text(draft, one.name)
        )
        question = f"Read {paths[-1]} to see whether it was changed?"
        yield ProposedRead("changed", question, read, paths[-1], sent=sent)


def _last_part(endpoint: Endpoint) -> str:
    """The placeholder at the end of a path that is an object's own: `:id` of /users/:id."""
    names = re.findall(r":\w+", endpoint.path)
    return names[-1] if names else "\0"


def _text(draft: Draft, name: str) -> str:
    try:
        return draft.text(name, place="body")
    except CloudFlowError:
        return ""


async def read_evidence(workspace: Workspace, read: ProposedRead) -> tuple[Evidence, ...]:
    """Send one read that the user agreed to, and say what it shows.

    Raises:
        CloudFlowError: Nothing was sent.
    """
    if read.draft is None:
        return await _of_rights(workspace, read.endpoint)
    exchange, data, is_whole = await _all_pages(workspace, read.draft)
    status, number = exchange.status, exchange.number
    if status == 404:
        gone = ": it was deleted, do not send it again" if read.purpose == "gone" else ""
        return (Evidence(f"{read.path} does not exist{gone}.", "read", number),)
    if status is None or status >= 300:
        said = f"{read.path} could not be read: {status or 'no answer'}."
        return (Evidence(said, "read", number),)
    if read.purpose == "parent":
        return (Evidence(f"{read.path} exists.", "read", number),)
    if read.purpose == "gone":
        return (Evidence(f"{read.path} is still there.", "read", number, is_undone=True),)
    if read.purpose == "changed":
        return (_changed(object_in(data), read, number),)
    rows = list(objects_in(data))
    if read.purpose == "transactions":
        return tuple(_holding(rows, read.path, number, workspace.profile.login))
    if read.purpose == "sibling":
        return tuple(sibling_evidence(rows, read.parameter, read.value, read.noun, read.path, number))
    if read.purpose == "started":
        return tuple(_started(rows, read.path, number))
    if read.purpose == "search":
        return tuple(_made(rows, read, number, is_whole=is_whole))
    found = list(_referred(rows, read, number, is_whole=is_whole))
    for value in read.value.split(", "):
        if all(str(row.get("id")) != value for row in rows):
            found += seen_on_another_cloud(workspace, read.draft.endpoint.id, value)
    return tuple(found)


async def _all_pages(workspace: Workspace, draft: Draft) -> tuple[Exchange, object, bool]:
    """A read, all its pages where it is a long list: the last exchange, the data, and whether that is all."""
    from cloudflow_tui.transport import page_of

    exchange = await workspace.send(draft, anyway=True)
    data = data_of(exchange)
    page = page_of(exchange.response) if exchange.response is not None else None
    if page is None or page.last <= 1 or not isinstance(data, list):
        return exchange, data, True
    rows, last = list(data), min(page.last, MOST_PAGES)
    for number in range(2, last + 1):
        following = draft.copy()
        following.extra_query.append(("page", str(number)))
        exchange = await workspace.send(following, anyway=True)
        part = data_of(exchange)
        if not isinstance(part, list):
            return exchange, rows, False
        rows += part
    return exchange, rows, page.last <= last


def _changed(row: dict[str, object], read: ProposedRead, number: int) -> Evidence:
    """Whether an object has the values that a lost change was to set."""
    known = [(name, value) for name, value in read.sent if name.rpartition(".")[2] in row]
    if not known:
        return Evidence(f"{read.path} does not show what was to be changed.", "read", number)
    other = [
        name for name, value in known if str(row[name.rpartition(".")[2]]).casefold() != value.casefold()
    ]
    if other:
        said = f"{read.path} has another {', '.join(other)} than was sent: it was not changed."
        return Evidence(said, "read", number, is_undone=True)
    said = f"{read.path} has {', '.join(name for name, _ in known)} as sent: do not send it again."
    return Evidence(said, "read", number)


async def _of_rights(workspace: Workspace, endpoint: Endpoint | None) -> tuple[Evidence, ...]:
    """What the roles grant, and whether the call needs a permission that they lack."""
    rights = await ask_rights(workspace)
    if not rights.is_known:
        return (Evidence(rights.words or "The roles cannot be read.", "read"),)
    roles = ", ".join(rights.roles) or "none"
    held = Evidence(f"{rights.login} has the roles {roles}, with {len(rights.held)} permissions.", "read")
    if endpoint is None:
        return (held,)
    missing = rights.missing(endpoint)
    said = (
        f"Possible: the call needs {missing}, which these roles lack."
        if missing
        else "No permission is known to lack: a white list, the object's owner or state may be it."
    )
    return held, Evidence(said, "read", is_possible=True)


def _started(rows: list[dict[str, object]], path: str, number: int) -> Iterator[Evidence]:
    """Whether a lost call started work: its newest transaction, which may be this call's own."""
    if not rows:
        yield Evidence(f"{path} has no transaction.", "read", number)
        return
    newest = max(rows, key=lambda row: int(str(row.get("id") or 0)))
    named = f"transaction {newest.get('id')} ({newest.get('action')})"
    at = f", made at {newest.get('created_at')}" if newest.get("created_at") else ""
    yield Evidence(f"The newest on {path} is {named}: {newest.get('status')}{at}.", "read", number)
    said = "Possible: it is this call's own work; compare action and time before sending again."
    yield Evidence(said, "read", number, is_possible=True)


def _holding(rows: list[dict[str, object]], path: str, number: int, login: str) -> Iterator[Evidence]:
    busy = [row for row in rows if str(row.get("status")) in BUSY]
    if not busy:
        who = login or "this account"
        yield Evidence(f"No transaction that {who} may see holds {path}.", "read", number)
        return
    oldest = min(busy, key=lambda row: int(str(row.get("id") or 0)))
    said = f"Transaction {oldest.get('id')} ({oldest.get('action')}) is {oldest.get('status')} on {path}."
    yield Evidence(said, "read", number, holding_id=int(str(oldest.get("id") or 0)), holding_path=path)
    yield Evidence(
        "Possible: it holds the object; wait for it, then send once.", "read", number, is_possible=True
    )


def _made(
    rows: list[dict[str, object]], read: ProposedRead, number: int, *, is_whole: bool
) -> Iterator[Evidence]:
    hits = [row for row in rows if str(row.get(read.parameter, "")) == read.value]
    if hits:
        said = f"{read.parameter} {read.value} is there as {hits[0].get('id')}: do not send it again."
        yield Evidence(said, "read", number)
    elif is_whole:
        said = f"{read.parameter} {read.value} is not in {read.path}: it was not made."
        yield Evidence(said, "read", number, is_undone=True)
    else:
        said = f"{read.parameter} {read.value} is not among the first {len(rows)} of {read.path}."
        yield Evidence(said, "read", number)


def _referred(
    rows: list[dict[str, object]], read: ProposedRead, number: int, *, is_whole: bool
) -> Iterator[Evidence]:
    known = {str(row.get("id")) for row in rows}
    for value in read.value.split(", "):
        if value in known:
            yield Evidence(f"{value} of {read.parameter} is in {read.path}.", "read", number)
        elif not is_whole:
            said = f"{value} of {read.parameter} is not among the first {len(rows)} of {read.path}."
            yield Evidence(said, "read", number)
        else:
            some = ", ".join(sorted(known, key=lambda one: (len(one), one))[:8])
            yield Evidence(
                f"{value} of {read.parameter} is not in {read.path}; there are {some or 'none'}.",
                "read",
                number,
            )
            said = "Possible: it is the id of another kind of object, or belongs to another cloud."
            yield Evidence(said, "read", number, is_possible=True)
