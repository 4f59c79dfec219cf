"""The name of the object that a call is about, read from the server, with what it was seen in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cloudflow_tui import Workspace
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.workspace.naming import ObjectName, name_of_object
from tests.transport.nasty_server import nasty_server, says, whole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from cloudflow_tui.sandbox.process import SandboxAddress


@pytest.fixture
async def on_box(sandbox: SandboxAddress) -> AsyncIterator[Workspace]:
    profile = Profile("box", sandbox.url, login=sandbox.login, secret=SecretPlace("env", "BOX"))
    async with Workspace.open(profile, paths=app_paths(), environ={"BOX": sandbox.password}) as opened:
        yield opened


async def test_the_name_is_read_and_its_evidence_told(on_box: Workspace) -> None:
    name = await name_of_object(on_box, on_box.draft("users.delete", user_id=1))
    assert name == ObjectName("/users/1", "admin", "login", " 1, admin", "#1 login of 1 is admin")
    (row,) = on_box.history.rows()
    assert (row.method, row.path) == ("GET", "/users/1.json")


async def test_an_unknown_object_keeps_its_id(on_box: Workspace) -> None:
    name = await name_of_object(on_box, on_box.draft("users.delete", user_id=999_999))
    assert name == ObjectName("/users/999999", "999999", "id", " 999999")


async def test_a_call_without_id_asks_for_a_yes(on_box: Workspace) -> None:
    name = await name_of_object(on_box, on_box.draft_call("DELETE", "/odd/things"))
    assert (name.path, name.typed) == ("/odd/things", "yes")
    assert on_box.history.count() == 0


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        ({"user": {"id": 17, "login": "ann", "label": "x"}}, "ann"),
        ({"user": {"id": 17, "login": "", "label": "web 1"}}, "web 1"),
        ({"id": 17, "name": "bare"}, "bare"),
        ({"user": {"login": "\x1b[2J"}}, "17"),
        ({"user": {"login": 5}}, "17"),
        ([1], "17"),
    ],
)
async def test_only_a_printable_name_is_taken(body: object, typed: str) -> None:
    answer = says(whole(json.dumps(body).encode()))
    async with (
        nasty_server(routes={"/users/17.json": answer}) as server,
        Workspace.open(Profile("lab", server.url)) as workspace,
    ):
        name = await name_of_object(workspace, workspace.draft("users.delete", user_id=17))
    assert name.typed == typed


async def test_no_server_keeps_the_id() -> None:
    async with Workspace.open(Profile("lab", "https://nonexistent.invalid")) as workspace:
        name = await name_of_object(workspace, workspace.draft("users.delete", user_id=17))
    assert name.typed == "17"
