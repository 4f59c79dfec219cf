"""A draft as text to hand on: the command line of this program that sends it. Secrets become a variable."""

from __future__ import annotations

import json
import shlex
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.redact import Redactor, is_secret_header, is_secret_name
from cloudflow_tui.redact.names import is_placeholder
from cloudflow_tui.request.secrets import secret_values

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft
    from cloudflow_tui.request.values import Value

SECRET_PLACE = '"$SECRET"'
"""Stands for the value of a secret; whoever runs the line sets the variable."""


def command_of(draft: Draft, profile: Profile, *, is_demo: bool) -> str:
    """The `cloudflow-tui send` line of a draft, to be pasted into a shell.

    A body of the user's own is read from stdin.
    """
    endpoint = draft.endpoint
    secrets = frozenset(one for one in secret_values(draft) if not is_placeholder(one))
    words = ["cloudflow-tui", "send"]
    words += [endpoint.id] if endpoint.id else [endpoint.method, shlex.quote(endpoint.path)]
    words += _values(draft, secrets)
    for name, value in draft.extra_query:
        words += [
            "--query",
            _pair(f"{name}=", value, is_secret=_is_secret(value, secrets, is_named=is_secret_name(name))),
        ]
    for name, value in draft.headers:
        words += [
            "--header",
            _pair(f"{name}: ", value, is_secret=_is_secret(value, secrets, is_named=is_secret_header(name))),
        ]
    if draft.raw_body is not None:
        words += ["--body", "-"]
    if draft.timeout_s is not None:
        words += ["--timeout", f"{draft.timeout_s:g}"]
    if not draft.has_suffix:
        words.append("--no-suffix")
    if draft.follow_redirects:
        words.append("--follow")
    if draft.body_encoding != "utf-8":
        words += ["--encoding", draft.body_encoding]
    if draft.format != profile.format:
        words += ["--format", draft.format]
    words += ["--demo"] if is_demo else ["--profile", shlex.quote(profile.name)]
    return " ".join(words)


def _values(draft: Draft, secrets: Collection[str]) -> Iterator[str]:
    redactor = Redactor(secrets)
    for name, value in draft.items():
        if isinstance(value, str):
            # A value that begins with @ would be read as the name of a file.
            if value.startswith("@") and value not in secrets:
                yield shlex.quote(f"{name}:={_plain(value)}")
            else:
                yield _pair(f"{name}=", value, is_secret=value in secrets)
        elif _plain(value) in secrets:
            yield f"{shlex.quote(f'{name}=')}{SECRET_PLACE}"
        else:
            masked = redactor.body(_plain(value).encode(), "application/json").decode()
            yield shlex.quote(f"{name}:={masked}")


def _is_secret(value: str, secrets: Collection[str], *, is_named: bool) -> bool:
    return value in secrets or (is_named and not is_placeholder(value.strip()))


def _pair(head: str, text: str, *, is_secret: bool) -> str:
    return f"{shlex.quote(head)}{SECRET_PLACE}" if is_secret and text else shlex.quote(head + text)


def _plain(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
