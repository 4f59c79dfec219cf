"""The command line of a draft: whoever pastes it sends the same, and finds no secret in it."""

from __future__ import annotations

import shlex

import pytest

from cloudflow_tui import Draft, Workspace
from cloudflow_tui.paths import app_paths
from cloudflow_tui.workspace.handover import command_of
from tests.factories import make_profile

SECRET = "hunter2-x"
PROFILE = make_profile(name="my lab")


@pytest.fixture
def workspace() -> Workspace:
    return Workspace.open(PROFILE, paths=app_paths())


def command(draft: Draft) -> str:
    return command_of(draft, PROFILE, is_demo=False)


def test_an_endpoint_with_values(workspace: Workspace) -> None:
    draft = workspace.draft("users.create", login="zaza", first_name="Zoë d'Este", last_name="@file")
    draft.headers.append(("X-Mine", "a b"))
    draft.extra_query.append(("odd", "1&2"))
    assert shlex.split(command(draft)) == [
        "cloudflow-tui",
        "send",
        "users.create",
        "login=zaza",
        "first_name=Zoë d'Este",
        'last_name:="@file"',
        "--query",
        "odd=1&2",
        "--header",
        "X-Mine: a b",
        "--profile",
        "my lab",
    ]


def test_typed_values_and_format(workspace: Workspace) -> None:
    draft = workspace.draft("users.delete", user_id=17, format="xml")
    draft.set("force", 1)
    words = shlex.split(command(draft))
    assert "user_id:=17" in words
    assert words[words.index("--format") + 1] == "xml"


def test_a_call_without_endpoint_and_the_demo(workspace: Workspace) -> None:
    draft = workspace.draft_call("GET", "/odd/thing")
    assert command_of(draft, PROFILE, is_demo=True) == "cloudflow-tui send GET /odd/thing --demo"


def test_secrets_become_a_variable(workspace: Workspace) -> None:
    draft = workspace.draft("users.create", login="zaza", password=SECRET)
    draft.headers.append(("Authorization", f"Bearer {SECRET}"))
    draft.extra_query.append(("api_key", SECRET))
    line = command(draft)
    assert SECRET not in line
    for part in ('password="$SECRET"', '"$SECRET"', "--header", "--query"):
        assert part in line
    assert shlex.split(line)[4] == "password=$SECRET"


def test_a_body_of_ones_own_comes_from_stdin(workspace: Workspace) -> None:
    draft = workspace.draft("users.create")
    draft.raw_body = '{"user":{"password":"%s"}}' % SECRET  # noqa: UP031  # braces
    words = shlex.split(command(draft))
    assert words[words.index("--body") + 1] == "-"
    assert SECRET not in command(draft)


def test_options_of_one_request(workspace: Workspace) -> None:
    draft = workspace.draft("users.list")
    draft.timeout_s, draft.has_suffix = 2.5, False
    assert shlex.split(command(draft))[3:6] == ["--timeout", "2.5", "--no-suffix"]


def test_a_variable_stands_as_it_is(workspace: Workspace) -> None:
    draft = workspace.draft("users.create", login="zaza", password="${pw}")
    draft.headers.append(("Authorization", "Bearer ${pw}"))
    assert shlex.split(command(draft))[4:7] == ["password=${pw}", "--header", "Authorization: Bearer ${pw}"]
