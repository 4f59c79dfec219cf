"""Variables in a draft: put in everywhere, found at their fields when nothing gives them."""

from __future__ import annotations

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.request import Draft, build, validate
from cloudflow_tui.workspace.variables import Found, filled, unresolved, variables_in

CATALOG = Catalog.load()
VALUES = {"zone": "7", "who": "zaza", "env:PASSWORD": "hunter2"}


def find(name: str) -> Found:
    return Found(name, VALUES.get(name), "the test", "PASSWORD" in name)


def test_variables_are_put_in_everywhere() -> None:
    draft = Draft(CATALOG.endpoint("users.get"))
    draft.set("user_id", "${zone}")
    draft.extra_query.append(("q", "${who}-$${who}"))
    draft.headers.append(("X-Who", "${who}"))
    made, secrets = filled(draft, find)
    assert secrets == frozenset()
    assert validate(made) == []
    request = build(made, "https://cp.example.net")
    assert request.url == "https://cp.example.net/users/7.json?q=zaza-%24%7Bwho%7D"
    assert ("X-Who", "zaza") in request.headers
    assert draft.text("user_id") == "${zone}"


def test_what_nothing_gives_stays() -> None:
    draft = Draft(CATALOG.endpoint("users.create"))
    draft.raw_body = "echo ${HOME} ${who}"
    assert filled(draft, find)[0].raw_body == "echo ${HOME} zaza"
    plain = Draft(CATALOG.endpoint("users.create"))
    plain.set("login", "zaza")
    assert filled(plain, find)[0] is plain


def test_nested_values_get_their_types() -> None:
    draft = Draft(CATALOG.endpoint("virtual_servers.create"))
    draft.set("recipe_joins_attributes[].recipe_id", "${zone}")
    draft.set("memory", "${zone}")
    draft.set("custom_recipe_variables[].value", "${who}, ${zone}")
    made, _ = filled(draft, find)
    assert made.get("recipe_joins_attributes[0].recipe_id") == 7
    assert made.get("memory") == 7
    assert made.get("custom_recipe_variables[0].value") == "zaza, 7"


def test_secrets_are_told() -> None:
    draft = Draft(CATALOG.endpoint("users.create"))
    draft.set("note", "${env:PASSWORD}") if "note" in draft.shape.known_names() else draft.add_unknown(
        "note", "${env:PASSWORD}"
    )
    made, secrets = filled(draft, find)
    assert made.text("note") == "hunter2"
    assert secrets == {"hunter2"}


def test_what_is_unresolved_is_told_at_its_field() -> None:
    draft = Draft(CATALOG.endpoint("users.create"))
    draft.set("login", "${nobody}")
    draft.set("first_name", "a ${HOME} of ${ask:Which name}")
    draft.headers.append(("X-A", "is ${nobody}"))
    found = [(one.parameter, one.place, one.kind, one.blocks) for one in unresolved(draft, find)]
    assert found == [
        ("login", "body", "wrong", True),
        ("first_name", "body", "note", False),
        ("first_name", "body", "wrong", True),
        ("X-A", "header", "wrong", True),
    ]
    assert next(unresolved(draft, find)).message == ("login uses ${nobody}, which nothing gives: the test.")


def test_names_are_read() -> None:
    text = "${a} $${b} ${response:users.create.user.id} ${ask:Which one?} ${} ${1} ${env:X}"
    assert variables_in(text) == ["a", "response:users.create.user.id", "ask:Which one?", "env:X"]
