"""The one object of both fronts: made of parts that come when they are needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cloudflow_tui import Workspace
from cloudflow_tui.errors import ConfigError, HistoryError, UnknownParameterError
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from tests.factories import make_exchange, make_request
from tests.workspace.conftest import SECRET

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress


def test_opening_touches_no_disk(profile: Profile, home: Path) -> None:
    workspace = Workspace.open(profile)
    assert workspace.profile is profile
    assert workspace.validate(workspace.draft("users.list")) == []
    workspace.close()
    assert not home.exists()


def test_a_profile_by_name(home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "profiles.toml").write_text('[profiles.lab]\nurl = "cp.example.net"\n')
    assert Workspace.open("lab").profile.url == "https://cp.example.net"
    with pytest.raises(ConfigError, match="lba"):
        Workspace.open("lba")


def test_values_of_a_draft_are_checked(profile: Profile) -> None:
    workspace = Workspace.open(profile)
    assert workspace.draft("users.create", login="zaza").values("body") == {"login": "zaza"}
    with pytest.raises(UnknownParameterError) as caught:
        workspace.draft("users.create", logn="zaza")
    assert "login" in caught.value.nearest


def test_the_wire_shows_what_would_go_out(profile: Profile) -> None:
    workspace = Workspace.open(replace(profile, url="https://cp.example.net"))
    wire = workspace.wire(workspace.draft("users.create", login="zaza", password="hunter2-x"))
    assert wire.startswith("POST /users.json HTTP/1.1")
    assert "Host: cp.example.net" in wire
    assert '"login"' in wire
    assert "hunter2-x" not in wire


def test_a_secret_that_is_nowhere(profile: Profile) -> None:
    workspace = Workspace.open(profile, environ={})
    with pytest.raises(ConfigError, match="LAB_SECRET"):
        workspace.connect()


def test_a_secret_may_be_asked_for(profile: Profile) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return SECRET

    workspace = Workspace.open(replace(profile, secret=SecretPlace("prompt")), prompt=answer)
    workspace.connect()
    workspace.connect()
    assert len(asked) == 1


async def test_no_login_asks_for_nothing(profile: Profile) -> None:
    workspace = Workspace.open(replace(profile, login="", secret=SecretPlace("prompt")))
    exchange = await workspace.send(workspace.draft("users.list"))
    await workspace.aclose()
    assert exchange.status == 200


async def test_the_version_is_learnt(workspace: Workspace) -> None:
    assert workspace.version == ""
    assert await workspace.ask_version() == "6.7.0-12"
    assert workspace.version == "6.7.0-12"


async def test_an_answer_without_a_version_teaches_nothing(workspace: Workspace) -> None:
    workspace.version = "6.5"
    assert workspace.learn_version(await workspace.send(workspace.draft("users.list"))) == "6.5"


async def test_a_draft_comes_back_from_the_history(workspace: Workspace) -> None:
    draft = workspace.draft("users.create", login="zaza", password="hunter2-x", format="xml")
    draft.headers.append(("X-Mine", "1"))
    workspace.profile = replace(workspace.profile, url="https://nonexistent.invalid")
    exchange = await workspace.send(draft, anyway=True)
    again = workspace.redraft(exchange.number)
    assert again is not None
    assert (again.endpoint.id, again.format) == ("users.create", "xml")
    assert again.values("body") == {"login": "zaza"}
    assert again.headers == [("X-Mine", "1")]


async def test_a_draft_of_an_unknown_call_comes_back(workspace: Workspace) -> None:
    draft = workspace.draft_call("GET", "/odd/thing?x=1")
    exchange = await workspace.send(draft)
    again = workspace.redraft(exchange.number)
    assert again is not None
    assert workspace.build(again).url == exchange.request.url


async def test_a_draft_of_an_endpoint_that_is_gone_comes_back_as_a_call(workspace: Workspace) -> None:
    number = workspace.history.begin(
        make_request(endpoint_id="gone.list"),
        profile_name="lab",
        login="ann",
        started_at=make_exchange().timing.started_at,
        draft_json='{"endpoint_id": "gone.list", "method": "GET", "path_template": "/gone"}',
    )
    again = workspace.redraft(number)
    assert again is not None
    assert (again.endpoint.id, again.endpoint.path) == ("", "/gone")
    assert workspace.explain(workspace.history.get(number)).title


def test_what_came_from_no_draft_has_none(workspace: Workspace) -> None:
    number = workspace.history.begin(
        make_request(), profile_name="lab", login="ann", started_at=make_exchange().timing.started_at
    )
    assert workspace.redraft(number) is None
    with pytest.raises(HistoryError):
        workspace.redraft(number + 1)


def test_a_damaged_history_is_told_also_after_closing(workspace: Workspace) -> None:
    file = workspace.paths.history_file
    file.parent.mkdir(parents=True)
    file.write_bytes(b"nonsense" * 1000)
    assert workspace.history.rows() == []
    assert "was damaged" in workspace.warning
    workspace.close()
    assert "was damaged" in workspace.warning


async def test_closing_twice_does_no_harm(workspace: Workspace) -> None:
    await workspace.send(workspace.draft("users.list"))
    await workspace.aclose()
    await workspace.aclose()
    workspace.close()


async def test_a_demo_brings_its_own_sandbox(home: Path) -> None:
    environ = {"CLOUDFLOW_HOME": str(home)}
    async with Workspace.open(demo=True, starts_at_once=False, paths=app_paths(environ)) as workspace:
        assert workspace.is_demo
        assert workspace.profile.url == ""
        exchange = await workspace.send(workspace.draft("users.list"))
        assert exchange.status == 200
        assert workspace.profile.url.startswith("http://127.0.0.1:")
        assert workspace.explain(exchange).title == "200 OK"


async def test_a_422_is_explained_by_field(sandbox: SandboxAddress) -> None:
    profile = Profile("box", sandbox.url, login=sandbox.login, secret=SecretPlace("env", "BOX"))
    async with Workspace.open(profile, paths=app_paths(), environ={"BOX": sandbox.password}) as workspace:
        exchange = await workspace.send(workspace.draft("users.create", login="zaza"), anyway=True)
        assert exchange.status == 422
        fields = {error.field for error in workspace.explain(exchange).field_errors}
        assert {"email", "password"} <= fields
        assert "refused" in workspace.history.rows()[0].what_happened
