"""How parameters nest, and where names lead."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Place
from cloudflow_tui.request.names import parse_name
from cloudflow_tui.request.shape import Path, Shape
from tests.request.examples import CREATE_USER, EDIT_RULE, LIST_USERS

SHAPES = {one.id: Shape(one) for one in (CREATE_USER, EDIT_RULE, LIST_USERS)}


@pytest.mark.parametrize(
    ("endpoint_id", "place", "name", "path"),
    [
        ("users.create", "body", "login", ("login",)),
        ("users.create", "body", "role_ids[]", ("role_ids",)),
        ("users.create", "body", "role_ids[3]", ("role_ids", 3)),
        ("users.create", "body", "limits.limit_cpu", ("limits", "limit_cpu")),
        ("users.create", "body", "infoboxes.any.thing", ("infoboxes", "any", "thing")),
        ("rules.edit", "body", "conditions.N.subject", ("conditions", "0", "subject")),
        ("rules.edit", "body", "conditions.4.subject", ("conditions", "4", "subject")),
        ("rules.edit", "body", "sources[].target_type", ("sources", 0, "target_type")),
        ("rules.edit", "body", "members.member_7.name", ("members", "member_7", "name")),
        ("users.list", "query", "period[startdate]", ("period", "startdate")),
    ],
)
def test_spot(endpoint_id: str, place: Place, name: str, path: Path) -> None:
    spot = SHAPES[endpoint_id].spot(place, parse_name(name))
    assert spot is not None
    assert spot.path == path


@pytest.mark.parametrize("name", ["logn", "login.first", "limits.cpu", "page", "login[]"])
def test_no_spot(name: str) -> None:
    assert SHAPES["users.create"].spot("body", parse_name(name)) is None


@pytest.mark.parametrize(
    ("endpoint_id", "place", "path", "name"),
    [
        ("users.create", "body", ("role_ids",), "role_ids[]"),
        ("users.create", "body", ("limits", "limit_cpu"), "limits.limit_cpu"),
        ("rules.edit", "body", ("conditions", "0", "subject"), "conditions.N.subject"),
        ("rules.edit", "body", ("conditions", "4", "subject"), "conditions.4.subject"),
        ("rules.edit", "body", ("sources", 0, "target_type"), "sources[].target_type"),
        ("rules.edit", "body", ("sources", 2, "target_type"), "sources[2].target_type"),
        ("users.list", "query", ("period", "startdate"), "period[startdate]"),
        ("users.list", "query", ("search_filter", "user_id"), "search_filter[user_id]"),
    ],
)
def test_name_of(endpoint_id: str, place: Place, path: Path, name: str) -> None:
    assert SHAPES[endpoint_id].name_of(place, path) == name


def test_groups_are_known_names() -> None:
    names = SHAPES["rules.edit"].known_names()
    assert "members" in names
    assert names.count("conditions") == 1
    assert SHAPES["rules.edit"].known_names("path") == ["cdn_id", "rule_id"]
