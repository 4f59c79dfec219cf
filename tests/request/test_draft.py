"""The draft: values by name, copies, equality, how far it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.errors import BodySyntaxError, BuildError, UnknownParameterError
from cloudflow_tui.request import Counts, Draft
from tests.request.examples import BARE_DELETE, CREATE_USER, EDIT_RULE, LIST_USERS


def test_text_becomes_the_type() -> None:
    draft = Draft(CREATE_USER)
    draft.set("age", "42")
    draft.set("vip", "yes")
    draft.set("role_ids", "1, 2")
    draft.set("limits.limit_cpu", 3)
    assert draft.values("body") == {"age": 42, "vip": True, "role_ids": [1, 2], "limits": {"limit_cpu": 3}}
    assert draft.text("role_ids[]") == "1, 2"


def test_typed_values_stay() -> None:
    draft = Draft(CREATE_USER)
    draft.set("login", 7)
    draft.set("role_ids[]", ("3", 4))
    assert draft.get("login") == 7
    assert draft.get("role_ids") == [3, 4]


def test_the_root_before_a_name_is_taken_off() -> None:
    draft = Draft(CREATE_USER)
    draft.set("user[login]", "ann")
    draft.set("user.limits.limit_cpu", 2)
    assert draft.items() == [("login", "ann"), ("limits.limit_cpu", 2)]


def test_unset() -> None:
    draft = Draft(CREATE_USER)
    draft.set("limits.limit_cpu", 3)
    draft.set("note", "")
    assert draft.is_set("note")
    draft.set("note", UNSET)
    draft.unset("limits.limit_cpu")
    draft.unset("age")
    assert draft.values("body") == {}
    assert draft.get("note") is UNSET
    assert draft.text("note") == ""


def test_a_value_given_out_is_a_copy() -> None:
    draft = Draft(CREATE_USER)
    roles = [1]
    draft.set("role_ids", roles)
    roles.append(2)
    found = draft.get("role_ids")
    assert isinstance(found, list)
    found.append(3)
    assert draft.get("role_ids") == [1]


def test_lists_of_objects() -> None:
    draft = Draft(EDIT_RULE)
    draft.set("sources[].target_type", "disk")
    draft.set("sources[1].target_id", "7")
    assert draft.length("sources[]") == 2
    assert draft.length("sources") == 2
    assert draft.items() == [("sources[].target_type", "disk"), ("sources[1].target_id", 7)]


def test_flags() -> None:
    draft = Draft(LIST_USERS)
    draft.set_text("short", "1")
    assert draft.values("query") == {"short": ""}
    draft.set_text("short", "off")
    assert draft.values("query") == {}
    draft.set("short", True)
    assert draft.values("query") == {"short": ""}
    draft.set("short", False)
    assert draft.values("query") == {}


@pytest.mark.parametrize(
    ("name", "near"), [("logn", "login"), ("passwrd", "password"), ("", ""), ("a..b", "")]
)
def test_unknown_names(name: str, near: str) -> None:
    draft = Draft(CREATE_USER)
    calls: list[Callable[[], object]] = [
        lambda: draft.set(name, 1),
        lambda: draft.get(name),
        lambda: draft.unset(name),
    ]
    for call in calls:
        with pytest.raises(UnknownParameterError) as caught:
            call()
        assert near in str(caught.value)


def test_added_by_hand() -> None:
    draft = Draft(CREATE_USER)
    draft.add_unknown("colour.first", "red")
    draft.add_unknown("tags[]", "a")
    assert draft.values("body") == {"colour": {"first": "red"}, "tags": ["a"]}
    draft.set("colour.first", "blue")
    assert draft.get("colour.first") == "blue"
    Draft(LIST_USERS).add_unknown("q", "ann")
    with pytest.raises(BuildError, match="no name"):
        draft.add_unknown("a..b", 1)
    with pytest.raises(BuildError, match="path"):
        draft.add_unknown("a", 1, "path")


def test_where_unknown_names_go() -> None:
    listing, deletion = Draft(LIST_USERS), Draft(BARE_DELETE)
    listing.add_unknown("q", "ann")
    deletion.add_unknown("x", 1)
    assert listing.values("query") == {"q": "ann"}
    assert deletion.values("body") == {"x": 1}


def test_no_such_format() -> None:
    with pytest.raises(BuildError, match=r"no format of this API\. Nearest: json"):
        Draft(LIST_USERS, format="jsno")  # type: ignore[arg-type]


def test_counts_and_missing() -> None:
    draft = Draft(CREATE_USER)
    optional = len(CREATE_USER.parameters) - 3
    assert draft.missing() == ["login", "email", "password"]
    assert draft.counts() == Counts(0, 3, 0, optional)
    draft.set("login", "ann")
    draft.set("email", " ")
    draft.set("vip", False)
    assert draft.missing() == ["email", "password"]
    assert draft.counts() == Counts(1, 3, 1, optional)


def test_load_body() -> None:
    draft = Draft(CREATE_USER)
    draft.set("age", 3)
    draft.raw_body = "x"
    assert draft.load_body('{"login": "ann"}') == ("The root element 'user' is missing.",)
    assert draft.values("body") == {"login": "ann"}
    assert draft.raw_body is None


def test_a_body_that_cannot_be_read_changes_nothing() -> None:
    draft = Draft(CREATE_USER)
    draft.set("age", 3)
    draft.raw_body = "x"
    with pytest.raises(BodySyntaxError):
        draft.load_body("{")
    assert draft.get("age") == 3
    assert draft.raw_body == "x"


def test_copies_are_equal_and_apart() -> None:
    draft = Draft(CREATE_USER, format="xml")
    draft.set("role_ids", [1])
    draft.headers.append(("X-A", "1"))
    copied = draft.copy()
    assert copied == draft
    copied.set("role_ids[1]", 2)
    copied.headers.clear()
    assert copied != draft
    assert draft.get("role_ids") == [1]
    assert draft.headers == [("X-A", "1")]
    assert draft != "draft"


def test_repr_holds_no_value() -> None:
    draft = Draft(CREATE_USER)
    draft.set("password", "hunter22")
    assert repr(draft) == "Draft('users.create', json, set: password)"


def test_set_value_keeps_text() -> None:
    draft = Draft(CREATE_USER)
    draft.set_value("body", ("age",), "42")
    assert draft.get("age") == "42"
