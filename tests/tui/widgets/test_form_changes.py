"""What the keys of a form do to its draft."""

from __future__ import annotations

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.request import Draft
from cloudflow_tui.tui.widgets.form_changes import EditedValue, add_item, remove_item, switch, take_text
from cloudflow_tui.tui.widgets.form_fields import Field, Spot, fields_of
from tests.tui.panes.request_app import CREATE, SHOW


def field(draft: Draft, name: str) -> Field:
    return next(one for one in fields_of(draft) if one.name == name)


def test_text_is_taken_over_and_put_back() -> None:
    draft = Draft(CREATE)
    draft.set("user_group_id", 5)
    edited = EditedValue(field(draft, "user_group_id"), draft)
    edited.take("57")
    assert draft.get("user_group_id") == 57
    edited.take("")
    assert draft.get("user_group_id") is UNSET
    assert edited.put_back()
    assert draft.get("user_group_id") == 5
    assert not EditedValue(field(draft, "user_group_id"), draft).put_back()


def test_the_same_text_leaves_the_value_as_it_was() -> None:
    draft = Draft(CREATE)
    draft.load_values("body", {"user_group_id": "5"})
    edited = EditedValue(field(draft, "user_group_id"), draft)
    edited.take("55")
    edited.take("5", is_final=True)
    assert draft.get("user_group_id") == "5"


def test_items_do_not_move_up_while_one_is_typed() -> None:
    draft = Draft(CREATE)
    draft.set("additional_fields[0].name", "a")
    draft.set("additional_fields[1].name", "b")
    edited = EditedValue(field(draft, "additional_fields[].name"), draft)
    edited.take("")
    assert draft.length("additional_fields") == 2
    edited.take("", is_final=True)
    assert draft.values("body")["additional_fields"] == [{"name": "b"}]


def test_empty_and_not_sent() -> None:
    draft = Draft(CREATE)
    one = field(draft, "first_name")
    take_text(draft, one, '""')
    assert draft.get("first_name") == ""
    take_text(draft, one, "")
    assert draft.get("first_name") is UNSET


def test_a_bare_word_is_sent_or_not() -> None:
    draft = Draft(SHOW)
    switch(draft, field(draft, "short"))
    assert draft.get("short") == ""
    switch(draft, field(draft, "short"))
    assert draft.get("short") is UNSET


def test_items_are_begun_and_removed() -> None:
    draft = Draft(CREATE)
    begun: dict[Spot, int] = {}
    assert add_item(draft, field(draft, "additional_fields[]"), begun) == ("body", ("additional_fields", 0))
    assert begun == {("body", ("additional_fields",)): 1}
    draft.set("additional_fields[0].name", "a")
    assert add_item(draft, field(draft, "additional_fields[].name"), begun) == (
        "body",
        ("additional_fields", 1),
    )
    assert add_item(draft, field(draft, "login"), begun) is None
    assert remove_item(draft, field(draft, "additional_fields[].name"), begun)
    assert draft.values("body") == {}
    assert not remove_item(draft, field(draft, "login"), begun)
