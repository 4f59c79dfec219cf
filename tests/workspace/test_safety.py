"""What a profile forbids, decided before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import cloudflow_tui
from cloudflow_tui.catalog.models import Effect
from cloudflow_tui.errors import RefusedError
from cloudflow_tui.request import Draft
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.safety import (
    needs_confirmation,
    needs_name,
    refuse_disguise,
    refuse_unsafe,
    warns_of_plain_http,
)
from tests.factories import make_endpoint, make_profile
from tests.transport.nasty_server import NastyServer

READ_ONLY = replace(make_profile(name="prod-eu"), is_read_only=True)


@pytest.mark.parametrize(("effect", "does"), [("change", "changes things"), ("destroy", "destroys")])
def test_a_read_only_profile_refuses_all_but_reads(effect: Effect, does: str) -> None:
    endpoint = make_endpoint("users.unlock", "GET", effect=effect)
    with pytest.raises(RefusedError) as caught:
        refuse_unsafe(READ_ONLY, endpoint, is_confirmed=True)
    assert caught.value.message == f"Not sent: prod-eu is read-only and users.unlock {does}."
    assert caught.value.advice


def test_a_read_only_profile_lets_reads_pass_whatever_their_method() -> None:
    refuse_unsafe(READ_ONLY, make_endpoint("search", "POST", effect="read"), is_confirmed=False)


def test_a_destroy_must_be_confirmed() -> None:
    endpoint = make_endpoint("users.delete", "DELETE")
    assert needs_confirmation(make_profile(), endpoint)
    with pytest.raises(RefusedError, match="was not confirmed"):
        refuse_unsafe(make_profile(), endpoint, is_confirmed=False)
    refuse_unsafe(make_profile(), endpoint, is_confirmed=True)


def test_a_profile_may_do_without_the_question() -> None:
    profile = replace(make_profile(), confirm_destroy=False)
    endpoint = make_endpoint("users.delete", "DELETE")
    assert not needs_confirmation(profile, endpoint)
    refuse_unsafe(profile, endpoint, is_confirmed=False)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_else_is_asked(method: str) -> None:
    endpoint = make_endpoint("users.any", method)
    assert not needs_confirmation(make_profile(), endpoint)
    refuse_unsafe(make_profile(), endpoint, is_confirmed=False)


def test_a_call_without_id_is_named_by_method_and_path() -> None:
    with pytest.raises(RefusedError, match="DELETE /odd/things"):
        refuse_unsafe(make_profile(), make_endpoint("", "DELETE", "/odd/things"), is_confirmed=False)


@pytest.mark.parametrize(
    ("url", "warns"),
    [
        ("http://cp.example.net", True),
        ("http://10.0.0.1:8080", True),
        ("https://cp.example.net", False),
        ("http://localhost:3000", False),
        ("http://127.0.0.1", False),
        ("http://127.8.8.8", False),
        ("http://[::1]:3000", False),
    ],
)
def test_plain_http_to_a_foreign_host_warns(url: str, warns: bool) -> None:
    assert warns_of_plain_http(make_profile(url)) is warns


def test_production_always_asks_and_wants_the_name() -> None:
    production = replace(make_profile(), is_production=True, confirm_destroy=False)
    endpoint = make_endpoint("users.delete", "DELETE")
    assert needs_confirmation(production, endpoint)
    assert needs_name(production, endpoint)
    assert not needs_name(production, make_endpoint("users.create", "POST"))
    assert not needs_name(make_profile(), endpoint)


def test_a_profile_may_ask_before_every_change() -> None:
    careful = replace(make_profile(), confirm_change=True)
    with pytest.raises(RefusedError, match=r"users\.create changes things and was not confirmed"):
        refuse_unsafe(careful, make_endpoint("users.create", "POST"), is_confirmed=False)
    assert not needs_confirmation(careful, make_endpoint())


@pytest.mark.parametrize("way", ["header", "query", "body"])
def test_a_read_in_disguise_is_refused(way: str) -> None:
    draft = Draft(make_endpoint())
    if way == "header":
        draft.headers.append(("X-HTTP-Method-Override", "DELETE"))
    elif way == "query":
        draft.extra_query.append(("_method", "delete"))
    else:
        draft.raw_body = '{"_method": "delete"}'
    with pytest.raises(RefusedError, match="can make another method"):
        refuse_disguise(READ_ONLY, draft)
    refuse_disguise(make_profile(), draft)


def test_a_name_that_begins_like_loopback_is_foreign() -> None:
    assert warns_of_plain_http(make_profile("http://127.evil.example"))


def test_one_place_sends_to_a_control_panel() -> None:
    """Whoever asks the client itself passes by what a profile forbids; proofs have a sandbox of their own."""
    folder = Path(cloudflow_tui.__file__).parent
    found = {
        str(file.relative_to(folder))
        for file in folder.rglob("*.py")
        if "client()" in file.read_text("utf-8")
    }
    assert found == {"workspace/workspace.py", "workspace/proving.py"}


async def test_looks_are_reads_and_obey_the_profile(workspace: Workspace, server: NastyServer) -> None:
    exchange = await workspace.look(workspace.draft("users.list"))
    assert (exchange.status, exchange.number) == (200, 0)
    assert not workspace.has_history
    for profile in (workspace.profile, replace(workspace.profile, is_read_only=True)):
        workspace.profile = profile
        with pytest.raises(RefusedError):
            await workspace.look(workspace.draft("users.delete", user_id=17))
    workspace.profile = replace(workspace.profile, url="http://cp.example.invalid")
    with pytest.raises(RefusedError, match="is plain http"):
        await workspace.look(workspace.draft("users.list"))
    assert len(server.heads) == 1
