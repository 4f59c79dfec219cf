"""Evidence for an explanation: what the history, the catalog and permitted reads tell of an exchange.

Each line says how it is known. Reads are only proposed: they are sent when the user agrees. After a 401 none
is proposed until the user has got a good answer again: three wrong sign-ins can shut out the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cloudflow_tui.catalog.versions import is_before
from cloudflow_tui.diagnosis.case import is_write, path_values
from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.workspace.reading import data_of, object_in, objects_in

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.history import HistoryRow
    from cloudflow_tui.workspace.workspace import Workspace

Basis = Literal["exchange", "catalog", "history", "read"]
MAX_ROWS = 50
MAX_LOOKED_INTO = 10
_PLAIN_PATH = re.compile(r"[\w./-]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that is known, or that follows from what is known."""

    text: str
    """A sentence; holds no secret."""
    basis: Basis
    number: int = 0
    """Of the exchange in the history that shows it, 0 when none does."""
    is_possible: bool = False
    """It could be so; nothing shows it."""
    holding_id: int = 0
    """A transaction that holds the object: waiting for it, then sending once, may do."""
    holding_path: str = ""
    """Of the object that it holds."""
    is_undone: bool = False
    """What was sent was looked for and is not there: sending it again makes no second one."""

    @property
    def how(self) -> str:
        """How it is known."""
        if self.basis in ("history", "read") and self.number:
            return f"{self.basis} #{self.number}"
        return self.basis


@dataclass(frozen=True, slots=True)
class History:
    """The rows of the profile that an exchange belongs to."""

    workspace: Workspace = field(repr=False)
    profile_name: str

    def rows(self, query: str = "", *, endpoint_id: str | None = None) -> list[HistoryRow]:
        """The newest rows; none when the history cannot be read."""
        name = self.profile_name
        whole = f'{query} profile:"{name}"' if name and '"' not in name else query
        try:
            return self.workspace.history.rows(MAX_ROWS, whole.strip(), endpoint_id=endpoint_id)
        except CloudFlowError:
            return []


def is_stopped(workspace: Workspace) -> bool:
    """Whether reads of the program's own accord must not be sent: the last answer of the profile was 401."""
    if not workspace.has_history:
        return False
    rows = History(workspace, workspace.profile.name).rows()
    answered = [row for row in rows if row.status is not None]
    return bool(answered) and answered[0].status == 401


def known_evidence(workspace: Workspace, exchange: Exchange) -> tuple[Evidence, ...]:
    """What can be told without asking the server."""
    endpoint = _endpoint(workspace, exchange)
    history = History(workspace, exchange.profile_name or workspace.profile.name)
    status = exchange.status
    found: list[Evidence] = []
    if status == 404:
        found += _of_the_catalog(workspace, endpoint)
        found += _deleted_earlier(history, exchange, endpoint)
    if status == 401:
        found += _of_signing_in(history, exchange)
    if status in (403, 422):
        found += _worked_earlier(history, exchange, endpoint)
    if status is not None and status >= 500:
        found += _faults(history)
    if (
        exchange.outcome is Outcome.FAILED
        and exchange.failure is not None
        and exchange.failure.may_have_arrived
        and is_write(exchange.request, endpoint)
    ):
        found.append(
            Evidence("The request may have arrived: whether it was carried out is not known.", "exchange")
        )
    return tuple(found)


def _endpoint(workspace: Workspace, exchange: Exchange) -> Endpoint | None:
    try:
        id = exchange.request.endpoint_id
        return workspace.catalog.endpoint(id) if id else None
    except CloudFlowError:
        return None


def _of_the_catalog(workspace: Workspace, endpoint: Endpoint | None) -> Iterator[Evidence]:
    if endpoint is None:
        yield Evidence("The catalog does not know this address.", "catalog")
        return
    yield Evidence(f"The catalog knows the address: {endpoint.method} {endpoint.path}.", "catalog")
    version = workspace.version
    if endpoint.until and version and is_before(endpoint.until, version):
        following = [f"{row.method} {row.path}" for row in workspace.catalog.successors(endpoint.id)]
        instead = f" Instead: {', '.join(following)}." if following else ""
        said = f"It is gone: it was there until {endpoint.until}, this cloud is {version}.{instead}"
        yield Evidence(said, "catalog")
    elif endpoint.since and version and is_before(version, endpoint.since):
        said = f"It is not there yet: it came with {endpoint.since}, this cloud is {version}."
        yield Evidence(said, "catalog")


def object_paths(exchange: Exchange, endpoint: Endpoint | None) -> tuple[str, ...]:
    """The paths of the objects in an address, from left to right: /users/7, /users/7/keys/3."""
    if endpoint is None:
        return ()
    values = dict(path_values(endpoint.path, exchange.request.url))
    found, built = [], ""
    for part in endpoint.path.split("/")[1:]:
        built += "/" + (values.get(part[1:], part) if part.startswith(":") else part)
        if part.startswith(":"):
            found.append(built)
    return tuple(path for path in found if _PLAIN_PATH.fullmatch(path))


def _deleted_earlier(history: History, exchange: Exchange, endpoint: Endpoint | None) -> Iterator[Evidence]:
    for path in object_paths(exchange, endpoint):
        rows = [
            row
            for row in history.rows(f"path:{path}*")
            if _is_of(row.path, path) and row.number != exchange.number and row.status is not None
        ]
        gone = next((row for row in rows if row.method == "DELETE" and _is_good(row)), None)
        seen = next((row for row in rows if row.method != "DELETE" and _is_good(row)), None)
        if gone is not None:
            yield Evidence(
                f"{path} was deleted {_when(gone)} by {gone.login or 'nobody'}.", "history", gone.number
            )
        if seen is not None and (gone is None or seen.number > gone.number):
            yield Evidence(f"{path} was there {_when(seen)}.", "history", seen.number)


def _is_of(path: str, wanted: str) -> bool:
    """Whether a path is that of an object or of something below it: /users/7.json, but not /users/70.json."""
    return re.match(rf"{re.escape(wanted)}(?=[./?]|$)", "/" + path.lstrip("/")) is not None


def _is_good(row: HistoryRow) -> bool:
    return row.status is not None and 200 <= row.status < 300


def _when(row: HistoryRow) -> str:
    return f"on {row.started_at:%Y-%m-%d} at {row.started_at:%H:%M} UTC"


def _of_signing_in(history: History, exchange: Exchange) -> Iterator[Evidence]:
    login = exchange.login
    kind = (
        "an e-mail, which goes with an API key" if "@" in login else "a login, which goes with its password"
    )
    if login:
        yield Evidence(f"Sent as {login}: {kind}.", "exchange")
    rows = [row for row in history.rows() if row.number != exchange.number and row.login == login]
    good = next((row for row in rows if row.status is not None and row.status != 401), None)
    if good is not None:
        yield Evidence(f"The same sign-in worked {_when(good)}.", "history", good.number)
        said = "Possible: the secret was changed since, or the account was suspended or locked."
        yield Evidence(said, "history", good.number, is_possible=True)
    refused = []
    for row in rows:
        if row.status != 401:
            break
        refused.append(row)
    if refused:
        count = len(refused) + 1
        said = f"{count} sign-ins in a row were refused; three can shut out the address."
        yield Evidence(said, "history", refused[0].number)
    mail = _seen_mail(history, login) if login and "@" not in login else None
    if mail is not None:
        yield mail


def _seen_mail(history: History, login: str) -> Evidence | None:
    """The e-mail of a login, where an answer showed it: with a key that is the user name."""
    for row in (
        history.rows("path:/profile* status:200")[:1]
        + history.rows("path:/users* status:200")[:MAX_LOOKED_INTO]
    ):
        try:
            data = data_of(history.workspace.history.get(row.number))
        except (CloudFlowError, OSError):
            continue
        for user in [*objects_in(data), object_in(data)]:
            mail = user.get("email")
            if user.get("login") == login and isinstance(mail, str) and mail:
                said = f"The e-mail of {login} is {mail}: that is the user name for an API key."
                return Evidence(said, "history", row.number)
    return None


def _worked_earlier(history: History, exchange: Exchange, endpoint: Endpoint | None) -> Iterator[Evidence]:
    if endpoint is None or not endpoint.id:
        return
    rows = [row for row in history.rows(endpoint_id=endpoint.id) if row.number != exchange.number]
    good = next((row for row in rows if _is_good(row) and row.login == exchange.login), None)
    other = next((row for row in rows if _is_good(row) and row.login != exchange.login), None)
    if good is not None:
        yield Evidence(
            f"The same call was carried out for {good.login} {_when(good)}.", "history", good.number
        )
    elif other is not None:
        yield Evidence(
            f"The same call was carried out for {other.login} {_when(other)}.", "history", other.number
        )


def _faults(history: History) -> Iterator[Evidence]:
    """Since when the server fails, and for whom."""
    rows = [row for row in history.rows() if row.status is not None]
    failing: list[HistoryRow] = []
    for row in rows:
        if row.status is None or row.status < 500:
            yield Evidence(f"The last good answer came {_when(row)}.", "history", row.number)
            break
        failing.append(row)
    if len(failing) > 1:
        first = failing[-1]
        yield Evidence(
            f"{len(failing)} calls in a row failed, since {_when(first)[3:]}.", "history", first.number
        )
    others = {row.login for row in failing[1:] if row.login != failing[0].login}
    if others:
        yield Evidence(f"It fails for {', '.join(sorted(others))} too.", "history", failing[0].number)
