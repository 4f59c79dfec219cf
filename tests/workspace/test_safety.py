"""What a profile forbids, decided before anything is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cloudflow_tui.catalog.models import Effect
from cloudflow_tui.errors import RefusedError
from cloudflow_tui.workspace.safety import needs_confirmation, refuse_unsafe, warns_of_plain_http
from tests.factories import make_endpoint, make_profile

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
