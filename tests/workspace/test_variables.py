"""Variables of a profile in a draft."""

from __future__ import annotations

from dataclasses import replace

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.request import Draft, build, validate
from cloudflow_tui.workspace.variables import filled
from tests.factories import make_profile

PROFILE = replace(make_profile(), variables=(("zone", "7"), ("who", "zaza")))


def test_variables_are_put_in_everywhere() -> None:
    draft = Draft(Catalog.load().endpoint("users.get"))
    draft.set("user_id", "${zone}")
    draft.extra_query.append(("q", "${who}-$${who}"))
    draft.headers.append(("X-Who", "${who}"))
    made = filled(draft, PROFILE)
    assert validate(made) == []
    request = build(made, "https://cp.example.net")
    assert request.url == "https://cp.example.net/users/7.json?q=zaza-%24%7Bwho%7D"
    assert ("X-Who", "zaza") in request.headers
    assert draft.text("user_id") == "${zone}"


def test_what_the_profile_does_not_have_stays() -> None:
    draft = Draft(Catalog.load().endpoint("users.create"))
    draft.raw_body = "echo ${HOME} ${who}"
    assert filled(draft, PROFILE).raw_body == "echo ${HOME} zaza"
    assert filled(draft, make_profile()) is draft


def test_nested_values() -> None:
    draft = Draft(Catalog.load().endpoint("users.create"))
    draft.set("role_ids", ["${zone}"])
    assert filled(draft, PROFILE).text("role_ids") == "7"
