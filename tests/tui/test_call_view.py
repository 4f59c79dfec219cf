"""What header and call bar say of a workspace and a draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cloudflow_tui.catalog.models import Parameter
from cloudflow_tui.profiles.models import Profile
from cloudflow_tui.request import Draft, Problem, validate
from cloudflow_tui.tui.call_view import call_of, missing_sentence, safety_words, short_version
from tests.factories import make_endpoint, make_profile

ID = Parameter("user_id", "path", "integer", is_required=True)
LOGIN = Parameter("login", "body", "string", is_required=True)
PUT_USER = make_endpoint("users.update", "PUT", "/users/:user_id", parameters=(ID, LOGIN), root="user")


def test_ids_in_the_address_are_filled_or_still_missing() -> None:
    draft = Draft(PUT_USER)
    parts = [("/", False), ("users", False), ("/", False), (":user_id", True)]
    assert list(call_of(draft, [], is_sending=False).path) == parts
    draft.set_text("user_id", "17")
    assert call_of(draft, [], is_sending=False).path[-1] == ("17", False)
    assert call_of(draft, [], is_sending=False).suffix == ".json"
    draft.has_suffix = False
    assert call_of(draft, [], is_sending=False).suffix == ""


def test_what_is_missing_is_counted_apart_from_what_is_wrong() -> None:
    draft = Draft(PUT_USER, format="xml")
    draft.set_text("user_id", "seventeen/x")
    call = call_of(draft, validate(draft), is_sending=True)
    assert (call.missing, call.format, call.suffix, call.is_sending) == (1, "XML", ".xml", True)


def problems(draft: Draft) -> list[Problem]:
    return [problem for problem in validate(draft) if problem.blocks]


def test_the_sentence_names_every_missing_parameter() -> None:
    sentence = missing_sentence(problems(Draft(PUT_USER)))
    assert sentence == "2 required are missing: user_id, login. Send anyway: ctrl+r again"


def test_a_long_row_of_names_is_cut_by_count() -> None:
    many = tuple(Parameter(f"p{number}", "body", "string", is_required=True) for number in range(9))
    draft = Draft(make_endpoint("a.b", "POST", "/a", parameters=many))
    said = "9 required are missing: p0, p1, p2, p3 and 5 more. Send anyway: ctrl+r again"
    assert missing_sentence(problems(draft)) == said


def test_one_missing_parameter_is_singular() -> None:
    draft = Draft(PUT_USER)
    draft.set_text("user_id", "17")
    assert missing_sentence(problems(draft)).startswith("1 required is missing: login.")


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (make_profile(), "writes allowed, destroy asks"),
        (replace(make_profile(), is_read_only=True), "read-only"),
        (replace(make_profile(), is_sandbox=True), "sandbox, writes allowed"),
        (replace(make_profile(), confirm_destroy=False), "writes allowed, destroy does not ask"),
        (replace(make_profile(), is_read_only=True, is_production=True), ""),
    ],
)
def test_safety_is_said_in_words(profile: Profile, words: str) -> None:
    assert safety_words(profile) == words


@pytest.mark.parametrize(("version", "short"), [("6.7.0-12", "6.7"), ("", ""), ("5.4", "5.4"), ("7", "7")])
def test_versions_are_short(version: str, short: str) -> None:
    assert short_version(version) == short
