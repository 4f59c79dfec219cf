"""Levels of folds, bookmarks, values to read, and where an id leads."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from textual import on

from cloudflow_tui.catalog.models import Answer, Attribute
from cloudflow_tui.diagnosis import explain
from cloudflow_tui.tui.panes.response import ResponsePane
from tests.factories import make_endpoint
from tests.tui.looking import screen_lines, screen_text, settle
from tests.tui.panes.response_app import SHOW, PaneApp, answered
from tests.tui.panes.test_response_body import XML_TYPE

DATA = {"server": {"id": 7, "hypervisor_id": 3, "a": {"b": [1, 2]}, "c": {"d": [3]}, "note": "word " * 60}}
XML = b"<virtual_machine><id>7</id><hypervisor_id>3</hypervisor_id><a><b>1</b></a></virtual_machine>"


class LinkApp(PaneApp):
    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.followed: list[tuple[str, dict[str, str]]] = []

    @on(ResponsePane.EndpointLinked)
    def _linked(self, event: ResponsePane.EndpointLinked) -> None:
        self.followed.append((event.endpoint_id, event.values))


async def test_folds_by_level_and_beside(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(DATA).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("less_than_sign")
        await settle(pilot)
        text = screen_text(app)
        assert '"b": [… 2 items]' in text
        assert '"d": [… 1 item]' in text
        await pilot.press("less_than_sign")
        await settle(pilot)
        assert '"a": {… 1 field}' in screen_text(app)
        await pilot.press("less_than_sign")
        await settle(pilot)
        assert '"server": {… 5 fields}' in screen_text(app)
        await pilot.press("less_than_sign", "less_than_sign")
        await settle(pilot)
        await pilot.press("plus", "down", "down", "down", "down", "equals_sign")
        await settle(pilot)
        assert '"a": {… 1 field}' in screen_text(app)
        assert '"c": {… 1 field}' in screen_text(app)
        await pilot.press("equals_sign")
        await settle(pilot)
        assert "…" not in screen_text(app).replace("word…", "").replace("wor…", "").replace(" …", "")


async def test_folds_less_from_the_outside_in(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(DATA).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("greater_than_sign")
        await settle(pilot)
        assert '"server": {… 5 fields}' in screen_text(app)
        await pilot.press("greater_than_sign")
        await settle(pilot)
        assert '"server": {… 5 fields}' not in screen_text(app)
        assert '"a": {… 1 field}' in screen_text(app)


async def test_marks_lines_and_goes_to_them(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(DATA).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("down", "B", "down", "down", "B", "apostrophe")
        await settle(pilot)
        assert "line 2 of" in screen_lines(app)[-1]
        assert screen_text(app).count("●") == 2
        await pilot.press("apostrophe", "B", "apostrophe")
        await settle(pilot)
        assert "line 2 of" in screen_lines(app)[-1]
        assert screen_text(app).count("●") == 1


async def test_shows_a_long_value_whole_and_copies_what_is_around(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(DATA).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("G", "up", "up", "enter")
        await settle(pilot)
        text = screen_text(app)
        assert "server › note   300 characters" in text
        assert text.count("word") == 60
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("U")
        assert json.loads(app.clipboard) == DATA["server"]


@pytest.mark.parametrize(
    ("body", "kind", "line"), [(json.dumps(DATA).encode(), "application/json", 3), (XML, XML_TYPE, 2)]
)
async def test_an_id_leads_to_the_call_that_shows_it(home: Path, body: bytes, kind: str, line: int) -> None:
    app = LinkApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(body, content_type=kind), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press(*["down"] * line, "o")
        await settle(pilot)
        [(endpoint_id, values)] = app.followed
        assert endpoint_id.startswith("hypervisors.")
        assert list(values.values()) == ["3"]
        await pilot.press("home", "o")
        await settle(pilot)
        assert len(app.followed) == 1


async def test_the_beginning_of_a_long_answer_is_shown_until_its_end_comes(home: Path) -> None:
    data = json.dumps([{"user": {"id": number}} for number in range(8000)]).encode()
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        whole = answered(data)
        early = replace(answered(data[:65536]), request=whole.request, number=0)
        app.pane.show_waiting("cp.example.net")
        app.pane.show_early(early, explain(early, SHOW), SHOW)
        await settle(pilot)
        app.pane.show_progress(70_000, len(data))
        await settle(pilot)
        text = screen_text(app)
        assert "the beginning, 68.4 KB of" in text
        assert "breaks off" not in text
        assert "waiting for" not in text
        app.pane.focus()
        await pilot.press("pagedown")
        await settle(pilot)
        place = screen_lines(app)[-1].split("of")[0]
        app.show(whole, SHOW)
        await settle(pilot)
        assert screen_lines(app)[-1].split("of")[0] == place
        assert "the beginning" not in screen_text(app)
        assert "of 40,002" in screen_lines(app)[-1]


async def test_what_the_catalog_does_not_know_becomes_a_note(home: Path) -> None:
    attributes = (Attribute("id", "integer"), Attribute("login", "string"))
    endpoint = make_endpoint("users.list", answer=Answer(200, "user", is_list=True, attributes=attributes))
    app = PaneApp(home)
    async with app.run_test(size=(96, 30)) as pilot:
        app.show(answered(b'[{"user":{"id":1,"mood":"secret words"}}]'), endpoint)
        await settle(pilot)
        assert screen_lines(app)[3].endswith("1 not in the catalog, 1 known missing  D")
        app.pane.focus()
        await pilot.press("D")
        assert app.clipboard.endswith("1 attribute not in the catalog: mood; 1 missing: login")
        assert "secret words" not in app.clipboard
        app.show(answered(b'[{"user":{"id":1,"login":"ann"}}]'), endpoint)
        await settle(pilot)
        assert "catalog" not in screen_text(app)
        await pilot.press("D")
        assert "Nothing differs from the catalog." in notes(app)
        long = b'[{"user":{"id":1,"mood":"' + b"x" * 1_100_000 + b'"}}]'
        for number, (body, kind) in enumerate(
            ((b"<html>no</html>", "text/html"), (long, "application/json")), 1
        ):
            app.show(answered(body, content_type=kind), endpoint)
            await settle(pilot)
            await pilot.press("D")
            assert notes(app).count("Of this answer the catalog cannot tell.") == number


def notes(app: PaneApp) -> list[str]:
    """What was said in notifications."""
    return [note.message for note in app._notifications]
