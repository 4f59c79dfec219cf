"""The history screen compares: two marked exchanges, one call over time, part by part."""

from __future__ import annotations

import asyncio
import json
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from cloudflow_tui.document.compare import CompareOptions
from cloudflow_tui.exchange import Exchange
from cloudflow_tui.workspace import comparing
from tests.factories import STARTED_AT, make_exchange, make_request, make_response
from tests.tui.looking import focused, screen_lines, screen_text, settle
from tests.tui.screens.history_app import HistoryApp, store


def fill(app: HistoryApp) -> None:
    """One user, looked at three times, with another call between."""
    for index, user in enumerate(
        (
            {"id": 17, "email": "old@example.com", "updated_at": "1"},
            {"id": 17, "email": "new@example.com", "updated_at": "2"},
            None,
            {"id": 17, "email": "new@example.com", "updated_at": "3", "bucket_id": 4},
        )
    ):
        path = "/users/17.json" if user else "/version.json"
        body = json.dumps({"user": user} if user else {"version": "6.7"}).encode()
        exchange = make_exchange(request=make_request("GET", path), response=make_response(200, body))
        store(app.workspace, exchange, STARTED_AT + timedelta(minutes=index))


async def test_two_marked_ones_are_compared_the_older_at_the_left(home: Path) -> None:
    app = HistoryApp(home)
    fill(app)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("space", "down", "space")
        await settle(pilot)
        text = screen_text(app)
        assert "2 marked" in text
        marks = {line[1]: line.split()[1] for line in screen_lines(app) if line[1:2] in ("A", "B")}
        assert marks == {"A": "2", "B": "4"}
        await pilot.press("c")
        await settle(pilot)
        text = screen_text(app)
        assert "Compare  1 added   1 ignored: updated_at" in text
        assert "A #2" in text
        assert "B #4" in text
        assert focused(app) == "HistoryRows"
        assert "n Next   - Fold" in screen_lines(app)[-1]
        await pilot.press("escape")
        await settle(pilot)
        assert "enter Open   space Mark" in screen_lines(app)[-1]


async def test_volatile_attributes_count_on_a_key(home: Path) -> None:
    app = HistoryApp(home)
    fill(app)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        assert "1 added   1 ignored: updated_at" in screen_text(app)
        await pilot.press("v")
        await settle(pilot)
        assert "1 changed, 1 added   nothing ignored" in screen_text(app)


async def test_one_call_over_time_leaves_other_calls_out(home: Path) -> None:
    app = HistoryApp(home)
    fill(app)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        text = screen_text(app)
        assert "A #2" in text
        assert "B #4" in text
        await pilot.press("down", "o")
        await settle(pilot)
        assert "#3 is the first of its call." in screen_lines(app)[-1]


async def test_in_little_room_the_changes_stand_in_a_list(home: Path) -> None:
    app = HistoryApp(home)
    fill(app)
    async with app.run_test(size=(100, 36)) as pilot:
        await settle(pilot)
        await pilot.press("G", "up", "o")
        await settle(pilot)
        assert "~ user.email" in screen_text(app)
        assert "old@example.com › new@example.com" in screen_text(app)


async def test_every_part_has_its_tab(home: Path) -> None:
    app = HistoryApp(home)
    fill(app)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("o", "right_square_bracket")
        await settle(pilot)
        assert "HTTP/1.1 200" in screen_text(app)
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert screen_text(app).count("GET https://") == 2
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert "in all" in screen_text(app)
        assert "B to A" in screen_text(app)
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert '"bucket_id"' in screen_text(app)


async def test_differences_are_gone_through_and_escape_closes(home: Path) -> None:
    app = HistoryApp(home)
    fill(app)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("G", "space", "g", "c")
        await settle(pilot)
        assert "1 of 2" in screen_text(app)
        await pilot.press("n")
        await settle(pilot)
        assert "2 of 2" in screen_text(app)
        await pilot.press("N", "tab")
        await settle(pilot)
        assert "1 of 2" in screen_text(app)
        assert focused(app) == "PairView"
        await pilot.press("escape")
        await settle(pilot)
        assert "A #1" not in screen_text(app)
        assert "#4  GET /users/17.json" in screen_text(app)
        assert app.left_with == []


@pytest.mark.parametrize("size", [(80, 24), (80, 20)])
async def test_a_small_terminal_shows_the_comparison(home: Path, size: tuple[int, int]) -> None:
    app = HistoryApp(home)
    fill(app)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        assert "+ user.bucket_id" in screen_text(app)


async def test_three_marks_are_too_many(home: Path) -> None:
    app = HistoryApp(home)
    fill(app)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("space", "space", "space", "c")
        await settle(pilot)
        assert "3 are marked; compare takes two." in screen_lines(app)[-1]
        await pilot.press("escape")
        await settle(pilot)
        assert "marked" not in screen_lines(app)[2]


async def test_a_long_comparison_says_so_and_escape_stops_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    def endless(old: Exchange, new: Exchange, options: CompareOptions) -> comparing.ExchangeComparison:
        try:
            while True:
                options.go_on()
                threading.Event().wait(0.001)
        finally:
            ended.set()

    monkeypatch.setattr(comparing, "compare_exchanges", endless)
    app = HistoryApp(home)
    fill(app)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await pilot.press("o")
        async with asyncio.timeout(30):
            while "esc stops" not in screen_text(app):
                await pilot.pause()
        assert "Comparing #4 with the same call before it" in screen_lines(app)[-1]
        await pilot.press("escape")
        await settle(pilot)
        assert ended.is_set()
        assert "Comparing" not in screen_text(app)
        assert app.left_with == []
