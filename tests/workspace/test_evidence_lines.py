"""Evidence gathered for a front, on the sandbox: who has a taken value, what may be read, what it told."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.request import Draft
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.evidence import Evidence
from cloudflow_tui.workspace.evidence_lines import Gathered, line_of


@pytest.fixture
async def workspace(sandbox: SandboxAddress, home: Path) -> AsyncIterator[Workspace]:
    environ = {"CLOUDFLOW_HOME": str(home), "PW": sandbox.password}
    profile = Profile("lab", sandbox.url, login=sandbox.login, secret=SecretPlace("env", "PW"))
    async with Workspace.open(profile, paths=app_paths(environ), environ=environ) as opened:
        yield opened


def new_user(workspace: Workspace, login: str, email: str) -> Draft:
    return workspace.draft("users.create", login=login, email=email, password="a-good-secret-7")


async def test_the_object_that_has_a_taken_value_is_named(workspace: Workspace) -> None:
    login = f"zaza{uuid.uuid4().hex[:8]}"
    made = await workspace.send(new_user(workspace, login, f"{login}@example.net"))
    assert made.status == 201
    draft = new_user(workspace, f"{login}x", f"{login}@example.net")
    refused = await workspace.send(draft)
    assert refused.status == 422
    lines = Gathered.of(workspace, refused, draft).lines
    assert lines[0].startswith(f"Seen: #{made.number} user ")
    assert f"({login}) has this email" in lines[0]


async def test_a_secret_is_not_looked_for(workspace: Workspace) -> None:
    draft = new_user(workspace, "", "")
    refused = await workspace.send(draft, anyway=True)
    assert refused.status == 422
    assert not any("password" in line for line in Gathered.of(workspace, refused, draft).lines)


async def test_a_read_is_proposed_and_then_tells(workspace: Workspace) -> None:
    draft = workspace.draft_call("GET", "/virtual_machines/99999/disks")
    missing = await workspace.send(draft)
    assert missing.status == 404
    gathered = Gathered.of(workspace, missing, draft)
    assert any("catalog knows the address" in line and line.endswith("(catalog)") for line in gathered.lines)
    wanted = "Read /virtual_machines/99999 to see whether it exists?"
    told = await gathered.after_reading(workspace, gathered.questions.index(wanted))
    assert "does not exist" in told.lines[0]
    assert told.lines[0].startswith("Seen: #")
    assert len(told.questions) == len(gathered.questions) - 1


def test_every_line_says_how_it_is_known() -> None:
    assert line_of(Evidence("It was there.", "history", 7)) == "Seen: #7 It was there."
    assert line_of(Evidence("It may have arrived.", "exchange")) == "It may have arrived. (exchange)"
