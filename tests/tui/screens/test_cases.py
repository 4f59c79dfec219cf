"""The cases in the console: opened, filled, closed, noted, searched, handed over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.tui.looking import focused, screen_lines, screen_text, settle
from tests.tui.screens.history_app import HistoryApp, fill


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Type into the question that is open, and accept it."""
    pilot.app.screen.query_one("Input").value = text  # type: ignore[attr-defined]  # any Input
    await press(pilot, "enter")


async def test_a_case_is_opened_filled_closed_and_found(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    cases = app.workspace.history.cases
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "space", "space", "C")
        assert "No case yet. n opens one." in screen_text(app)
        await press(pilot, "n")
        await typed(pilot, "TCK-1")
        await typed(pilot, "Cannot log in")
        assert cases.get("TCK-1").title == "Cannot log in"
        assert "● open" in screen_text(app)
        await press(pilot, "t")
        assert "2 exchanges put into TCK-1." in screen_lines(app)[-1]
        assert cases.numbers("TCK-1") == [5, 6]
        await press(pilot, "a")
        await typed(pilot, "He was asked to wait.")
        assert "He was asked to wait." in screen_text(app)
        await press(pilot, "x")
        assert "○ closed" in screen_text(app)
        assert not cases.get("TCK-1").is_open
        await press(pilot, "x", "u")
        assert cases.get("TCK-1").is_open
        assert cases.numbers("TCK-1") == []


async def test_the_exchanges_of_a_case_are_shown_in_the_list(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    app.workspace.history.cases.tag("TCK 2", [4])
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        assert "TCK 2" in screen_text(app)
        await press(pilot, "C", "enter")
        text = screen_text(app)
        assert '/ case:"TCK 2"' in text
        assert "1 of 6" in text
        assert "/version.json" not in text


async def test_what_is_sent_from_now_on_goes_into_the_case(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    app.workspace.history.cases.open("TCK-3")
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "C", "w")
        assert app.workspace.history.case_name == "TCK-3"
        assert "sending into this" in screen_text(app)
        await press(pilot, "escape")
        assert "sending into TCK-3" in screen_text(app)
        await press(pilot, "C", "w")
        assert app.workspace.history.case_name == ""


async def test_a_name_that_cannot_be_one_is_asked_for_again(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "C", "n")
        await typed(pilot, "none")
        assert "!" in screen_text(app)
        assert type(app.screen).__name__ == "AskScreen"
        await press(pilot, "escape")
        assert app.workspace.history.cases.all() == []


async def test_cases_are_found_by_words_of_their_notes(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    cases = app.workspace.history.cases
    cases.open("TCK-4", "one")
    cases.open("TCK-5", "two")
    cases.add_note("a yellow cable", name="TCK-4")
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "C", "slash", *"yellow")
        assert "1 case" in screen_text(app)
        assert "TCK-5" not in screen_text(app)
        await press(pilot, "enter")
        assert focused(app) == "CaseRows"
        await press(pilot, "escape")
        assert "TCK-5" in screen_text(app)


async def test_a_file_is_attached(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "ticket.txt"
    file.write_text("the password was hunter2secret")
    app = HistoryApp(home)
    fill(app.workspace)
    app.workspace.history.cases.open("TCK-6")
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "C", "A")
        await typed(pilot, str(tmp_path / "missing.txt"))
        assert "There is no such file." in screen_text(app)
        await typed(pilot, str(file))
        assert "ticket.txt" in screen_text(app)
    kept = app.workspace.history.cases.attached("TCK-6", "ticket.txt")
    assert b"hunter2secret" not in kept


async def test_a_note_on_an_exchange_is_kept_and_marked(home: Path) -> None:
    app = HistoryApp(home)
    fill(app.workspace)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "a")
        await typed(pilot, "seen before")
        assert [note.text for note in app.workspace.history.cases.notes(number=5)] == ["seen before"]
        row = next(line for line in screen_lines(app) if "▌" in line and "PUT" in line)
        assert row.endswith("note")
