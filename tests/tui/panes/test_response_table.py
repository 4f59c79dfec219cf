"""The Table tab: when it is there, sorting, filtering, columns, opening an object."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.catalog.models import Answer, Attribute
from cloudflow_tui.document import Body
from tests.factories import make_endpoint, make_exchange, make_request, make_response
from tests.tui.looking import focused, screen_lines, screen_text, settle
from tests.tui.panes.response_app import LIST, SHOW, PaneApp, answered

NAMES = ["carol", "ann", "bob"]
USERS = [
    {
        "user": {
            "id": 9 + index,
            "login": name,
            "first_name": name.title(),
            **{f"extra_{n}": n for n in range(30)},
        }
    }
    for index, name in enumerate(NAMES)
]
BODY = json.dumps(USERS).encode()
XML = b'<users type="array">' + b"".join(
    f"<user><id>{index}</id><login>{name}</login></user>".encode() for index, name in enumerate(NAMES)
) + b"</users>"  # fmt: skip


def logins(app: PaneApp) -> list[str]:
    """The logins in the order of the table."""
    words = [word for line in screen_lines(app) for word in line.split()]
    return [word for word in words if word in NAMES]


async def test_comes_first_in_a_wide_pane(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(BODY), LIST)
        await settle(pilot)
        app.pane.focus()
        await settle(pilot)
        text = screen_text(app)
        assert text.index("Table 3") < text.index("Body JSON")
        assert logins(app) == NAMES
        assert focused(app) == "TableRows"


async def test_comes_first_when_the_pane_becomes_wide(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(70, 30)) as pilot:
        app.show(answered(BODY), LIST)
        await settle(pilot)
        text = screen_text(app)
        assert text.index("Body JSON") < text.index("Table 3")
        assert '"login": "carol"' in text
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        assert logins(app) == NAMES


@pytest.mark.parametrize("body", [b'{"user":{"id":7}}', b'"text"', b"[1"])
async def test_is_not_there_for_other_answers(home: Path, body: bytes) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(body), SHOW)
        await settle(pilot)
        assert "Table" not in screen_text(app)


async def test_is_not_there_for_errors(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(b'{"errors":["Resource not found"]}', 404), SHOW)
        await settle(pilot)
        assert "Table" not in screen_text(app)


async def test_sorts_up_and_down_and_back(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(BODY), LIST)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("s")
        await settle(pilot)
        assert "id ↑" in screen_text(app)
        assert logins(app) == ["carol", "ann", "bob"]
        await pilot.press("s")
        await settle(pilot)
        assert "id ↓" in screen_text(app)
        assert logins(app) == ["bob", "ann", "carol"]
        await pilot.press("s")
        await settle(pilot)
        assert "login ↑" in screen_text(app)
        assert logins(app) == ["ann", "bob", "carol"]


async def test_sorts_by_a_click_on_a_name(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(BODY), LIST)
        await settle(pilot)
        column = next(line for line in screen_lines(app) if "login" in line).index("login")
        await pilot.click("TableHead", offset=(column, 0))
        await settle(pilot)
        assert logins(app) == ["ann", "bob", "carol"]
        await pilot.click("TableHead", offset=(column, 0))
        await settle(pilot)
        assert logins(app) == ["carol", "bob", "ann"]


async def test_filters_rows(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(BODY), LIST)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("slash", *"AN")
        await settle(pilot)
        assert logins(app) == ["ann"]
        assert "1 of 3" in screen_text(app)
        await pilot.press("x")
        await settle(pilot)
        assert "No row holds 'ANx'." in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert logins(app) == NAMES
        assert focused(app) == "TableRows"


async def test_turns_to_the_columns_that_do_not_fit(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(BODY), LIST)
        await settle(pilot)
        app.pane.focus()
        assert "more columns: c choose" in screen_text(app)
        assert "extra_29" not in screen_text(app)
        seen = set()
        for _ in range(8):
            seen |= {word for word in screen_text(app).split() if word.startswith("extra_")}
            await pilot.press("right")
            await settle(pilot)
            assert " id " in screen_text(app)
        assert seen == {f"extra_{n}" for n in range(30)}
        further = screen_text(app)
        await pilot.press("left")
        await settle(pilot)
        assert screen_text(app) != further


@pytest.mark.parametrize(
    ("body", "content_type", "place"),
    [(BODY, "application/json", "line 76 of 113"), (XML, "application/xml", "line 10 of 14")],
    ids=["json", "xml"],
)
async def test_opens_the_object_of_a_row_in_the_body(
    home: Path, body: bytes, content_type: str, place: str
) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(body, content_type=content_type), LIST)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert focused(app) == "BodyView"
        text = screen_text(app)
        assert "bob" in text
        assert place in text


async def test_copies_a_row(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(b'[{"id":1,"login":"ann"}]'), LIST)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("y")
        assert app.clipboard == "1\tann"


@pytest.mark.parametrize("body", [b"[]", b'<users type="array"/>'])
async def test_an_empty_list_is_said_in_words(home: Path, body: bytes) -> None:
    endpoint = make_endpoint("users.list", answer=Answer(200, "user", is_list=True))
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        kind = "application/json" if body.startswith(b"[") else "application/xml"
        app.show(answered(body, content_type=kind), endpoint)
        await settle(pilot)
        text = screen_text(app)
        assert "Table 0" in text
        assert "200 OK, no users" in text


async def test_markup_in_cells_is_text(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(b'[{"id":1,"[b]":"[red]x[/red] \\u001b[31my"}]'), LIST)
        await settle(pilot)
        text = screen_text(app)
        assert "[red]x[/red]" in text
        assert "[b]" in text
        assert "\x1b" not in text


async def test_a_long_list_becomes_a_table_when_all_of_it_is_read(home: Path) -> None:
    users = [{"user": {"id": index, "login": f"login{index}", "note": "x" * 60}} for index in range(2000)]
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(json.dumps(users).encode()), LIST)
        app.pane.focus()
        await settle(pilot)
        assert "Table 2,000" in screen_text(app)
        assert focused(app) == "TableRows"


async def test_showing_secrets_of_a_long_list_keeps_the_table(home: Path) -> None:
    users = [{"user": {"id": index, "login": f"login{index}", "note": "x" * 60}} for index in range(2000)]
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(users).encode()), LIST)
        app.pane.focus()
        await settle(pilot)
        app.pane.action_show_tab("table")
        await settle(pilot)
        app.pane.action_reveal()
        await settle(pilot)
        assert "Table 2,000" in screen_text(app)
        assert focused(app) == "TableRows"


SERVERS = [
    {"id": 1042, "label": "web", "state": "running", "memory": 8192, "cost": "1.5"},
    {"id": 1043, "label": "db", "state": "locked", "memory": 16384, "cost": "2.25"},
    {"id": 1044, "label": "old", "state": "stopped", "memory": 512, "cost": "-0.25"},
]


async def test_shows_states_units_and_sums(home: Path) -> None:
    attributes = (Attribute("memory", "integer", "RAM in MB."), Attribute("label", "string"))
    endpoint = make_endpoint(
        "servers.list", answer=Answer(200, "server", is_list=True, attributes=attributes)
    )
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(json.dumps(SERVERS).encode()), endpoint)
        await settle(pilot)
        app.pane.focus()
        await settle(pilot)
        text = screen_text(app)
        assert "memory MB" in text
        assert "● running" in text
        assert "! locked" in text
        assert "○ stopped" in text
        assert "16,384" in text
        assert "1042" in text
        await pilot.press("plus")
        await settle(pilot)
        [line] = [line for line in screen_lines(app) if line.startswith("  sum")]
        assert line.split() == ["sum", "25,088", "3.50"]
        await pilot.press("slash", *"db")
        await settle(pilot)
        [line] = [line for line in screen_lines(app) if line.startswith("  sum")]
        assert line.split() == ["sum", "16,384", "2.25"]


async def test_where_nothing_can_be_summed_it_is_said(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30), notifications=True) as pilot:
        app.show(answered(b'[{"user":{"id":1,"login":"ann"}},{"user":{"id":2,"login":"bob"}}]'))
        await settle(pilot)
        app.pane.focus()
        await pilot.press("plus")
        await settle(pilot)
        assert "No column that is shown has numbers" in screen_text(app)
        assert not [line for line in screen_lines(app) if line.startswith("  sum")]


async def test_columns_are_chosen_and_moved(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(json.dumps(SERVERS).encode()), LIST)
        await settle(pilot)
        app.pane.focus()
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        await pilot.press("J", "down", "space", "enter")
        await settle(pilot)
        heading = next(line for line in screen_lines(app) if "label" in line)
        assert heading.split() == ["label", "id", "memory", "cost"]
        await pilot.press("c")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert heading in screen_lines(app)


@pytest.mark.parametrize(
    ("key", "first"),
    [("comma", "id,label,state"), ("vertical_line", "| id | label"), ("left_curly_bracket", "[")],
)
async def test_copies_the_table_as_text(home: Path, key: str, first: str) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(answered(json.dumps(SERVERS).encode()), LIST)
        await settle(pilot)
        app.pane.focus()
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert app.clipboard.startswith(first)
        assert "1044" in app.clipboard


async def test_a_hundred_thousand_rows(home: Path, tmp_path: Path) -> None:
    data = json.dumps([{"user": {"id": number, "login": f"login{number}"}} for number in range(100_000)])
    file = tmp_path / "long.body"
    file.write_bytes(data.encode())
    response = make_response(200, b"", content_type="application/json")
    exchange = make_exchange(request=make_request("GET"), response=replace(response, body=Body.in_file(file)))
    app = PaneApp(home)
    async with app.run_test(size=(119, 30)) as pilot:
        app.show(exchange, LIST)
        await settle(pilot)
        app.pane.focus()
        app.pane.action_show_tab("table")
        await settle(pilot)
        assert "Table 100,000" in screen_text(app)
        await pilot.press("G")
        await settle(pilot)
        assert "login99999" in screen_text(app)
        await pilot.press("s", "s")
        await settle(pilot)
        await pilot.press("g")
        await settle(pilot)
        assert "login99999" in screen_text(app)
        await pilot.press("slash", *"login777")
        await settle(pilot)
        assert "111 of 100,000" in screen_text(app)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert focused(app) == "BodyView"
        assert "login777" in screen_text(app)
