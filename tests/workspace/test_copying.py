"""Snippets of every kind are run against the sandbox and get the answer that the console gets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cloudflow_tui import Draft, Workspace
from cloudflow_tui.document import to_data
from cloudflow_tui.interchange.masked_call import PASSWORD_VARIABLE
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.workspace.copying import copy_of

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress

RUNNERS = {
    "curl": ["bash", "-c"],
    "httpie": ["bash", "-c"],
    "python": [sys.executable, "-c"],
    "php": ["php", "-r"],
    "ruby": ["ruby", "-e"],
    "guide-json": ["bash", "-c"],
    "guide-xml": ["bash", "-c"],
}
NEEDED = {"httpie": "http", "curl": "curl", "guide-json": "curl", "guide-xml": "curl"}
NASTY = "o'br\"ien \\ $HOME `id` #{1} €\n\\n; é & <b>"


@pytest.fixture
async def on_box(sandbox: SandboxAddress) -> AsyncIterator[Workspace]:
    profile = Profile("box", sandbox.url, login=sandbox.login, secret=SecretPlace("env", "BOX"))
    async with Workspace.open(profile, paths=app_paths(), environ={"BOX": sandbox.password}) as opened:
        yield opened


def runs(form: str) -> None:
    program = NEEDED.get(form, RUNNERS[form][0])
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    if form == "php":
        done = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True)
        if "curl" not in done.stdout.split():
            pytest.skip("php has no curl extension")


def run(form: str, text: str, password: str, home: Path) -> str:
    environ = {**os.environ, PASSWORD_VARIABLE: password, "HOME": str(home), "LANG": "C.UTF-8"}
    if form == "php":
        text = text.removeprefix("<?php")
    if form.startswith("guide"):
        # The guide's example asks for the password; nobody is there to be asked.
        text = text.replace("-u admin", f'-u "admin:${PASSWORD_VARIABLE}"').replace("curl -i", "curl -s")
    done = subprocess.run(
        [*RUNNERS[form], text], capture_output=True, text=True, env=environ, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def drafts(workspace: Workspace, form: str) -> list[Draft]:
    """A read with brackets in its query, one in XML, a write, and one with a nasty text."""
    search = workspace.draft("users.list", format="json", per_page=3, page=1)
    search.extra_query.append(("period[startdate]", "2026-03-01 09:15:00"))
    search.headers.append(("X-Mine", "=a 'b' \"c\" $HOME"))
    show = workspace.draft("users.get", format="xml", user_id=1)
    edit = workspace.draft("user_groups.update", user_group_id=1, label=f"made by {form}")
    nasty = workspace.draft("user_groups.update", user_group_id=1, label=NASTY)
    return [search, show, edit, nasty]


@pytest.mark.parametrize("form", RUNNERS)
async def test_a_snippet_gets_the_answer_of_the_console(
    form: str, on_box: Workspace, sandbox: SandboxAddress, home: Path
) -> None:
    runs(form)
    for draft in drafts(on_box, form):
        if form.startswith("guide"):
            draft.format = "json" if form == "guide-json" else "xml"
        text = copy_of(on_box, draft, form)
        assert sandbox.password not in text
        said = run(form, text, sandbox.password, home)
        exchange = await on_box.send(draft, anyway=True)
        assert exchange.response is not None
        expected = exchange.response.body.read().decode()
        if draft.endpoint.effect == "read":
            assert said.strip() == expected.strip()
        else:
            shown = await on_box.send(on_box.draft("user_groups.get", format="json", user_group_id=1))
            assert shown.response is not None
            data = to_data(shown.response.body, "application/json")
            assert json.dumps(data, ensure_ascii=False).count(
                json.dumps(draft.text("label"), ensure_ascii=False)
            )
            assert said.strip() == expected.strip()


@pytest.mark.parametrize("form", RUNNERS)
def test_a_secret_is_masked_in_every_form(form: str) -> None:
    workspace = Workspace.open(
        Profile("box", "http://127.0.0.1:1", login="admin"), paths=app_paths(), environ={}
    )
    draft = workspace.draft("users.create", login="zaza", password="hunter2-secret")
    draft.headers.append(("Authorization", "Bearer hunter3-secret"))
    text = copy_of(workspace, draft, form)
    assert "hunter" not in text
    assert "zaza" in text
    assert PASSWORD_VARIABLE not in text
