"""The history screen: list, search, the exchange under the cursor, reopening."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cloudflow_tui.history.search import FIELDS
from cloudflow_tui.tui.screens.help import scope_of
from tests.factories import STARTED_AT, make_exchange, make_request, make_response
from tests.tui.looking import focused, screen_lines, screen_text, settle
from tests.tui.screens.history_app import HistoryApp, fill, store


async def test_lists_what_was_sent_newest_first(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        lines = screen_lines(app)
        assert "6 exchanges" in "\n".join(lines)
        rows = [line.removeprefix("▌").split() for line in lines[5:14]]
        numbers = [row[0] for row in rows if row and row[0].isdigit()]
        assert numbers == ["6", "5", "4", "3", "2", "1"]
        refusal = next(line for line in lines if "POST " in line)
        assert "/users.json" in refusal
        assert "! 422" in refusal
        assert "38 ms" in refusal
        assert "47 B" in refusal
        assert "lab" in refusal
        assert "email: has already been taken" in refusal
        assert any("× none" in line and "no answer: timed out" in line for line in lines)


@pytest.mark.parametrize("width", [160, 80])
async def test_long_numbers_are_shown_whole(home: Path, width: int) -> None:
    app = HistoryApp(home)
    with app.workspace.history.store.writing() as connection:
        connection.execute("INSERT INTO sqlite_sequence VALUES ('exchanges', 1234566)")
    fill(app.workspace)
    async with app.run_test(size=(width, 48)) as pilot:
        await settle(pilot)
        lines = screen_lines(app)
        row = next(line for line in lines if "1234572" in line)
        head = next(line for line in lines if " took" in line)
        assert head.index("path") == row.index("/")


async def test_its_help_begins_at_its_own_keys(home: Path) -> None:
    app = HistoryApp(home)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert scope_of(app.focused) == "history"


async def test_days_stand_between_the_rows(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        first = STARTED_AT.astimezone().strftime("%d %b")
        second = (STARTED_AT + timedelta(days=1)).astimezone().strftime("%d %b")
        assert text.index(second) < text.index(first) < text.index("version.json")


@pytest.mark.parametrize("size", [(160, 48), (120, 36), (80, 24)])
async def test_shows_the_exchange_under_the_cursor(home: Path, size: tuple[int, int]) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("down", "down")
        await settle(pilot)
        text = screen_text(app)
        assert "#4  POST /users.json  ! 422 Unprocessable Entity" in text
        assert "The parameters are erroneous" in text
        assert '"errors": {' in text
        is_wide = size[0] >= 140
        assert ('{"user":{"login":"zaza"}}' in text) is is_wide


async def test_a_row_without_an_answer_says_so(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("G", "up")
        await settle(pilot)
        text = screen_text(app)
        assert "× none No answer" in text
        assert "No answer came, so there is no body." in text


async def test_searches_as_it_is_typed(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"users 404")
        await settle(pilot)
        text = screen_text(app)
        assert "/users/23.json" in text
        assert "/users/17.json" not in text
        assert "#3  DELETE" in text
        await pilot.press(*"zz")
        await settle(pilot)
        assert "Nothing in the history holds 'users 404zz'." in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "/version.json" in screen_text(app)
        assert focused(app) == "HistoryRows"


async def test_a_search_that_cannot_be_understood_says_why(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"status:>=x")
        await settle(pilot)
        lines = screen_lines(app)
        assert "status" in lines[-1]
        assert "enter Open" not in lines[-1]
        await pilot.press("enter")
        await settle(pilot)
        assert screen_lines(app)[-1] == lines[-1]
        await pilot.press("backspace", *"400")
        await settle(pilot)
        text = screen_text(app)
        assert "/users/23.json" in text
        assert "/version.json" not in text
        assert "esc Back" in screen_lines(app)[-1]


async def test_marks_the_column_that_is_wrong_and_keeps_the_rows(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"users status:zz")
        await settle(pilot)
        lines = screen_lines(app)
        typed = next(index for index, line in enumerate(lines) if "status:zz" in line)
        mark = next(line for line in lines[typed + 1 :] if "^" in line)
        assert mark.index("^") == lines[typed].index("zz")
        assert "'zz' is no status" in mark
        assert "/users/17.json" in screen_text(app)
        await pilot.press("backspace", "backspace", *"422")
        await settle(pilot)
        assert "^" not in screen_text(app)


async def test_offers_what_may_follow(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    app.workspace.history.cases.open("TCK-9")
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"ca")
        await settle(pilot)
        assert "within this case, such as case:TCK-4471" in screen_text(app)
        await pilot.press("tab", "T")
        await settle(pilot)
        assert "TCK-9" in screen_text(app)
        await pilot.press("tab")
        await settle(pilot)
        assert "/ case:TCK-9" in screen_text(app)
        assert "Nothing in the history holds 'case:TCK-9'." in screen_text(app)


async def test_tells_all_that_can_be_searched_for(home: Path) -> None:
    app = HistoryApp(home)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("slash", "f1")
        await settle(pilot)
        text = screen_text(app)
        assert all(f"{field.name}:" in text for field in FIELDS)
        await pilot.press("escape")
        await settle(pilot)
        assert focused(app) == "SearchInput"


async def test_opens_the_exchange_under_the_cursor(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert app.left_with == [5]


async def test_opens_what_was_found(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"version", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.left_with == [1]


async def test_escape_goes_back_with_nothing(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert app.left_with == [None]


async def test_an_empty_history_says_so_and_makes_no_file(home: Path) -> None:
    app = HistoryApp(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Nothing was sent yet." in screen_text(app)
        await pilot.press("enter", "down")
        await settle(pilot)
        assert app.left_with == []
    assert not app.workspace.paths.history_file.exists()


async def test_more_rows_are_read_when_the_end_comes_near(home: Path) -> None:
    app = HistoryApp(home)
    for index in range(450):
        exchange = make_exchange(
            request=make_request("GET", f"/users/{index + 1}.json"), response=make_response()
        )
        store(app.workspace, exchange, STARTED_AT + timedelta(seconds=index))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "450 exchanges" in screen_text(app)
        for _ in range(3):
            await pilot.press("G")
            await settle(pilot)
        assert "/users/1.json" in screen_text(app)


async def test_tab_goes_through_the_parts_and_zoom_gives_room(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("tab")
        assert focused(app) == "BodyView"
        await pilot.press("z")
        await settle(pilot)
        assert "took" not in screen_text(app)
        await pilot.press("z", "tab", "tab")
        await settle(pilot)
        assert focused(app) == "HistoryRows"
        assert "took" in screen_text(app)


async def test_stored_text_is_never_markup(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    odd = make_exchange(
        request=make_request("GET", "/users/[bold]17[/bold].json"),
        response=make_response(404, b'{"errors":["[red]no\\u001b[31m"]}'),
    )
    store(app.workspace, odd, STARTED_AT + timedelta(days=2))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "/users/[bold]17[/bold].json" in text
        assert "[red]no" in text
        assert "\x1b" not in text
