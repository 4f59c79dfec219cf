"""A draft as text to hand on: the command line of this program that sends it. Secrets become variables."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.redact import is_secret_name

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft
    from cloudflow_tui.request.values import Value

SECRET_PLACE = '"$SECRET"'
"""Stands for the value of a secret parameter; whoever runs the line sets the variable."""


def command_of(draft: Draft, profile: Profile, *, is_demo: bool) -> str:
    """The `cloudflow-tui send` line of a draft, to be pasted into a shell."""
    endpoint = draft.endpoint
    words = ["cloudflow-tui", "send"]
    words += [endpoint.id] if endpoint.id else [endpoint.method, shlex.quote(endpoint.path)]
    words += _values(draft)
    for name, value in draft.extra_query:
        words += ["--query", shlex.quote(f"{name}={value}")]
    for name, value in draft.headers:
        words += ["--header", shlex.quote(f"{name}: {value}")]
    if draft.format != profile.format:
        words += ["--format", draft.format]
    words += ["--demo"] if is_demo else ["--profile", shlex.quote(profile.name)]
    return " ".join(words)


def _values(draft: Draft) -> Iterator[str]:
    secret = {parameter.name for parameter in draft.endpoint.parameters if parameter.is_secret}
    for name, value in draft.items():
        if (name in secret or is_secret_name(name)) and value not in (None, ""):
            yield f"{shlex.quote(name)}={SECRET_PLACE}"
        else:
            yield shlex.quote(_word(name, value))


def _word(name: str, value: Value) -> str:
    if isinstance(value, str):
        # A value that begins with @ would be read as the name of a file.
        return f"{name}:={json.dumps(value, ensure_ascii=False)}" if value.startswith("@") else f"{name}={value}"
    return f"{name}:={json.dumps(value, ensure_ascii=False, default=str)}"
