"""Groups, the timeline of an object, upkeep: reached from the history by a key."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from cloudflow_tui.tui.screens.history import HistoryScreen
from tests.factories import STARTED_AT, make_exchange, make_request, make_response
from tests.tui.looking import screen_lines, screen_text, settle
from tests.tui.screens.history_app import HistoryApp, fill, store
from tests.tui.screens.test_cases import press, typed


async def test_groups_lead_to_their_exchanges(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    app.workspace.history.cases.tag("TCK-1", [2, 4])
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "b")
        day = STARTED_AT.astimezone().strftime("%Y-%m-%d")
        assert day in screen_text(app)
        await press(pilot, "tab", "tab", "tab")
        text = screen_text(app)
        assert "TCK-1" in text
        assert "none" in text
        await press(pilot, "down", "enter")
        assert "2 of 6" in screen_text(app)
        assert 'case:"TCK-1"' in screen_text(app)


async def test_groups_are_those_of_the_search(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"already", "enter", "b", "shift+tab")
        rows = [line.split()[1] for line in screen_lines(app) if line[30:34] in ("▊▌ 4", "▊  2", "▊  n")]
        assert len(rows) == 1
        await press(pilot, "enter")
        assert "/ already status:422" in screen_text(app)
        assert "1 of 6" in screen_text(app)


async def test_the_timeline_tells_what_changed_when(home: Path) -> None:
    app = HistoryApp(home)
    for index, email in enumerate(("old@example.com", "new@example.com")):
        body = json.dumps({"user": {"id": 17, "email": email, "login": "zaza"}}).encode()
        request = make_request("GET", "/users/17.json", endpoint_id="users.get")
        exchange = make_exchange(request=request, response=make_response(200, body))
        store(app.workspace, exchange, STARTED_AT + timedelta(hours=index))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        text = screen_text(app)
        assert "Timeline  user 17" in text
        assert "seen in 2 exchanges, 1 attribute changed" in text
        assert text.index("old@example.com") < text.index("new@example.com") < text.index("zaza")
        await press(pilot, "down", "enter")
        assert "number:1" in screen_text(app)


async def test_an_exchange_about_no_object_has_no_timeline(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "G", "t")
        assert "#1 is about no single object." in screen_lines(app)[-1]


async def test_prune_says_what_goes_and_asks(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    history = app.workspace.history
    history.cases.tag("TCK-1", [1])
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        screen.action_prune()
        await settle(pilot)
        await typed(pilot, "2 days")
        assert "is no limit" in screen_text(app)
        await typed(pilot, "2")
        assert "3 exchanges" in screen_text(app)
        await press(pilot, "n")
        assert history.count() == 6
        screen.action_prune()
        await settle(pilot)
        # What was asked for last stands there.
        await press(pilot, "enter")
        await press(pilot, "y")
        assert "3 removed." in screen_lines(app)[-1]
        assert [row.number for row in history.rows(limit=10)] == [6, 5, 1]


async def test_a_har_is_read_and_what_is_no_har_is_told(home: Path, tmp_path: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    har = tmp_path / "some.har"
    entry = {
        "startedDateTime": "2026-03-01T10:00:00Z",
        "time": 5,
        "request": {"method": "GET", "url": "https://cp.example.com/users/99.json", "headers": []},
        "response": {"status": 200, "statusText": "OK", "headers": [], "content": {"text": "{}"}},
    }
    har.write_text(json.dumps({"log": {"version": "1.2", "entries": [entry]}}))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        screen.action_import_har()
        await settle(pilot)
        await typed(pilot, str(tmp_path / "none.har"))
        assert "There is no such file." in screen_text(app)
        await typed(pilot, str(har))
        assert "1 added." in screen_lines(app)[-1]
        assert "/users/99.json" in screen_text(app)
        har.write_text("<html>")
        screen.action_import_har()
        await settle(pilot)
        await typed(pilot, str(har))
        assert app.workspace.history.count() == 7
        assert "enter Open" not in screen_lines(app)[-1]
