"""Which fields a form has, and in which order."""

from __future__ import annotations

from cloudflow_tui.catalog.models import Endpoint, Parameter
from cloudflow_tui.request import Draft
from cloudflow_tui.tui.widgets.form_fields import fields_of, plain_name
from tests.factories import make_endpoint

NESTED = make_endpoint(
    "rules.update",
    "PUT",
    "/rules/:id",
    root="rule",
    parameters=(
        Parameter("colour", "body", "string"),
        Parameter("sources[]", "body", "array"),
        Parameter("sources[].type", "body", "string", is_required=True),
        Parameter("sources[].value", "body", "string"),
        Parameter("conditions.N.subject", "body", "string"),
        Parameter("label", "body", "string"),
        Parameter("secret_note", "body", "string", is_secret=True),
        Parameter("created_at", "body", "datetime", is_read_only=True),
        Parameter("page", "query", "integer"),
        Parameter("id", "path", "integer", is_required=True),
    ),
)


def names(draft: Draft, endpoint: Endpoint = NESTED, **options: bool) -> list[str]:
    return [field.name for field in fields_of(draft, **options)]  # type: ignore[arg-type]


def test_required_come_first_then_the_places_then_the_usual_names() -> None:
    assert names(Draft(NESTED)) == [
        "id",
        "page",
        "label",
        "colour",
        "sources[]",
        "conditions.N",
        "secret_note",
    ]


def test_groups_that_are_not_begun_are_folded_until_asked_for() -> None:
    folded = {field.name: field.is_folded for field in fields_of(Draft(NESTED))}
    assert folded["sources[]"]
    assert folded["conditions.N"]
    assert not folded["label"]
    assert "sources[].value" in names(Draft(NESTED), is_unfolded=True)


def test_every_item_has_fields_of_its_own() -> None:
    draft = Draft(NESTED)
    draft.set("sources[1].value", "x")
    draft.set("conditions.7.subject", "url")
    found = names(draft)
    assert found[found.index("sources[]") : found.index("conditions.7.subject") + 1] == [
        "sources[]",
        "sources[].type",
        "sources[].value",
        "sources[1].type",
        "sources[1].value",
        "conditions.7.subject",
    ]
    assert "sources[2].type" in [f.name for f in fields_of(draft, begun={("body", ("sources",)): 3})]


def test_what_the_catalog_does_not_know_comes_last() -> None:
    draft = Draft(NESTED)
    draft.add_unknown("extra.deep", 1)
    draft.add_unknown("free", 2, "query")
    found = fields_of(draft)
    assert [(one.name, one.place, one.section) for one in found[-2:]] == [
        ("free", "query", "by hand"),
        ("extra.deep", "body", "by hand"),
    ]


def test_read_only_parameters_are_shown_only_when_set() -> None:
    draft = Draft(NESTED)
    assert "created_at" not in names(draft)
    draft.set("created_at", "2026-03-01")
    assert "created_at" in names(draft)


def test_types_are_told_in_words_of_the_form() -> None:
    types = {field.name: field.type for field in fields_of(Draft(NESTED))}
    assert types["sources[]"] == "list"
    assert types["conditions.N"] == "group"
    assert types["secret_note"] == "secret"
    assert types["id"] == "integer"


def test_names_without_indexes() -> None:
    assert plain_name("sources[1].type") == "sources[].type"
    assert plain_name("login") == "login"
    assert plain_name("no name [") == "no name ["
