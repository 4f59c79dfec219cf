"""Groups, and the timeline of one object."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from cloudflow_tui.errors import UsageError
from cloudflow_tui.history import History
from cloudflow_tui.history.objects import objects_of_data, objects_of_path, singular
from cloudflow_tui.history.views import GROUPINGS
from tests.factories import STARTED_AT, make_exchange, make_request, make_response, make_timing
from tests.history.samples import add


def seen(
    history: History, path: str, answer: Any, *, status: int = 200, days: int = 0, method: str = "GET"
) -> int:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    content_type = "application/xml" if isinstance(answer, bytes) else "application/json"
    exchange = make_exchange(
        request=make_request(method, path),
        response=make_response(status, body, content_type=content_type),
        timing=make_timing(started_at=STARTED_AT + timedelta(days=days)),
    )
    return add(history, exchange)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/users/17.json", [("user", "17")]),
        ("/users/17/disks/5.xml?page=2", [("user", "17"), ("disk", "5")]),
        ("/settings/hypervisors/3/edit", [("hypervisor", "3")]),
        ("/virtual_machines/a1b2c3d4e5f6g7.json", [("virtual_machine", "a1b2c3d4e5f6g7")]),
        ("/users.json", []),
        ("/users.json/page/2/per_page/100", []),
        ("/ip_addresses/9", [("ip_address", "9")]),
        ("/policies/1", [("policy", "1")]),
        ("/virtual_machines/startup", []),
        ("", []),
    ],
)
def test_objects_of_paths(path: str, found: list[tuple[str, str]]) -> None:
    assert objects_of_path(path) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"user": {"id": 17}}, [("user", "17")]),
        ([{"user": {"id": 1}}, {"user": {"id": 2}}], [("user", "1"), ("user", "2")]),
        ({"users": [{"id": 1}]}, [("user", "1")]),
        ({"users": [{"user": {"id": 1}}]}, [("user", "1")]),
        ({"user": {"login": "zaza"}}, []),
        ({"errors": {"email": ["is bad"]}}, []),
        ([1, "x", None], []),
        ("text", []),
        (None, []),
    ],
)
def test_objects_of_answers(data: Any, found: list[tuple[str, str]]) -> None:
    assert list(objects_of_data(data)) == found


def test_singular() -> None:
    words = ["users", "addresses", "policies", "statuses", "status", "boxes", "vs", "class"]
    assert [singular(word) for word in words] == [
        "user",
        "address",
        "policy",
        "status",
        "statu",
        "box",
        "v",
        "class",
    ]


def test_groups_of_every_kind(history: History) -> None:
    seen(history, "/users/17.json", {"user": {"id": 17}}, days=-1)
    seen(history, "/users/17.json", {}, status=404)
    seen(history, "/users.json", [])
    history.cases.tag("A", [1, 2])
    shown = {
        by: [(one.key, one.count, one.bad_count) for one in history.views.groups(by)] for by in GROUPINGS
    }
    assert shown == {
        "day": [("2026-03-01", 2, 1), ("2026-02-28", 1, 0)],
        "endpoint": [("users.list", 3, 1)],
        "object": [("", 1, 0), ("user/17", 2, 1)],
        "case": [("", 1, 0), ("A", 2, 1)],
        "profile": [("lab", 3, 1)],
        "status": [("200", 2, 0), ("404", 1, 1)],
    }
    assert [one.key for one in history.views.groups("day", "status:404")] == ["2026-03-01"]
    assert history.views.groups("day", profile_name="other") == []
    with pytest.raises(UsageError, match="no groups"):
        history.views.groups("colour")  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("by", GROUPINGS)
def test_each_group_can_be_searched_for(history: History, by: Any) -> None:
    for days in range(3):
        seen(history, "/users/17.json", {"user": {"id": 17}}, days=-days)
    history.cases.tag("a b", [1])
    groups = history.views.groups(by)
    assert sum(one.count for one in groups) == 3
    for group in groups:
        assert history.count(group.query) == group.count


def test_the_timeline_of_an_object(history: History) -> None:
    seen(history, "/users.json", [{"user": {"id": 17, "login": "zaza", "email": "a"}}])
    seen(history, "/users/17.json", {"user": {"id": 17, "login": "zaza", "email": "a", "cpus": 1}})
    seen(history, "/users/18.json", {"user": {"id": 18, "login": "other"}})
    seen(history, "/users/17.json", b"", status=204, method="PUT")
    xml = b'<user><id type="integer">17</id><login>zaza</login><email>b</email></user>'
    seen(history, "/users/17.json", xml)
    timeline = history.views.timeline("user", "17")
    assert [(one.number, one.method, one.attributes is not None) for one in timeline.sightings] == [
        (1, "GET", True),
        (2, "GET", True),
        (4, "PUT", False),
        (5, "GET", True),
    ]
    emails = [(step.number, step.value) for step in timeline.attributes["email"]]
    assert emails == [(1, "a"), (5, "b")]
    assert [(step.number, step.is_gone) for step in timeline.attributes["cpus"]] == [(2, False), (5, True)]
    assert timeline.changed == ["email", "cpus"]
    assert history.views.timeline("user", "99").sightings == ()
    assert history.views.timeline("user", "17", profile_name="other").sightings == ()
    assert [one.number for one in history.views.timeline("user", "17", limit=2).sightings] == [4, 5]


def test_an_equal_list_adds_nothing_but_is_seen(history: History) -> None:
    for _ in range(3):
        seen(history, "/users.json", [{"user": {"id": 17, "login": "zaza"}}])
    timeline = history.views.timeline("user", "17")
    assert len(timeline.sightings) == 3
    assert len(timeline.attributes["login"]) == 1
    with history.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM body_objects").fetchone() == (1,)


def test_rows_say_what_they_are_about(history: History) -> None:
    seen(history, "/users/17/disks/5.json", {"disk": {"id": 5}})
    seen(history, "/users.json", {"user": {"id": 18}}, status=201, method="POST")
    seen(history, "/users.json", [{"user": {"id": 1}}, {"user": {"id": 2}}])
    assert [(row.object_kind, row.object_id) for row in history.rows()] == [
        ("", ""),
        ("user", "18"),
        ("disk", "5"),
    ]
