"""What is missing or wrong before sending."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cloudflow_tui.catalog.models import Parameter, ParameterType
from cloudflow_tui.redact import MASK
from cloudflow_tui.request import Draft, encode_body, validate
from cloudflow_tui.request.problems import SHORT_LENGTH, Problem
from tests.request.examples import BARE_DELETE, CREATE_USER, EDIT_RULE, LIST_USERS, endpoint_of


def filled() -> Draft:
    draft = Draft(CREATE_USER)
    for name, value in (("login", "ann"), ("email", "ann@example.com"), ("password", "hunter22")):
        draft.set(name, value)
    return draft


def seen(draft: Draft) -> list[tuple[str, str, bool]]:
    return [(one.parameter, one.kind, one.blocks) for one in validate(draft)]


def one_problem(draft: Draft) -> Problem:
    [problem] = validate(draft)
    assert len(problem.short) <= SHORT_LENGTH
    return problem


def test_nothing_to_say() -> None:
    assert validate(filled()) == []
    assert validate(Draft(LIST_USERS)) == []


def test_missing() -> None:
    problems = validate(Draft(CREATE_USER))
    assert [one.parameter for one in problems] == ["login", "email", "password"]
    assert {one.kind for one in problems} == {"missing"}
    assert [one.short for one in problems] == [
        "missing: 2 characters min.",
        "missing",
        "missing: 6 characters min.",
    ]
    assert problems[2].message == "password is required and missing."


def test_order_of_the_form() -> None:
    draft = Draft(CREATE_USER)
    draft.set("locale", "xx")
    draft.set("age", "x")
    draft.add_unknown("zebra", 1)
    draft.set("email", "ann@example.com")
    assert [name for name, _, _ in seen(draft)] == ["login", "password", "age", "locale", "zebra"]


def test_wrong_type() -> None:
    draft = filled()
    draft.set("age", "old")
    problem = one_problem(draft)
    assert (problem.parameter, problem.place, problem.kind, problem.blocks) == ("age", "body", "wrong", True)
    assert problem.message == "age is 'old', not a whole number."
    assert problem.short == "wrong: a whole number"


def test_values_of_lists_and_groups() -> None:
    draft = filled()
    draft.set("role_ids", [1, "x"])
    draft.set("limits", "many")
    draft.set("infoboxes", {"any": [{"thing": 1}]})
    assert seen(draft) == [("limits", "wrong", True)]
    draft.set("role_ids", 7)
    assert seen(draft) == [("role_ids[]", "wrong", True), ("limits", "wrong", True)]


@pytest.mark.parametrize(
    ("basis", "is_complete", "blocks"),
    [("guide", True, True), ("client", True, False), ("guide", False, False)],
)
def test_a_choice_blocks_only_where_the_catalog_is_sure(basis: str, is_complete: bool, blocks: bool) -> None:
    endpoint = endpoint_of(Parameter("mode", "body", "string", enum=("recovery",)))
    draft = Draft(replace(endpoint, basis=basis, is_complete=is_complete))  # type: ignore[arg-type]
    draft.set("mode", "recover")
    problem = one_problem(draft)
    assert problem.blocks is blocks
    assert ("may lack some" in problem.advice) is not blocks


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (None, "missing", "required"),
        ("", "missing", "required"),
        ("a/b", "wrong", "%2F"),
        ("..", "wrong", "another path"),
        ("seven", "wrong", "not a whole number"),
        (True, "wrong", "no path can hold"),
        ([1], "wrong", "no path can hold"),
    ],
)
def test_path_parameters(value: object, kind: str, said: str) -> None:
    draft = Draft(BARE_DELETE)
    draft.set("user_id", value)
    problem = one_problem(draft)
    assert (problem.place, problem.kind, problem.blocks) == ("path", kind, True)
    assert said in problem.message


def test_an_identifier_is_taken_for_a_number() -> None:
    draft = Draft(BARE_DELETE)
    draft.set("user_id", "abcdefgh123456")
    assert validate(draft) == []


def test_read_only_does_not_block() -> None:
    draft = filled()
    draft.set("created_at", "2026-03-01")
    assert seen(draft) == [("created_at", "read_only", False)]


def test_unknown_does_not_block_and_names_the_nearest() -> None:
    draft = filled()
    draft.add_unknown("pasword", "x")
    draft.add_unknown("limits.cpus", 1)
    assert seen(draft) == [("limits.cpus", "unknown", False), ("pasword", "unknown", False)]
    assert validate(draft)[1].advice == "Nearest: password."
    assert validate(draft)[1].short == "unknown; nearest: password"


def test_items_are_named_with_their_index() -> None:
    draft = Draft(EDIT_RULE)
    draft.set("cdn_id", 1)
    draft.set("rule_id", "r1")
    draft.set("sources", [{"target_type": "disk", "target_id": "x"}, {"target_id": 1}])
    assert seen(draft) == [
        ("sources[].target_id", "wrong", True),
        ("sources[1].target_type", "missing", True),
    ]


def test_a_raw_body_that_cannot_be_read() -> None:
    draft = Draft(CREATE_USER)
    draft.raw_body = '{"user":\n  {"login": "ann",}}'
    problem = one_problem(draft)
    assert (problem.parameter, problem.kind, problem.blocks) == ("", "syntax", True)
    assert problem.short == "broken in line 2, column 19"
    assert "(line 2, column 19)" in problem.message
    assert problem.advice == "Take out the comma at the end."


def test_the_values_of_a_raw_body_are_judged() -> None:
    draft = filled()
    draft.raw_body = '{"login": "a", "email": "ann@example.com", "colour": 1, "password": "hunter22"}'
    assert seen(draft) == [("login", "wrong", True), ("colour", "unknown", False), ("", "note", False)]
    assert validate(draft)[-1].message == "The root element 'user' is missing."


def test_a_raw_body_leaves_the_path_to_be_judged() -> None:
    draft = Draft(BARE_DELETE)
    draft.raw_body = "{"
    assert seen(draft) == [("", "syntax", True), ("user_id", "missing", True)]


def test_what_xml_cannot_hold() -> None:
    draft = filled()
    draft.set("note", "bell \x07")
    assert validate(draft) == []
    draft.format = "xml"
    assert seen(draft) == [("note", "wrong", True)]


def test_xml_without_a_root() -> None:
    draft = Draft(BARE_DELETE, format="xml")
    for name, value in (("user_id", 1), ("force", True), ("reason", "left")):
        draft.set(name, value)
    problem = one_problem(draft)
    assert (problem.kind, problem.blocks) == ("note", False)
    assert "hash" in problem.message


@pytest.mark.parametrize("is_raw", [False, True])
def test_a_secret_that_was_masked_in_the_history(is_raw: bool) -> None:
    draft = filled()
    draft.set("password", MASK)
    if is_raw:
        draft.raw_body = encode_body(draft)
    problem = one_problem(draft)
    assert (problem.parameter, problem.kind, problem.blocks) == ("password", "wrong", True)
    assert problem.short == "wrong: type it anew"


def test_headers() -> None:
    draft = filled()
    draft.headers = [("X-Ok", "1"), ("X-Bad", "a\r\nX-More: 1"), ("bad name", "1")]
    assert seen(draft) == [("X-Bad", "wrong", True), ("bad name", "wrong", True)]


@pytest.mark.parametrize("kind", ["integer", "date", "boolean", "string"])
def test_no_secret_in_a_problem(kind: ParameterType) -> None:
    draft = Draft(endpoint_of(Parameter("api_key", "body", kind, is_secret=True, min_length=9)))
    draft.set("api_key", "hunter22")
    assert "hunter" not in f"{one_problem(draft)}"


def test_encodings_that_do_not_go_together_are_told() -> None:
    draft = Draft(CREATE_USER, format="xml")
    draft.set("login", "ł")
    assert notes_of(draft) == []
    draft.body_encoding = "iso-8859-1"
    assert notes_of(draft) == ["'ł' has no place in ISO-8859-1; it is sent as an escape."]
    draft.raw_body = '<?xml version="1.0" encoding="UTF-8"?><user><login>ann</login></user>'
    assert notes_of(draft) == [
        "The XML declares UTF-8 and leaves in ISO-8859-1; servers go by the one or the other."
    ]


def notes_of(draft: Draft) -> list[str]:
    return [one.message for one in validate(draft) if one.kind == "note"]
