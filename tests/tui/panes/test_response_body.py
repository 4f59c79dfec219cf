"""The Body tab: folds, find, hostile text, secrets, long bodies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.diagnosis import explain
from cloudflow_tui.document import fold_far
from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange
from tests.factories import make_exchange, make_request, make_response
from tests.tui.looking import focused, screen_lines, screen_text, settle
from tests.tui.panes.response_app import LIST, SHOW, PaneApp, answered

USER = {"user": {"id": 7, "login": "ann", "roles": [{"id": 1}, {"id": 2}], "note": None}}
USER_XML = (
    b'<?xml version="1.0" encoding="UTF-8"?><user><id type="integer">7</id>'
    b'<roles type="array"><role><id>1</id></role><role><id>2</id></role></roles></user>'
)
XML_TYPE = "application/xml; charset=utf-8"


def text_line(lines: list[str], words: str) -> str:
    """The first line of the screen that holds these words."""
    return next(line for line in lines if words in line)


async def test_folds_and_unfolds(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(USER).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("down", "down", "down", "down", "space")
        await settle(pilot)
        lines = screen_lines(app)
        assert "▸" in text_line(lines, '"roles"')
        assert text_line(lines, '"roles"').endswith('"roles": [… 2 items],')
        assert text_line(lines, '"note"').split()[0] == "13"
        assert "user › roles" in lines[-1]
        assert "line 5 of 15" in lines[-1]
        await pilot.press("space")
        await settle(pilot)
        assert "items" not in screen_text(app)
        await pilot.press("minus")
        await settle(pilot)
        assert '"user": {… 4 fields}' in screen_text(app)
        await pilot.press("plus")
        await settle(pilot)
        assert '"login": "ann"' in screen_text(app)


async def test_folds_xml_from_a_line_inside(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(USER_XML, content_type=XML_TYPE), SHOW)
        await settle(pilot)
        assert "Body XML" in screen_text(app)
        app.pane.focus()
        await pilot.press("down", "down", "down", "down", "down", "space")
        await settle(pilot)
        lines = screen_lines(app)
        assert text_line(lines, "<role>").endswith("<role>… 1 element</role>")
        assert "user › roles › role[1]" in lines[-1]


async def test_finds_and_steps_through_hits(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(USER).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("slash")
        await settle(pilot)
        assert focused(app) == "FindInput"
        await pilot.press("I", "D")
        await settle(pilot)
        assert "1 of 3" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert focused(app) == "BodyView"
        await pilot.press("n")
        await settle(pilot)
        assert "2 of 3" in screen_text(app)
        assert "user › roles › 0 › id" in screen_lines(app)[-1]
        await pilot.press("N", "N")
        await settle(pilot)
        assert "3 of 3" in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert " of 3" not in screen_text(app)


async def test_finds_by_case_expression_and_part(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(120, 30)) as pilot:
        app.show(answered(json.dumps(USER).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("slash", "I", "D")
        await settle(pilot)
        assert "1 of 3   case off   regex off" in screen_text(app)
        await pilot.press("alt+c")
        await settle(pilot)
        assert "not found   case on" in screen_text(app)
        await pilot.press("alt+c", "alt+r", *"home|[an]+")
        await settle(pilot)
        assert "regex on" in screen_text(app)
        await pilot.press("home", "shift+end", *"n{2}|note")
        await settle(pilot)
        assert "1 of 2" in screen_text(app)
        await pilot.press("enter", "alt+k")
        await settle(pilot)
        assert "1 of 1   case off   regex on   keys only" in screen_text(app)
        await pilot.press("alt+k")
        await settle(pilot)
        assert "values only" in screen_text(app)
        assert "user › login" in screen_lines(app)[-1]


async def test_says_what_is_wrong_with_an_expression(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(120, 30)) as pilot:
        app.show(answered(json.dumps(USER).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("slash", "alt+r", *"a(")
        await settle(pilot)
        assert "Not a regular expression" in screen_text(app)
        assert "(column 2)" in screen_text(app)


async def test_finds_in_the_raw_answer_behind_the_first_megabyte(home: Path, tmp_path: Path) -> None:
    data = json.dumps(["x" * 50] * 40_000 + ["needle"]).encode()
    app = PaneApp(home)
    async with app.run_test(size=(120, 30)) as pilot:
        app.show(long_answer(data, "application/json", tmp_path), LIST)
        await settle(pilot)
        app.pane.focus()
        app.pane.action_show_tab("raw")
        await settle(pilot)
        await pilot.press("slash", *"needle")
        await settle(pilot)
        assert "1 of 1" in screen_text(app)
        assert '"needle"]' in screen_text(app)


async def test_find_opens_the_fold_around_a_hit(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(USER).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("minus")
        await settle(pilot)
        assert "login" not in screen_text(app)
        await pilot.press("slash", *"login")
        await settle(pilot)
        assert '"login": "ann"' in screen_text(app)


async def test_says_when_a_text_is_not_there(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(USER).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("slash", *"zebra")
        await settle(pilot)
        assert "not found" in screen_text(app)


async def test_shows_markup_and_escape_codes_as_text(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        hostile = answered(b"[red]hello[/red] \x1b[31mred\x1b[0m [link=x]y[/link]", content_type="text/plain")
        app.show(hostile, None)
        await settle(pilot)
        text = screen_text(app)
        assert "[red]hello[/red]" in text
        assert "␛[31mred␛[0m" in text
        assert "[link=x]y[/link]" in text
        assert "\x1b" not in text


async def test_shows_control_characters_of_headers(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        response = make_response(200, b"{}", headers=(("X-Odd", "[b]a\x1b]0;title\x07"),))
        app.show(make_exchange(response=response), None)
        await settle(pilot)
        app.pane.focus()
        for _ in range(3):
            await pilot.press("right_square_bracket")
            await settle(pilot)
            assert "\x1b" not in screen_text(app)
            assert "\x07" not in screen_text(app)
        assert "X-Odd: [b]a" in screen_text(app)


async def test_masks_secrets_until_they_are_asked_for(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(b'{"user":{"id":7,"initial_root_password":"tops3cret"}}'), SHOW)
        await settle(pilot)
        app.pane.focus()
        assert "tops3cret" not in screen_text(app)
        await pilot.press("v")
        await settle(pilot)
        assert "tops3cret" in screen_text(app)
        await pilot.press("v")
        await settle(pilot)
        assert "tops3cret" not in screen_text(app)
        app.show(answered(b'{"user":{"id":8,"initial_root_password":"oth3rsecret"}}'), SHOW)
        await settle(pilot)
        assert "oth3rsecret" not in screen_text(app)


@pytest.mark.parametrize(
    ("line", "key", "copied"),
    [
        (3, "y", "ann"),
        (4, "y", '[\n  {\n    "id": 1\n  },\n  {\n    "id": 2\n  }\n]'),
        (3, "p", "user.login"),
        (6, "p", "user.roles[0].id"),
        (3, "L", '"login": "ann",'),
    ],
)
async def test_copies(home: Path, line: int, key: str, copied: str) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps(USER).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press(*["down"] * line, key)
        assert app.clipboard == copied


async def test_a_long_line_is_cut_and_can_be_shifted(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(60, 20)) as pilot:
        app.show(answered(json.dumps({"log": "a" * 60 + "middle" + "b" * 60}).encode()), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("down")
        line = text_line(screen_lines(app), '"log"')
        assert line.endswith("…")
        assert "middle" not in line
        await pilot.press("right", "l")
        await settle(pilot)
        assert "middle" in screen_text(app)
        await pilot.press("left", "left")
        await settle(pilot)
        assert '"log": "aaa' in screen_text(app)


def long_answer(data: bytes, content_type: str, tmp_path: Path) -> Exchange:
    """An exchange whose body lies in a file."""
    file = tmp_path / "long.body"
    file.write_bytes(data)
    response = make_response(200, b"", content_type=content_type)
    response = type(response)(200, "OK", response.headers, Body.in_file(file))
    return make_exchange(request=make_request("GET"), response=response)


@pytest.mark.parametrize("format", ["json", "xml"])
async def test_five_megabytes_open_and_keys_still_work(home: Path, tmp_path: Path, format: str) -> None:
    count = 60_000
    if format == "json":
        data = json.dumps(
            [
                {"user": {"id": index, "login": f"login{index}", "password": "s3cr3t"}}
                for index in range(count)
            ]
        )
    else:
        item = "<user><id>{0}</id><login>login{0}</login><password>s3cr3t</password></user>"
        data = '<users type="array">' + "".join(item.format(index) for index in range(count)) + "</users>"
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(long_answer(data.encode(), f"application/{format}; charset=utf-8", tmp_path), LIST)
        await settle(pilot)
        assert "login1" in screen_text(app)
        app.pane.focus()
        await pilot.press("down", "down", "pagedown")
        await settle(pilot)
        assert "reading on" not in screen_text(app)
        await pilot.press("G", "up", "up", "up")
        await settle(pilot)
        assert f"login{count - 1}" in screen_text(app)
        await pilot.press("slash", *"login59998")
        await settle(pilot)
        assert "1 of 1" in screen_text(app)
        assert "s3cr3t" not in screen_text(app)


async def test_the_first_page_of_a_long_body_stands_while_the_rest_is_read(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.dumps([{"user": {"id": index, "login": f"login{index}"}} for index in range(20_000)]).encode()
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        monkeypatch.setattr(app.pane, "read_on", lambda *_args, **_more: None)
        app.show(long_answer(data, "application/json", tmp_path), LIST)
        await settle(pilot)
        text = screen_text(app)
        assert "first 64 KB of" in text
        assert "shown, reading on" in text
        assert '"login": "login1"' in text


async def test_the_file_of_a_long_answer_is_read_while_it_grows(home: Path, tmp_path: Path) -> None:
    secret = {"user": {"id": 0, "password": "s3cr3t"}}
    data = json.dumps([secret, *({"user": {"id": index}} for index in range(20_000))]).encode()
    whole = long_answer(data, "application/json", tmp_path)
    assert whole.response is not None
    early = replace(whole, response=replace(whole.response, body=Body.of(data[:65536])))
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.pane.show_early(early, explain(early, LIST), LIST)
        app.pane.read_along(whole)
        await settle(pilot)
        assert app.pane.is_arriving
        assert "of 100,008" not in screen_text(app)
        app.show(whole, LIST)
        await settle(pilot)
        assert not app.pane.is_arriving
        assert "of 100,008" in screen_text(app)
        assert "s3cr3t" not in screen_text(app)
        app.pane.read_along(whole)
        app.pane.show_endpoint(LIST, ())
        await settle(pilot)
    # What was asked for and stopped left nothing; a masked body is there as long as it may be shown.
    assert len(list_bodies(tmp_path)) == 2


def list_bodies(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.body"))


async def test_the_path_of_a_line_far_down_is_told_whole(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold_far, "NEAR_BYTES", 1000)
    monkeypatch.setattr(fold_far, "STEP_BYTES", 1000)
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(answered(json.dumps([{"user": {"id": index}} for index in range(2000)]).encode()), LIST)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("G", "up", "up", "up")
        await settle(pilot)
        assert "1999 › user › id" in screen_lines(app)[-1]


async def test_a_body_that_went_away_is_told(home: Path, tmp_path: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 30)) as pilot:
        exchange = long_answer(b"[]" * 400_000, "application/json", tmp_path)
        (tmp_path / "long.body").unlink()
        app.show(exchange, LIST)
        await settle(pilot)
        assert "cannot be read any more" in screen_text(app)


async def test_binary_and_broken_bodies_are_shown(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(90, 30)) as pilot:
        app.show(answered(bytes(range(256)), content_type="application/octet-stream"), None)
        await settle(pilot)
        assert "00000000  00 01 02" in screen_text(app)
        app.show(answered(b'{"user": {"id": 7, "login'), SHOW)
        await settle(pilot)
        text = screen_text(app)
        assert '"id": 7' in text
        assert any(line.startswith("  ! ") and "line 1, column" in line for line in screen_lines(app))
