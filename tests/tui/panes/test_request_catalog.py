"""The request pane with the catalog as it ships: every endpoint can be shown."""

from __future__ import annotations

from pathlib import Path

from cloudflow_tui.request import Draft, fill_samples
from cloudflow_tui.tui.widgets.form_fields import fields_of
from tests.tui.looking import screen_lines, screen_text
from tests.tui.panes.request_app import PaneApp, line_of


async def test_every_endpoint_is_shown(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        for _ in range(4):
            await pilot.press("right_square_bracket")
        await pilot.press("right_square_bracket")
        for number, summary in enumerate(app.workspace.catalog.endpoints):
            draft = Draft(app.workspace.catalog.endpoint(summary.id), format="xml" if number % 2 else "json")
            app.pane.show_draft(draft)
            fill_samples(draft, only_required=False)
            app.pane.show_draft(draft)
            blocking = [one for one in app.pane.problems if one.blocks]
            assert blocking == [], summary.id
            if number % 25 == 0:
                app.pane.tabs.active = ("params", "body", "headers", "wire", "docs")[number // 25 % 5]
                await pilot.pause()
                assert len(screen_text(app)) > 100, summary.id


def test_every_parameter_has_a_field(home: Path) -> None:
    app = PaneApp(home)
    for summary in app.workspace.catalog.endpoints:
        endpoint = app.workspace.catalog.endpoint(summary.id)
        names = [field.name for field in fields_of(Draft(endpoint), is_unfolded=True)]
        assert len(names) == len(set(names)) or len({p.name for p in endpoint.parameters}) < len(names)
        for parameter in endpoint.parameters:
            if not parameter.is_read_only:
                assert parameter.name in names, f"{summary.id} {parameter.name}"


async def test_the_largest_call_is_shown_and_filtered(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        app.pane.show_draft(app.workspace.draft("settings.update"))
        await pilot.pause()
        assert line_of(app, "Optional").endswith("set")
        await pilot.press("G")
        assert "▌" in screen_text(app)
        await pilot.press("f", *"smtp port")
        assert sum("smtp" in line for line in screen_lines(app)) >= 1


async def test_the_editor_lies_over_its_row_wherever_that_is(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 30)) as pilot:
        app.pane.show_draft(app.workspace.draft("settings.update"))
        for keys in (("G",), ("pageup",), ("f", *"smtp", "enter", "j")):
            await pilot.press(*keys)
            await pilot.pause()
            name = line_of(app, "▌").split()[1]
            await pilot.press("enter", *"qqq")
            await pilot.pause()
            assert line_of(app, "qqq").split()[:2] == ["▌", name]
            await pilot.press("escape")
