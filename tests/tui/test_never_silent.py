"""The screen is never silent for long, whatever is done with a long answer."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from cloudflow_tui.diagnosis import explain
from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange
from cloudflow_tui.tui.widgets.pair_view import PairView
from tests.document.corpus import LONG_SAMPLES, LongSample
from tests.factories import STARTED_AT, make_exchange, make_request, make_response
from tests.tui.looking import screen_text, settle
from tests.tui.panes.response_app import LIST, PaneApp
from tests.tui.screens.history_app import HistoryApp, store
from tests.tui.ticker import Ticker, ticking

SILENT_MS = 200
"""Beyond that whoever presses a key thinks that it was lost."""
ROLES = [{"role": {"id": 1, "label": "Administrator"}}, {"role": {"id": 2, "label": "User"}}]
LAST = 42_000


def users(count: int, **more: object) -> list[Any]:
    return [
        {
            "user": {
                "id": number,
                "login": f"login{number}",
                "email": f"login{number}@example.com",
                "password": "s3cr3t",
                "created_at": "2026-01-01T10:00:00+00:00",
                "roles": ROLES,
                **more,
            }
        }
        for number in range(count)
    ]


def to_xml(value: Any) -> str:
    if isinstance(value, list):
        return "".join(to_xml(item) for item in value)
    if isinstance(value, dict):
        return "".join(f"<{name}>{to_xml(inner)}</{name}>" for name, inner in value.items())
    return str(value)


def as_json(count: int) -> bytes:
    return json.dumps(users(count)).encode()


def as_xml(count: int) -> bytes:
    return f'<users type="array">{to_xml(users(count))}</users>'.encode()


def long_answer(data: bytes, form: str, folder: Path) -> Exchange:
    file = folder / "long.body"
    file.write_bytes(data)
    response = make_response(200, b"", content_type=f"application/{form}; charset=utf-8")
    return make_exchange(request=make_request(), response=replace(response, body=Body.in_file(file)))


async def arrive(app: PaneApp, pilot: Pilot[Any], data: bytes, whole: Exchange) -> None:
    """The answer as the connection brings it."""
    assert whole.response is not None
    early = replace(whole, response=replace(whole.response, body=Body.of(data[:65536])))
    app.pane.show_early(early, explain(early, LIST), LIST)
    app.pane.read_along(whole)
    await pilot.pause()
    app.pane.focus()
    for received in range(65536, len(data), 1024 * 1024):
        app.pane.show_progress(received, len(data))
        await pilot.press("down")
    app.show(whole, LIST)
    await pilot.press("up", "pagedown", "up")
    await settle(pilot)


def told(ticker: Ticker) -> dict[str, int]:
    return {name: round(took) for name, took in ticker.longest_ms.items() if took > SILENT_MS}


@pytest.mark.parametrize(("form", "make"), [("json", as_json), ("xml", as_xml)], ids=["json", "xml"])
async def test_with_ten_megabytes(
    home: Path, tmp_path: Path, form: str, make: Callable[[int], bytes]
) -> None:
    data = make(LAST)
    assert len(data) > 9_000_000
    whole = long_answer(data, form, tmp_path)
    expression = "[?user.id==`7`].user.login" if form == "json" else "//user[id=7]/login"
    app = PaneApp(home)
    async with app.run_test(size=(160, 48)) as pilot, ticking() as ticker:
        ticker.name = "load"
        await arrive(app, pilot, data, whole)
        assert "reading on" not in screen_text(app)
        app.pane.action_show_tab("body")
        await settle(pilot)
        for name, keys in (
            ("end", ("G", "up", "up", "pageup")),
            ("find", ("slash", *f"login{LAST - 1}", "enter", "escape")),
            ("find often", ("slash", *"id", "enter", "n", "n", "escape")),
            ("fold all", ("minus", "down", "pagedown", "G", "home")),
            ("unfold all", ("plus", "down", "G", "up")),
            ("filter", ("f", *expression, "enter")),
            ("unfilter", ("escape", "escape")),
        ):
            ticker.name = name
            await pilot.press(*keys)
            await settle(pilot)
        ticker.name = "table"
        app.pane.action_show_tab("table")
        await settle(pilot)
        await pilot.press("down", "pagedown", "G", "home")
        await settle(pilot)
        assert f"{LAST:,}" in screen_text(app)
        ticker.name = "row"
        await pilot.press("G", "enter")
        await settle(pilot)
        assert f"login{LAST - 1}" in screen_text(app)
    assert told(ticker) == {}


@pytest.mark.parametrize("form", ["json", "xml"])
async def test_with_two_answers_of_ten_megabytes_compared(home: Path, form: str) -> None:
    app = HistoryApp(home)
    for number, more in enumerate(({"state": "on"}, {"state": "off"})):
        data = users(LAST, **more)
        body = json.dumps(data).encode() if form == "json" else f"<users>{to_xml(data)}</users>".encode()
        assert len(body) > 9_000_000
        exchange = make_exchange(
            request=make_request("GET", f"/users.{form}"),
            response=make_response(200, body, content_type=f"application/{form}"),
        )
        store(app.workspace, exchange, STARTED_AT.replace(minute=number))
    async with app.run_test(size=(160, 48)) as pilot, ticking() as ticker:
        await settle(pilot)
        ticker.name = "compare"
        await pilot.press("space", "down", "space", "c")
        await settle(pilot)
        assert f"{LAST:,} changed" in screen_text(app)
        app.screen.query_one(PairView).focus()
        for name, keys in (
            ("look", ("down", "pagedown", "G", "home", "n", "n")),
            ("open", ("home", "enter", "pagedown")),
            ("arrange", ("u", "n", "u", "n", "u")),
            ("again", ("v",)),
            ("unfold", ("minus", "G", "minus")),
        ):
            ticker.name = name
            await pilot.press(*keys)
            await settle(pilot)
        assert f"{LAST:,} changed" in screen_text(app)
    assert told(ticker) == {}


ODD = [one for one in LONG_SAMPLES if one.name in ("one-line", "brackets", "elements", "deep-elements")]


@pytest.mark.parametrize("sample", ODD, ids=lambda sample: sample.name)
async def test_with_an_odd_long_body(home: Path, tmp_path: Path, sample: LongSample) -> None:
    data = sample.of(12_000_000)
    whole = long_answer(data, sample.content_type.partition("/")[2], tmp_path)
    app = PaneApp(home)
    async with app.run_test(size=(160, 48)) as pilot, ticking() as ticker:
        ticker.name = "load"
        await arrive(app, pilot, data, whole)
        app.pane.action_show_tab("body")
        await settle(pilot)
        for name, keys in (
            ("end", ("G", "pageup", "home")),
            ("find", ("slash", "x", "enter", "n", "escape")),
            ("expression", ("slash", "alt+r", "full_stop", "enter", "n", "escape")),
            ("right", ("right", "right", "left")),
            ("wrap", ("alt+w", "pagedown", "G", "home", "alt+w")),
            ("fold", ("minus", "plus", "space", "space")),
            ("raw", ("R", "G", "home")),
        ):
            ticker.name = name
            await pilot.press(*keys)
            await settle(pilot)
    assert told(ticker) == {}


async def test_the_ticker_sees_what_takes_long() -> None:
    async with ticking() as ticker:
        await asyncio.sleep(0)
        end = time.thread_time() + SILENT_MS / 1000 * 3
        while time.thread_time() < end:
            sum(range(1000))
        ticker.name = "work"
        for _ in range(3):
            await asyncio.sleep(0)
    assert ticker.longest_ms["work"] > SILENT_MS / 2
