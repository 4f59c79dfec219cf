"""The states of the response pane, the fields at fault, and what is chosen in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.errors import RefusedError
from cloudflow_tui.exchange import Failure, FailureKind, Outcome
from cloudflow_tui.history import HistoryRow
from cloudflow_tui.tui.panes.response import ResponsePane
from tests.factories import STARTED_AT, make_exchange, make_request
from tests.tui.looking import focused, screen_lines, screen_text, settle
from tests.tui.panes.response_app import CREATE, LIST, SHOW, PaneApp, answered, refused


async def test_tells_what_may_come_before_anything_is_sent(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(60, 30)) as pilot:
        app.pane.show_endpoint(CREATE, ())
        await settle(pilot)
        text = screen_text(app)
        assert "Nothing sent yet" in text
        assert "✓ 201 Created" in text
        assert "! 422 Unprocessable Entity" in text
        assert "× 500 Server Error" in text
        assert "Sent before" not in text


async def test_waits_with_host_and_bytes_and_cancels(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 20)) as pilot:
        app.pane.show_endpoint(CREATE, ())
        app.pane.show_waiting("cp.example.net")
        app.pane.show_progress(2048, 4096)
        app.pane.focus()
        await settle(pilot)
        first = screen_lines(app)[0]
        assert "waiting for cp.example.net" in first
        assert "2 KB of 4 KB" in first
        assert "esc Cancel" in first
        await pilot.press("escape")
        assert [type(event) for event in app.said] == [ResponsePane.CancelRequested]


async def test_tells_how_much_of_a_large_body_left(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 20)) as pilot:
        app.pane.show_waiting("cp.example.net")
        app.pane.show_upload(1024, 4096)
        app.pane.focus()
        await settle(pilot)
        assert "sending to cp.example.net" in screen_lines(app)[0]
        assert "1 KB of 4 KB" in screen_lines(app)[0]
        app.pane.show_upload(4096, 4096)
        app.pane.waiting.refresh()
        await settle(pilot)
        assert "waiting for cp.example.net" in screen_lines(app)[0]


async def test_says_why_nothing_was_sent(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 20)) as pilot:
        app.pane.show_endpoint(CREATE, ())
        app.pane.show_refusal(
            RefusedError("prod-eu is read-only and this call changes things.", advice="Use another.")
        )
        await settle(pilot)
        text = screen_text(app)
        assert "Not sent" in text
        assert "prod-eu is read-only" in text
        assert "Use another." in text
        assert "Nothing sent yet" not in text


@pytest.mark.parametrize("size", [(54, 43), (120, 36), (80, 20)])
async def test_names_status_and_fields_of_a_refusal(home: Path, size: tuple[int, int]) -> None:
    app = PaneApp(home)
    async with app.run_test(size=size) as pilot:
        app.show(refused())
        await settle(pilot)
        lines = screen_lines(app)
        assert "! 422 Unprocessable Entity" in lines[0]
        assert "12 ms" in lines[0]
        assert "101 B" in lines[0]
        assert any("! email" in line and "has already been taken" in line for line in lines)
        assert any("! password" in line for line in lines)
        assert any("Body JSON" in line for line in lines)
        assert any('"has already been taken"' in line for line in lines)


async def test_goes_from_a_field_at_fault_to_its_parameter(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 36)) as pilot:
        app.show(refused())
        await settle(pilot)
        app.pane.focus()
        await settle(pilot)
        assert focused(app) == "BodyView"
        await pilot.press("up", "down", "enter")
        [event] = app.said
        assert isinstance(event, ResponsePane.FieldPicked)
        assert event.name == "password"
        await pilot.press("escape")
        await settle(pilot)
        assert focused(app) == "BodyView"


async def test_a_success_is_one_row_in_a_wide_pane(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(119, 40)) as pilot:
        app.show(answered(b'[{"user":{"id":7}},{"user":{"id":8}}]'), LIST)
        await settle(pilot)
        assert "✓ 200 OK  2 users" in screen_lines(app)[0]


async def test_no_answer_is_told_as_none(home: Path) -> None:
    failure = Failure(
        FailureKind.TIMEOUT,
        "No answer from cp.example.net:443 in 30 s.",
        "Look first.",
        may_have_arrived=True,
    )
    app = PaneApp(home)
    async with app.run_test(size=(80, 24)) as pilot:
        app.show(make_exchange(request=make_request("POST"), outcome=Outcome.FAILED, failure=failure))
        await settle(pilot)
        text = screen_text(app)
        assert "× none No answer" in text
        assert "No answer from cp.example.net:443 in 30 s." in text
        assert "The request may have arrived." in text
        assert "No answer came, so there is no body." in text


async def test_nothing_comes_back_with_204(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 24)) as pilot:
        edit = answered(b"", 204, method="PUT", content_type="")
        app.show(edit, None)
        await settle(pilot)
        assert "204: nothing comes back." in screen_text(app)


async def test_summary_is_two_lines(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(84, 12)) as pilot:
        app.pane.is_summary = True
        app.pane.show_endpoint(CREATE, ())
        await settle(pilot)
        assert app.pane.size.height == 2
        assert screen_lines(app)[:2] == ["  Response  nothing sent yet", "  may answer ✓ 201 ! 422 403 × 500"]
        app.show(refused())
        await settle(pilot)
        lines = screen_lines(app)
        assert "! 422 Unprocessable Entity" in lines[0]
        assert "email, password" in lines[0]
        assert "The parameters are erroneous" in lines[1]
        app.pane.is_summary = False
        await settle(pilot)
        assert "Body JSON" in screen_text(app)


async def test_steps_through_the_tabs(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(b'{"user":{"id":7}}'), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert any(line.startswith("▌ Content-Type  application/json") for line in screen_lines(app))
        assert focused(app) == "PairRows"
        await pilot.press("right_square_bracket")
        await settle(pilot)
        text = screen_text(app)
        assert "connect" in text
        assert "12 ms" in text
        await pilot.press("right_square_bracket")
        await settle(pilot)
        lines = [line.strip() for line in screen_lines(app)]
        assert any(line.endswith("HTTP/1.1 200") for line in lines)
        assert any(line.endswith('{"user":{"id":7}}') for line in lines)
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert focused(app) == "BodyView"
        assert '"id": 7' in screen_text(app)


async def test_another_answer_takes_the_place_of_the_first(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(refused())
        await settle(pilot)
        app.show(answered(b"<html><body><h1>Oh</h1></body></html>", 500, content_type="application/json"))
        await settle(pilot)
        text = screen_text(app)
        assert "× 500" in text
        assert "has already been taken" not in text
        assert "Body HTML" in text
        assert "announced as JSON, but is HTML" in text


async def test_the_focus_goes_on_from_waiting_to_the_body(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.pane.show_endpoint(CREATE, ())
        app.pane.show_waiting("cp.example.net")
        app.pane.focus()
        await settle(pilot)
        assert focused(app) == "WaitingLine"
        app.show(refused())
        await settle(pilot)
        assert focused(app) == "BodyView"


async def test_an_earlier_exchange_can_be_reopened(home: Path) -> None:
    app = PaneApp(home)
    row = HistoryRow(
        number=131,
        started_at=STARTED_AT,
        method="POST",
        path="/users.json",
        status=422,
        elapsed_ms=38.0,
        size_bytes=10,
        profile_name="lab",
        login="ann",
        what_happened="password: can't be blank",
        outcome=Outcome.ANSWERED,
        endpoint_id="users.create",
    )
    before = [row, replace(row, number=120, status=201, what_happened="login=ines")]
    async with app.run_test(size=(60, 30)) as pilot:
        app.pane.show_endpoint(CREATE, before)
        app.pane.focus()
        await settle(pilot)
        text = screen_text(app)
        assert "Sent before" in text
        assert "2 in history" in text
        assert "! 422" in text
        assert "password: can't be blank" in text
        await pilot.press("down", "enter")
        [event] = app.said
        assert isinstance(event, ResponsePane.Reopen)
        assert event.number == 120


async def test_the_timing_says_what_was_not_there(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(refused())
        await settle(pilot)
        app.pane.action_show_tab("timing")
        await settle(pilot)
        lines = screen_lines(app)
        assert any(line.strip().startswith("TLS") and "none" in line for line in lines)
        assert any("wait" in line and "10 ms" in line and "━" in line for line in lines)
        assert any("total" in line and "12 ms" in line for line in lines)


async def test_a_header_value_can_be_copied(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(refused())
        await settle(pilot)
        app.pane.action_show_tab("headers")
        app.pane.focus()
        await settle(pilot)
        await pilot.press("y")
        assert app.clipboard == "application/json; charset=utf-8"


async def test_w_shows_all_there_is_to_say(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 22)) as pilot:
        app.show(refused())
        await settle(pilot)
        app.pane.focus()
        assert "more: w" in screen_text(app)
        await pilot.press("w")
        await settle(pilot)
        assert "more: w" not in screen_text(app)
        assert focused(app) == "StatusRows"
        await pilot.press("w")
        await settle(pilot)
        assert "more: w" in screen_text(app)
        assert focused(app) == "BodyView"
