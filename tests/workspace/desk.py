"""A help desk for tests: who brings situations about in a sandbox, and who runs into them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cloudflow_tui.diagnosis import Explanation
from cloudflow_tui.exchange import Exchange
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.evidence_lines import Gathered

PASSWORD = "Geheim-2026x"


@dataclass
class Desk:
    """An administrator who brings situations about, and a customer who runs into them."""

    cloud: SandboxAddress
    home: Path
    root: Workspace
    bob_id: int = 0
    server_id: int = 0
    opened: list[Workspace] = field(default_factory=list)

    def caller(
        self, login: str = "bob", secret: str = PASSWORD, url: str = "", version: str = ""
    ) -> Workspace:
        profile = Profile("lab", url or self.cloud.url, login=login, api_version=version)
        environ = {"CLOUDFLOW_HOME": str(self.home)}
        made = Workspace(profile, paths=app_paths(environ), environ=environ, secret=secret)
        self.opened.append(made)
        return made

    async def said(
        self, workspace: Workspace, method: str, path: str, timeout_s: float = 0, **values: object
    ) -> Said:
        """Make a call and say all that is known of it."""
        if "/" in path:
            draft = workspace.draft_call(method, path, format="json", given=values)
        else:
            draft = workspace.draft(path, format="json")
        draft.has_suffix = not path.startswith("/_sandbox")
        for name, value in values.items():
            draft.set(name, value)
        draft.timeout_s = timeout_s or draft.timeout_s
        exchange = await workspace.send(draft, anyway=True, confirmed=True)
        gathered = Gathered.of(workspace, exchange, draft)
        return Said(workspace, exchange, workspace.explain(exchange), gathered)

    async def scenario(self, name: str) -> None:
        assert (await self.said(self.root, "POST", f"/_sandbox/scenarios/{name}")).exchange.status == 201


@dataclass(repr=False)
class Said:
    """What is said of one call."""

    workspace: Workspace
    exchange: Exchange
    explanation: Explanation
    gathered: Gathered

    def __contains__(self, words: object) -> bool:
        assert isinstance(words, str)
        return words in self.text

    @property
    def text(self) -> str:
        told = self.explanation
        fields = [f"{one.parameter}: {one.message}" for one in told.field_errors]
        lines = [told.title, told.meaning, *fields, *told.hints, *told.next_steps, *self.gathered.lines]
        return "\n".join([*lines, *self.gathered.questions])

    @property
    def data(self) -> Any:
        assert self.exchange.response is not None
        return json.loads(self.exchange.response.body.read(10_000_000))

    async def after(self, purpose: str) -> Gathered:
        """The evidence after the read of this purpose, which the user agreed to."""
        [index] = [at for at, read in enumerate(self.gathered.reads) if read.purpose == purpose]
        return await self.gathered.after_reading(self.workspace, index)
