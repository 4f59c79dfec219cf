"""Pictures of the main screens, dark and light, at three sizes. Change one only after looking at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.scenes import SCENES, make_app
from tests.tui.scenes_answers import ANSWER_SCENES
from tests.tui.scenes_history import HISTORY_SCENES

ALL_SCENES = {**SCENES, **ANSWER_SCENES, **HISTORY_SCENES}
DARK, LIGHT = "cloudflow-dark", "cloudflow-light"
WIDE, MEDIUM, NARROW = SIZES = (160, 48), (120, 36), (80, 24)

PICTURES = [
    *[(scene, DARK, size) for scene in ("builder", "after-422", "history") for size in SIZES],
    *[(scene, LIGHT, WIDE) for scene in ("builder", "after-422", "table", "xml", "history")],
    *[(scene, DARK, WIDE) for scene in ("start", "table", "xml")],
    *[(scene, DARK, NARROW) for scene in ("start", "table", "xml", "confirm")],
    *[(scene, DARK, MEDIUM) for scene in ("confirm", "help", "no-answer", "palette", "table")],
    *[(scene, DARK, MEDIUM) for scene in ("json", "xml", "filter", "broken")],
    *[(scene, LIGHT, MEDIUM) for scene in ("confirm", "json")],
    ("followed", DARK, WIDE),
    ("findings", DARK, WIDE),
    ("watching", DARK, MEDIUM),
    *[("compare", DARK, size) for size in (WIDE, MEDIUM)],
    *[(scene, DARK, WIDE) for scene in ("cases", "report")],
]


def named(picture: tuple[str, str, tuple[int, int]]) -> str:
    scene, theme, (width, height) = picture
    return f"{scene}-{theme.removeprefix('cloudflow-')}-{width}x{height}"


@pytest.mark.parametrize("picture", PICTURES, ids=named)
def test_picture(picture: tuple[str, str, tuple[int, int]], snap_compare: object, home: Path) -> None:
    scene, theme, size = picture
    app = make_app(home, theme)
    assert callable(snap_compare)
    assert snap_compare(app, terminal_size=size, run_before=ALL_SCENES[scene])
