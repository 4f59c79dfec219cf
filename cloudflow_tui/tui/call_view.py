"""What the header and the call bar say of a workspace and a draft. Words only; no widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cloudflow_tui.tui.widgets.callbar import Call
from cloudflow_tui.tui.widgets.header import Place

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft, Problem
    from cloudflow_tui.workspace import Workspace

COLOUR_INKS = {
    "red": "danger",
    "amber": "status-4xx",
    "green": "status-2xx",
    "blue": "accent",
    "violet": "method-put",
    "grey": "text-muted",
}
"""Colour of a profile → theme variable."""
NAMED = 4
"""How many parameters a sentence names; the form marks all of them."""
CLIENT_ONLY = "seen in published clients, not in the guide"


def place_of(workspace: Workspace) -> Place:
    """Where requests of this workspace go."""
    profile = workspace.profile
    key = " (API key)" if profile.login_kind == "api_key" and profile.login else ""
    address = profile.url or ("starting the sandbox" if workspace.is_demo else "")
    return Place(
        profile=profile.name,
        address=address,
        login=f"{profile.login}{key}",
        version=short_version(workspace.version),
        safety=safety_words(profile),
        short_safety="read-only" if profile.is_read_only else "sandbox" if profile.is_sandbox else "writes",
        is_production=profile.is_production,
        is_read_only=profile.is_read_only,
        colour_ink=COLOUR_INKS.get(profile.colour, "") if not profile.is_production else "",
        is_unchecked=not profile.verify_tls and profile.url.startswith("https:"),
    )


def short_version(version: str) -> str:
    """`6.7` of `6.7.0-12`."""
    return ".".join(version.split("-")[0].split(".")[:2])


def safety_words(profile: Profile) -> str:
    """What may be done, in words."""
    if profile.is_read_only:
        return "" if profile.is_production else "read-only"
    if profile.is_sandbox:
        return "sandbox, writes allowed"
    if profile.confirm_change:
        return "writes allowed, every change asks"
    if profile.confirm_destroy or profile.is_production:
        return "writes allowed, destroy asks"
    return "writes allowed, destroy does not ask"


def call_of(draft: Draft, problems: Sequence[Problem], *, is_sending: bool) -> Call:
    """What the call bar shows of a draft."""
    endpoint = draft.endpoint
    blocking = [problem for problem in problems if problem.blocks]
    missing = sum(problem.kind == "missing" for problem in blocking)
    is_unsure = endpoint.basis == "client"
    return Call(
        method=endpoint.method,
        path=tuple(_path_parts(draft)),
        suffix=f".{draft.format}" if draft.has_suffix else "",
        title=endpoint.title,
        summary=endpoint.summary,
        basis=f"≈ {CLIENT_ONLY if endpoint.id else 'not in the catalog'}" if is_unsure else "guide",
        is_unsure=is_unsure,
        format=draft.format.upper(),
        missing=missing,
        wrong=len(blocking) - missing,
        is_sending=is_sending,
    )


def _path_parts(draft: Draft) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    for part in draft.endpoint.path.split("/")[1:]:
        text, is_missing = part, False
        if part.startswith(":"):
            value = draft.text(part[1:], place="path")
            text, is_missing = value or part, not value
        parts += [("/", False), (text, is_missing)]
    return parts


def missing_sentence(problems: Sequence[Problem]) -> str:
    """Why a draft was not sent, and that it can be sent anyway; names as many as one line takes."""
    missing = [problem.parameter for problem in problems if problem.kind == "missing"]
    wrong = [problem.parameter or problem.message for problem in problems if problem.kind != "missing"]
    sentences = []
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        sentences.append(f"{len(missing)} required {verb} missing: {_some(missing)}.")
    if wrong:
        sentences.append(f"Not right: {_some(wrong).rstrip('.')}.")
    return f"{' '.join(sentences)} Send anyway: ctrl+r again"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return f"{shown} and {len(names) - NAMED} more" if len(names) > NAMED else shown


def rights_sentence(workspace: Workspace, draft: Draft) -> str:
    """That a call will likely answer 403, and for want of what; "" when nothing is known of that."""
    missing = workspace.rights.missing(draft.endpoint)
    who = workspace.rights.login
    return f"Will likely answer 403: {who} does not have the permission {missing}." if missing else ""
