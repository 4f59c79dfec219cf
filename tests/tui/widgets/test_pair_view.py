"""What is seen of a comparison: both sides, or the changes alone; from one difference to the next."""

from __future__ import annotations

import json
from typing import Any

import pytest
from textual.app import ComposeResult

from cloudflow_tui.document.body import Body
from cloudflow_tui.document.compare import CompareOptions, compare_bodies, compare_texts
from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.tui.widgets import pair_view
from cloudflow_tui.tui.widgets.pair_view import ARRANGEMENTS, Arrangement, Compared, PairView, shown_value
from tests.tui.looking import settle, widget_lines

OLD = {"id": 17, "email": "old@example.com", "gone": None, "updated_at": "yesterday", "same": True}
NEW = {"id": 17, "email": "new@example.com", "updated_at": "today", "same": True, "more": [1]}


def compared(old: Any = OLD, new: Any = NEW) -> Compared:
    one, two = (Body.of(json.dumps(value).encode()) for value in (old, new))
    return Compared.of(compare_bodies(one, two, options=CompareOptions(ignored_names={"updated_at"})))


class ViewApp(ThemedApp):
    def __init__(self, shown: Compared, arrangement: Arrangement = "sides") -> None:
        super().__init__("", {})
        self.shown = shown
        self.arrangement = arrangement

    def compose(self) -> ComposeResult:
        yield PairView()

    def on_mount(self) -> None:
        self.view.arrangement = self.arrangement
        self.view.show(self.shown)

    @property
    def view(self) -> PairView:
        return self.query_one(PairView)


async def test_both_sides_stand_beside_each_other() -> None:
    app = ViewApp(compared())
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        lines = [line.replace("│", " ") for line in widget_lines(app.view)]
        email = next(line for line in lines if "old@" in line)
        assert "new@example.com" in email
        assert email.count("~") == 2
        gone = next(line for line in lines if '"gone"' in line)
        assert gone.lstrip(" ▌").startswith("-")
        assert gone.count('"gone"') == 1
        more = next(line for line in lines if '"more"' in line)
        assert "+" in more
        assert more.index('"more"') > 50
        quiet = next(line for line in lines if "updated_at" in line)
        assert "~" not in quiet


async def test_the_list_tells_each_change_in_a_line() -> None:
    app = ViewApp(compared(), "list")
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        lines = [line.lstrip("▌ ") for line in widget_lines(app.view) if line.strip("▌ ")]
        assert [line.split()[:2] for line in lines] == [["~", "email"], ["-", "gone"], ["+", "more"]]
        assert "old@example.com › new@example.com" in lines[0]


async def test_steps_from_difference_to_difference_and_round_the_end() -> None:
    app = ViewApp(compared())
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        count = app.view.difference[1]
        assert count == 3
        seen = [app.view.difference[0]]
        for _ in range(count):
            app.view.step(1)
            seen.append(app.view.difference[0])
        assert seen == [1, 2, 3, 1]
        app.view.step(-1)
        assert app.view.difference == (3, 3)


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
async def test_equal_texts_have_no_difference_to_go_to(arrangement: Arrangement) -> None:
    app = ViewApp(compared(OLD, OLD), arrangement)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        app.view.step(1)
        assert app.view.difference == (0, 0)
        said = widget_lines(app.view)[0]
        assert ("No difference." if arrangement == "list" else "{") in said


async def test_control_characters_of_the_server_are_shown_not_obeyed() -> None:
    app = ViewApp(Compared.of(compare_texts(["a\x1b[31m"], ["b\x1b[2J"])))
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        text = "\n".join(widget_lines(app.view))
        assert "\x1b" not in text
        assert "\\x1b[31m" in text


async def test_a_line_can_be_read_to_its_end() -> None:
    app = ViewApp(Compared.of(compare_texts(["x" * 90 + "END"], ["y"])))
    async with app.run_test(size=(100, 10)) as pilot:
        await pilot.pause()
        assert "END" not in "\n".join(widget_lines(app.view))
        for _ in range(9):
            app.view.action_shift(1)
        assert "END" in "\n".join(widget_lines(app.view))


def test_parts_are_put_below_each_other() -> None:
    head, body = compare_texts(["GET /a"], ["GET /b"]), compare_bodies(Body.of(b"{}"), Body.of(b'{"a":1}'))
    whole = Compared.of(head, body)
    assert whole.plain_rows == len(head.rows)
    assert len(whole.whole.rows) == len(head.rows) + len(body.rows)
    assert len(whole.changes) == len(head.changes) + len(body.changes)


async def test_one_below_the_other_shows_both_values() -> None:
    app = ViewApp(compared(), "unified")
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        lines = [line.strip("▌ ") for line in widget_lines(app.view)]
        old = next(index for index, line in enumerate(lines) if "old@" in line)
        assert lines[old].startswith("-")
        assert any(line.startswith("+") and "new@" in line for line in lines[old:])
        assert app.view.difference[1] == 3


async def test_what_is_equal_is_folded_and_opened() -> None:
    many = {f"k{index}": index for index in range(40)}
    app = ViewApp(compared({**many, "last": 1}, {**many, "last": 2}))
    async with app.run_test(size=(100, 12)) as pilot:
        await pilot.pause()
        assert "38 equal lines" in widget_lines(app.view)[0]
        app.view.focus()
        await pilot.press("home", "enter")
        await pilot.pause()
        assert '"k3"' in "\n".join(widget_lines(app.view))
        app.view.is_short = False
        await pilot.pause()
        assert app.view.row_count == 43
        app.view.is_short = True
        await pilot.pause()
        assert "38 equal lines" in widget_lines(app.view)[0]


async def test_much_is_laid_out_by_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"k{index}": index for index in range(400)}
    shown = compared({**many, "last": 1}, {**many, "last": 2})
    app = ViewApp(shown)
    async with app.run_test(size=(100, 12)) as pilot:
        await pilot.pause()
        plain = widget_lines(app.view), app.view.cursor
        monkeypatch.setattr(pair_view, "LAID_OUT_AT_ONCE", 0)
        app.view.show(shown)
        assert "Laying out 3 parts" in widget_lines(app.view)[0]
        assert app.view.difference == (0, 0)
        app.view.focus()
        await pilot.press("n", "up", "enter")
        await settle(pilot)
        app.view.show(shown)
        await settle(pilot)
        assert (widget_lines(app.view), app.view.cursor) == plain
        await pilot.press("home", "enter")
        await settle(pilot)
        assert app.view.row_count == 403
        assert app.view.cursor == 0


def test_a_value_takes_one_line() -> None:
    assert shown_value({"a": [1, None]}) == '{"a": [1, null]}'
    assert "\n" not in shown_value("two\nlines")
    assert shown_value("") == '""'
