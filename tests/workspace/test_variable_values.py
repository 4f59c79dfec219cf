"""What variables stand for: profile, environment, user and earlier answers; secrets stay masked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cloudflow_tui import Workspace
from cloudflow_tui.errors import InvalidDraftError
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress


@pytest.fixture
async def on_box(sandbox: SandboxAddress) -> AsyncIterator[Workspace]:
    profile = Profile("box", sandbox.url, login=sandbox.login, secret=SecretPlace("env", "BOX"))
    profile = replace(profile, variables=(("who", "1"),))
    environ = {"BOX": sandbox.password, "ZONE": "5", "NEW_PASSWORD": "hunter2-secret"}
    async with Workspace.open(profile, paths=app_paths(), environ=environ) as opened:
        yield opened


async def test_profile_environment_and_user(on_box: Workspace) -> None:
    find = on_box.variables.find
    assert (find("who").value, find("who").origin) == ("1", "the profile")
    assert (find("env:ZONE").value, find("env:ZONE").is_secret) == ("5", False)
    assert find("env:NEW_PASSWORD").is_secret
    assert find("nobody").origin == "the profile box has no variable nobody"
    draft = on_box.draft("users.get", user_id="${ask:Which user}")
    assert on_box.variables.questions(draft) == ["Which user"]
    on_box.variables.answer("Which user", "3")
    assert on_box.variables.questions(draft) == []
    assert on_box.build(draft).url.endswith("/users/3.json")


async def test_an_earlier_answer(on_box: Workspace) -> None:
    draft = on_box.draft("users.get", user_id="${response:users.list.0.user.id}")
    assert on_box.variables.find("response:users.list.0.user.id").origin == "nothing was sent yet"
    with pytest.raises(InvalidDraftError, match="which nothing gives"):
        await on_box.send(draft)
    await on_box.send(on_box.draft("users.list", format="json"))
    exchange = await on_box.send(draft)
    assert exchange.request.url.endswith("/users/1.json")
    login = on_box.variables.find("response:users.get.user.login")
    assert (login.value, login.origin) == ("admin", "#2")
    assert on_box.variables.find("response:users.get.login").value == "admin"
    assert on_box.variables.find("response:users.get.user.nothing").value is None
    assert on_box.variables.find("response:users.create.user.id").value is None


async def test_a_secret_is_sent_and_never_shown_or_stored(on_box: Workspace) -> None:
    draft = on_box.draft("users.create", login="zoe.var", email="zoe.var@example.net")
    draft.set("password", "${env:NEW_PASSWORD}")
    draft.set("first_name", "x${env:NEW_PASSWORD}x")
    assert [one for one in on_box.validate(draft) if one.blocks] == []
    assert b"hunter2-secret" in on_box.build(draft).body
    assert "hunter2" not in on_box.wire(draft) + on_box.curl(draft) + on_box.command(draft)
    exchange = await on_box.send(draft)
    stored = on_box.history.get(exchange.number)
    assert b"hunter2" not in stored.request.body
    assert "hunter2" not in repr(stored) + on_box.history.draft_json(exchange.number)
