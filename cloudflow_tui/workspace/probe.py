"""Tries a profile out and says what it found: address, TLS, version, who am I, what may I do.

Sends reads only. Each step is told as it ends, so that a front can show them one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.exchange import FailureKind, Outcome
from cloudflow_tui.profiles.models import NO_PROXY
from cloudflow_tui.workspace.rights import NOT_KNOWN, Rights, ask_rights, refused

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.profiles.models import SecretPlace
    from cloudflow_tui.workspace.workspace import Workspace

Mark = Literal["good", "look", "bad"]
SOON_DAYS = 21
"""A certificate that ends sooner is worth a word."""


@dataclass(frozen=True, slots=True)
class Step:
    """One finding."""

    name: str
    """Such as `address`, `TLS`, `version`."""
    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found."""

    steps: tuple[Step, ...]
    version: str = ""
    rights: Rights = NOT_KNOWN
    exchange: Exchange | None = None
    """The call for the version; None when nothing could be sent."""

    @property
    def is_good(self) -> bool:
        return all(step.mark != "bad" for step in self.steps)


async def probe(
    workspace: Workspace,
    *,
    on_step: Callable[[Step], None] | None = None,
    now: datetime | None = None,
) -> Findings:
    """Try the profile of a workspace out. What fails becomes a step with what to try."""
    steps: list[Step] = []

    def tell(name: str, mark: Mark, words: str) -> None:
        step = Step(name, mark, words)
        steps.append(step)
        if on_step is not None:
            on_step(step)

    try:
        exchange = await workspace.send(workspace.version_draft())
    except CloudFlowError as error:
        tell("not sent", "bad", str(error))
        return Findings(tuple(steps))
    version = workspace.learn_version(exchange)
    if workspace.secret_place is not None:
        tell("secret", "good", place_words(workspace.secret_place))
    moment = now or datetime.now(UTC)
    if not _tell_connection(workspace, exchange, tell, moment):
        await _tell_certificate(workspace, exchange, tell, moment)
        return Findings(tuple(steps), exchange=exchange)
    _tell_version(workspace, exchange, version, tell)
    if not version and exchange.status not in (403, 404):
        # Neither a Control Panel nor one that merely keeps its version to itself.
        return Findings(tuple(steps), version, exchange=exchange)
    rights = await _tell_user(workspace, tell)
    return Findings(tuple(steps), version, rights, exchange)


def place_words(place: SecretPlace) -> str:
    """Where a secret lies, in words; never the command line that yields it, which may hold one."""
    if place.source == "env":
        return f"from the environment variable {place.name}"
    if place.source == "command":
        return f"from the command {place.name.split()[0] if place.name.split() else ''}".rstrip()
    if place.source == "keyring":
        from cloudflow_tui.profiles import keyring_name

        entry = f" {place.name}" if place.name else ""
        return f"from the entry{entry} of {keyring_name() or 'the keyring, which this system does not have'}"
    if place.source == "file":
        return f"from the file {place.name}"
    return "asked for, kept in memory only"


Tell = Callable[[str, Mark, str], None]


def _tell_connection(workspace: Workspace, exchange: Exchange, tell: Tell, now: datetime) -> bool:
    """Whether an answer came."""
    profile = workspace.profile
    failure = exchange.failure
    if exchange.outcome is not Outcome.ANSWERED:
        name = "TLS" if failure is not None and failure.kind is FailureKind.TLS else "address"
        words = f"{failure.message} {failure.advice}".strip() if failure is not None else "No answer came."
        tell(name, "bad", words)
        return False
    seen = exchange.connection
    if seen is None:
        return True
    way = f"{profile.url} answers at {seen.address}" if seen.address else f"{profile.url} answers"
    if seen.proxy:
        way = f"{profile.url} answers through the proxy {seen.proxy}"
    tell("address", "good", f"{way}, {exchange.timing.total_ms:.0f} ms")
    if not seen.tls_version:
        tell("TLS", "look" if workspace.http_question else "good", "none: plain http")
        return True
    days = seen.days_left(now)
    told = [seen.tls_version]
    if seen.signers:
        told.append(f"certificate of {seen.signers}")
    if days is not None:
        told.append(f"{days} days left")
    if not profile.verify_tls:
        told.append("NOT CHECKED")
    is_soon = days is not None and days < SOON_DAYS
    tell("TLS", "look" if is_soon or not profile.verify_tls else "good", ", ".join(told))
    return True


async def _tell_certificate(workspace: Workspace, exchange: Exchange, tell: Tell, now: datetime) -> None:
    """Whose certificate it was, and until when, where that is why nothing was sent."""
    failure, profile = exchange.failure, workspace.profile
    if failure is None or failure.kind is not FailureKind.TLS or profile.proxy not in ("", NO_PROXY):
        return
    from cloudflow_tui.transport.auth import origin_of
    from cloudflow_tui.transport.peer import certificate_at

    _, host, port = origin_of(profile.url)
    seen = await certificate_at(host, port, profile.connect_timeout_s or profile.timeout_s)
    if seen is None:
        return
    told = [f"it is of {seen.signers}"] if seen.signers else []
    if seen.hosts:
        told.append(f"for {', '.join(seen.hosts[:5])}")
    if seen.begins_at is not None and seen.begins_at > now:
        told.append(f"valid from {seen.begins_at:%Y-%m-%d} on")
    if seen.ends_at is not None:
        verb = "ended" if seen.ends_at <= now else "ends"
        told.append(f"{verb} {seen.ends_at:%Y-%m-%d}")
    tell("seen", "look", "; ".join(told))


def _tell_version(workspace: Workspace, exchange: Exchange, version: str, tell: Tell) -> None:
    if exchange.status == 200 and version:
        tell("version", "good", f"CloudFlow {version}")
        return
    explanation = workspace.explain(workspace.masked(exchange))
    words = " ".join(
        (f"{explanation.title}:", explanation.meaning, *explanation.hints, *explanation.next_steps)
    )
    is_bad = exchange.status == 401 or _is_page(exchange)
    name = "login" if exchange.status == 401 else "version"
    more = _password_words(workspace, exchange) or (_PAGE_WORDS if _is_page(exchange) else "")
    tell(name, "bad" if is_bad else "look", words + more)


_PAGE_WORDS = (
    " No Control Panel answered: something on the way may have, such as the sign-in page of a network or a "
    "proxy, or this is the address of another site."
)


def _is_page(exchange: Exchange) -> bool:
    """Whether a success is a web page."""
    kind = exchange.response.header("content-type") if exchange.response is not None else ""
    return exchange.status == 200 and "html" in kind.lower()


def _password_words(workspace: Workspace, exchange: Exchange) -> str:
    """What else a 401 may mean for a password; nothing is tried by itself."""
    if exchange.status != 401 or not workspace.profile.login:
        return ""
    if workspace.profile.login_kind == "api_key":
        return " The key may have been removed, or belong to another account."
    return (
        " A Control Panel may refuse passwords for the API altogether: an API key with "
        "the account's e-mail is the recommended way (cloudflow-tui profile use-key)."
    )


async def _tell_user(workspace: Workspace, tell: Tell) -> Rights:
    try:
        rights = await ask_rights(workspace)
    except CloudFlowError as error:
        tell("user", "look", str(error))
        return NOT_KNOWN
    if not rights.login:
        tell("user", "look", rights.words)
        return rights
    kind = "API key" if workspace.profile.login_kind == "api_key" else "password"
    tell("user", "good", f"{rights.login}, with {'an' if kind == 'API key' else 'a'} {kind}")
    roles = ", ".join(rights.roles) or "no role that can be read"
    if not rights.is_known:
        tell("rights", "look", f"{roles}; {rights.words}")
        return rights
    count = len(refused(rights, workspace.catalog.endpoints))
    total = len(workspace.catalog.endpoints)
    tell(
        "rights",
        "good",
        f"{roles}; {total - count:,} of {total:,} calls may work, {count:,} will likely answer 403",
    )
    return rights
