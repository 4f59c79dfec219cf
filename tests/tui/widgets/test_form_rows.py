"""The rows of a form: headings with counts, words below fields, notes."""

from __future__ import annotations

from dataclasses import replace

from cloudflow_tui.diagnosis import FieldError
from cloudflow_tui.request import Draft, validate
from cloudflow_tui.tui.widgets.form_fields import fields_of
from cloudflow_tui.tui.widgets.form_rows import FormView, Row, refusals_of, rows_of, wrapped_words
from tests.factories import make_endpoint
from tests.tui.panes.request_app import CREATE


def rows(draft: Draft, **options: object) -> list[Row]:
    view = FormView(draft, validate(draft))
    return rows_of(replace(view, **options))  # type: ignore[arg-type]


def heading(found: list[Row], title: str) -> Row:
    return next(row for row in found if row.kind == "heading" and row.text == title)


def test_headings_count() -> None:
    draft = Draft(CREATE)
    assert (heading(rows(draft), "Required").end, heading(rows(draft), "Required").ink) == (
        "0 of 3 filled",
        "required",
    )
    draft.set("login", "zaza")
    draft.set("first_name", "Zaza")
    assert heading(rows(draft), "Required").end == "1 of 3 filled"
    assert heading(rows(draft), "Optional").end == "1 of 9 set"
    draft.set("limits.cpu", 1000)
    found = heading(rows(draft), "Optional")
    assert (found.end, found.ink) == ("2 of 9 set, 1 wrong", "status-4xx")


def test_words_of_the_server_stand_below_their_field() -> None:
    draft = Draft(CREATE)
    errors = [FieldError("email", "is odd", "email"), FieldError("email", "is taken", "email")]
    refusals = refusals_of(fields_of(draft), errors)
    found = rows(draft, refusals=refusals)
    at = next(n for n, row in enumerate(found) if row.kind == "field" and row.is_refused)
    assert [row.text for row in found[at + 1 : at + 3]] == ["is odd", "is taken"]
    assert heading(found, "Required").end.endswith("1 refused")


def test_what_the_server_says_of_a_field_is_enough() -> None:
    draft = Draft(CREATE)
    draft.set("user_group_id", "many")
    errors = [FieldError("user_group_id", "is no number", "user_group_id")]
    found = rows(draft, refusals=refusals_of(fields_of(draft), errors))
    assert [row.text for row in found if row.kind == "words"] == ["is no number"]


def test_long_words_go_on_below() -> None:
    said = Row("words", "has already been taken by another user of this cloud")
    found = wrapped_words([Row("field"), said], 24)
    assert [(row.kind, row.text, row.is_more) for row in found] == [
        ("field", "", False),
        ("words", "has already been taken", False),
        ("words", "by another user of this", True),
        ("words", "cloud", True),
    ]


def test_refusals_find_their_field_by_any_name() -> None:
    draft = Draft(CREATE)
    draft.set("additional_fields[1].name", "x")
    fields = fields_of(draft)
    errors = [
        FieldError("additional_fields[1].name", "one", "additional_fields[].name"),
        FieldError("odd spelling", "two", "login"),
        FieldError("", "three", ""),
        FieldError("unheard", "four", ""),
    ]
    found = refusals_of(fields, errors)
    assert found == {
        ("body", ("additional_fields", 1, "name")): ("one",),
        ("body", ("login",)): ("two",),
    }


def test_what_is_wrong_is_told_below_unless_the_field_is_edited() -> None:
    draft = Draft(CREATE)
    draft.set("user_group_id", "many")
    words = [row.text for row in rows(draft) if row.kind == "words"]
    assert words == ["is 'many', not a whole number."]
    assert [row for row in rows(draft, edited=("body", ("user_group_id",))) if row.kind == "words"] == []


def test_the_summary_keeps_required_and_troubled_rows() -> None:
    draft = Draft(CREATE)
    draft.set("user_group_id", "many")
    found = rows(draft, is_summary=True)
    assert [row.field.name for row in found if row.kind == "field" and row.field] == [
        "login",
        "email",
        "password",
        "user_group_id",
    ]
    assert found[-1].text == "+ 8 optional, 0 set"


def test_notes_say_what_is_not_known() -> None:
    guessed = replace(CREATE, basis="client", is_complete=False)
    notes = [row.text for row in rows(Draft(guessed)) if row.kind == "note"]
    assert notes == [
        "≈ seen in published clients, not in the guide",
        "… the list may lack parameters:",
        "  add one by hand with +",
    ]
    none = [row.text for row in rows(Draft(make_endpoint())) if row.kind == "note"]
    assert none == ["This call takes no parameters."]
    assert [row.text for row in rows(Draft(CREATE), filter="zzz") if row.kind == "note"] == [
        "No parameter has “zzz” in its name."
    ]


def test_a_dense_form_has_no_blank_rows() -> None:
    assert any(row.kind == "blank" for row in rows(Draft(CREATE)))
    assert not any(row.kind == "blank" for row in rows(Draft(CREATE), is_dense=True))
