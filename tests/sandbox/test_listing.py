"""Lists: pages, search, filters, owners, order; rows without identity."""

from __future__ import annotations

from typing import Any

import pytest

from cloudflow_tui.sandbox.calls import Registry, World
from cloudflow_tui.sandbox.handling import Handler
from tests.sandbox.support import Asker, Told, basic


def ids(answer: Told, root: str = "user") -> list[int]:
    return [row[root]["id"] for row in answer.data]


def paging(answer: Told) -> tuple[str, str, str]:
    return answer.headers["X-Page"], answer.headers["X-Limit"], answer.headers["X-Total"]


def test_whole_list_without_page(ask: Asker, world: World) -> None:
    rows, total = world.store.select("user")
    answer = ask("GET", "/users.json")
    assert ids(answer) == [row["id"] for row in rows]
    assert paging(answer) == ("1", str(total), str(total))


@pytest.mark.parametrize(
    "target",
    ["/users.json?page=2&per_page=4", "/users.json/page/2/per_page/4", "/users.json/per_page/4/page/2"],
)
def test_page(ask: Asker, world: World, target: str) -> None:
    answer = ask("GET", target)
    assert ids(answer) == [5, 6, 7, 8]
    assert paging(answer) == ("2", "4", str(world.store.select("user")[1]))


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=-1", "page=", "page=1&per_page=0"])
def test_page_that_is_none(ask: Asker, query: str) -> None:
    answer = ask("GET", f"/users.json?{query}")
    assert ids(answer)[0] == 1
    assert int(answer.headers["X-Limit"]) > 0


def test_page_beyond_the_end(ask: Asker) -> None:
    answer = ask("GET", "/users.json?page=999&per_page=4")
    assert answer.data == []
    assert ask("GET", "/users.xml?page=999&per_page=4").text.endswith('<users type="array"/>\n')


def test_page_without_size(ask: Asker) -> None:
    assert len(ids(ask("GET", "/users.json?page=1"))) == 10


def test_search(ask: Asker, world: World) -> None:
    row = world.store.get("virtual_machine", 2)
    assert row is not None
    found = ask("GET", f"/virtual_machines.json?q={row['label'].upper()}").data
    assert row["id"] in [entry["virtual_machine"]["id"] for entry in found]
    assert ask("GET", "/virtual_machines.json?q=no-such-thing-anywhere").data == []


@pytest.mark.parametrize(("name", "value"), [("user_id", 3), ("hypervisor_id", 1), ("booted", True)])
def test_search_filter(ask: Asker, world: World, name: str, value: Any) -> None:
    rows, _ = world.store.select("virtual_machine")
    wanted = [row["id"] for row in rows if row[name] == value]
    assert 0 < len(wanted) < len(rows)
    answer = ask("GET", f"/virtual_machines.json?search_filter[{name}]={str(value).lower()}")
    assert ids(answer, "virtual_machine") == wanted


def test_filter_by_nonsense_filters_nothing(ask: Asker, world: World) -> None:
    answer = ask("GET", "/virtual_machines.json?search_filter[nonsense]=1&search_filter[_password]=x")
    assert len(answer.data) == world.store.select("virtual_machine")[1]


def test_below_a_parent(ask: Asker, world: World) -> None:
    rows, _ = world.store.select("virtual_machine")
    mine = [row["id"] for row in rows if row["user_id"] == 3]
    assert mine
    assert ids(ask("GET", "/users/3/virtual_machines.json"), "virtual_machine") == mine


def test_transactions_are_the_last_ten(ask: Asker) -> None:
    found = ids(ask("GET", "/transactions.json"), "transaction")
    assert len(found) == 10
    assert found == sorted(found, reverse=True)


def test_owners(ask: Asker, world: World) -> None:
    user = world.store.get("user", 3)
    assert user is not None
    for number, owner in ((1, 3), (2, 1), (3, None)):
        row = world.store.get("image_template", number)
        assert row is not None
        row["user_id"] = owner
        world.store.save("image_template", row)
    own = ids(ask("GET", "/templates/own.json"), "image_template")
    assert 2 in own
    assert not {1, 3} & set(own)
    of_users = ids(ask("GET", "/templates/user.json"), "image_template")
    assert {1, 2} <= set(of_users)
    assert 3 not in of_users


def test_rows(ask: Asker, world: World) -> None:
    first = ask("GET", "/virtual_machines/1/cpu_usage.json").data
    assert len(first) == 24
    assert {row["cpu_hourly_stat"]["virtual_machine_id"] for row in first} == {1}
    assert ask("GET", "/virtual_machines/1/cpu_usage.json").data == first
    assert ask("GET", "/virtual_machines/2/cpu_usage.json").data != first
    assert len(ask("GET", "/virtual_machines/1/cpu_usage.json?per_page=5&page=5").data) == 4


def test_rows_of_a_behaviour(world: World) -> None:
    from dataclasses import replace

    registry = Registry(rows={"cpu_hourly_stat": lambda call: [{"cpu_time": 7}]})
    ask = Asker(Handler(replace(world, registry=registry)))
    assert ask("GET", "/virtual_machines/1/cpu_usage.json").data == [{"cpu_hourly_stat": {"cpu_time": 7}}]


def test_empty_sub_list(ask: Asker) -> None:
    made = ask("POST", "/roles.json", {"role": {"label": "x"}})
    assert made.status == 201
    new = ask(
        "POST", "/users.json", {"user": {"login": "new", "email": "n@example.com", "password": "secret1"}}
    )
    listed = ask("GET", f"/users/{new.data['user']['id']}/ssh_keys.json")
    assert (listed.status, listed.body) == (200, b"[]")
    assert ask("GET", "/users/404/ssh_keys.json").status == 404
    assert ask("GET", "/users.json", authorization=basic("admin", "no")).status == 401
