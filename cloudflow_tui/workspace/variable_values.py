"""Where the values of variables come from: profile, environment, the user, earlier answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.redact.names import is_secret_name
from cloudflow_tui.workspace.object_columns import cell_of
from cloudflow_tui.workspace.reading import data_of
from cloudflow_tui.workspace.variables import Found, variables_in

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

_LOOKED_BACK: Final = 50


class VariableValues:
    """The variables of one workspace.

    Args:
        environ: Environment variables, read only.
    """

    def __init__(self, workspace: Workspace, environ: Mapping[str, str]) -> None:
        self._workspace = workspace
        self._environ = environ
        self._answers: dict[str, str] = {}
        self._data: dict[int, Any] = {}

    def find(self, name: str) -> Found:
        """What a variable stands for now."""
        kind, sign, rest = name.partition(":")
        if not sign:
            return self._of_profile(name)
        if kind == "env":
            value = self._environ.get(rest)
            origin = "the environment" if value is not None else f"the environment has no {rest}"
            return Found(name, value, origin, is_secret_name(rest))
        if kind == "ask":
            answer = self._answers.get(rest.strip())
            origin = "your answer" if answer is not None else "nobody was asked yet"
            return Found(name, answer, origin, is_secret_name(rest.strip()))
        return self._of_answer(name, rest)

    def questions(self, draft: Draft) -> list[str]:
        """What the user has to be asked before the draft can be sent, each once."""
        texts = [text for pair in (*draft.headers, *draft.extra_query) for text in pair[1:]]
        texts += [draft.raw_body or "", *(str(value) for _, value in draft.items())]
        asked = [
            name.partition(":")[2].strip()
            for text in texts
            for name in variables_in(text)
            if name.startswith("ask:")
        ]
        return [one for one in dict.fromkeys(asked) if one not in self._answers]

    def answer(self, question: str, text: str) -> None:
        """Keep an answer of the user, in memory only."""
        self._answers[question.strip()] = text

    def _of_profile(self, name: str) -> Found:
        profile = self._workspace.profile
        for known, value in profile.variables:
            if known == name:
                return Found(name, value, "the profile", is_secret_name(name))
        return Found(name, None, f"the profile {profile.name} has no variable {name}")

    def _of_answer(self, name: str, rest: str) -> Found:
        """`users.create.user.id`: an endpoint, and the way into its answer."""
        words = rest.split(".")
        endpoint_id, steps = ".".join(words[:2]), words[2:]
        secret = bool(steps) and is_secret_name(steps[-1])
        if not self._workspace.has_history:
            return Found(name, None, "nothing was sent yet")
        try:
            rows = self._workspace.history.rows(limit=_LOOKED_BACK, endpoint_id=endpoint_id)
            own = self._workspace.profile.name
            row = next(
                (one for one in rows if one.profile_name == own and one.status in (200, 201, 202)), None
            )
            if row is None:
                return Found(name, None, f"the history has no good answer of {endpoint_id}")
            if row.number not in self._data:
                self._data = {row.number: data_of(self._workspace.history.get(row.number))}
        except CloudFlowError as error:
            return Found(name, None, str(error).rstrip("."))
        value = cell_of(_within(self._data[row.number], steps))
        if not value:
            return Found(name, None, f"the answer #{row.number} has no {'.'.join(steps) or 'plain value'}")
        return Found(name, value, f"#{row.number}", secret)


def _within(data: Any, steps: list[str]) -> object:
    """The value that names and indexes lead to; a root that is left out is passed over."""
    for at, step in enumerate(steps):
        for word in re.findall(r"[^\[\]]+", step):
            if isinstance(data, list):
                data = data[int(word)] if word.isdecimal() and int(word) < len(data) else None
            elif isinstance(data, dict) and word in data:
                data = data[word]
            elif isinstance(data, dict) and len(data) == 1 and at == 0:
                return _within(next(iter(data.values())), steps)
            else:
                return None
    return data
