"""Handing over: every form with a preview, what was masked, and a file that is not replaced unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.factories import make_exchange, make_request, make_response
from tests.tui.looking import screen_lines, screen_text, settle
from tests.tui.screens.history_app import HistoryApp, fill, store
from tests.tui.screens.test_cases import press, typed


@pytest.mark.parametrize(
    ("downs", "seen"),
    [
        (0, "# Report on requests to the API"),
        (1, "<!DOCTYPE html>"),
        (2, '"version": "1.2"'),
        (3, "#!/usr/bin/env bash"),
        (4, '"number": 6'),
    ],
)
async def test_every_form_has_a_preview(home: Path, downs: int, seen: str) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "e", *["down"] * downs)
        text = screen_text(app)
        assert "Hand over  1 exchange: #6" in text
        assert seen.lower() in text.lower()


async def test_what_was_masked_is_told_before_writing(home: Path) -> None:
    app = HistoryApp(home)
    request = make_request("GET", "/users.json", headers=(("Authorization", "Basic aHVudGVyMnNlY3JldA=="),))
    store(app.workspace, make_exchange(request=request, response=make_response()))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "e")
        assert "1 place masked: #1 request header Authorization" in screen_text(app)
        await press(pilot, "m")
        assert "  #1 request header Authorization" in screen_text(app)
        assert "# Report" not in screen_text(app)
        assert "aHVudGVyMnNlY3JldA" not in screen_text(app)


async def test_a_file_is_written_and_not_replaced_unasked(home: Path, tmp_path: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    file = tmp_path / "out.har"
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "space", "space", "e", "down", "down", "enter")
        await typed(pilot, str(tmp_path / "no" / "out.har"))
        assert "There is no such folder." in screen_text(app)
        await typed(pilot, str(file))
        assert f"Written to {file}." in screen_lines(app)[-1]
        assert len(json.loads(file.read_text())["log"]["entries"]) == 2
        file.write_text("mine")
        await press(pilot, "e", "enter")
        await typed(pilot, str(file))
        assert "y Replace it   esc No" in screen_text(app)
        await press(pilot, "n")
        assert file.read_text() == "mine"
        await press(pilot, "enter")
        await typed(pilot, str(file))
        await press(pilot, "y")
        assert file.read_text().startswith("# Report")


async def test_all_that_was_found_is_handed_over(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    app.workspace.history.cases.tag("TCK-1", [1, 2, 3])
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"case:TCK-1", "enter", "e")
        assert "Hand over  3 exchanges of TCK-1: #1, #2, #3" in screen_text(app)


async def test_the_comparison_goes_into_the_report(home: Path) -> None:
    app = HistoryApp(home)
    for email in ("old@example.com", "new@example.com"):
        body = json.dumps({"user": {"email": email}}).encode()
        store(app.workspace, make_exchange(response=make_response(200, body)))
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "space", "space", "c", "e")
        await press(pilot, "tab", "G")
        text = screen_text(app)
        assert "-" in text
        assert "old@example.com" in text
        assert "new@example.com" in text
