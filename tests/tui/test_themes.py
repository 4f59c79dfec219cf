"""Theme files: the shipped ones are whole and readable, broken ones are told by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.tui.themes import DEFAULT_THEME, load_themes, read_theme, shipped_folder

GROUNDS = ("background", "panel", "surface", "boost", "cursor-row", "header")
TEXTS = (
    "foreground", "text-strong", "text-muted", "accent", "method-get", "method-post", "method-put",
    "method-delete", "status-2xx", "status-4xx", "status-5xx", "required", "new-in-version",
    "json-key", "json-string", "json-number",
)  # fmt: skip


def luminance(color: Color) -> float:
    def linear(part: float) -> float:
        part /= 255
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_two_shipped_themes_are_found() -> None:
    assert list(load_themes()) == [DEFAULT_THEME, "cloudflow-light"]
    assert [theme.dark for theme in load_themes().values()] == [True, False]


def test_both_themes_name_the_same_variables() -> None:
    dark, light = load_themes().values()
    assert dark.variables.keys() == light.variables.keys()


@pytest.mark.parametrize("name", ["cloudflow-dark", "cloudflow-light"])
def test_every_text_can_be_read_on_every_ground(name: str) -> None:
    theme = load_themes()[name]
    colors = {**theme.variables, **{field: getattr(theme, field) for field in ("foreground", "accent")}}
    colors |= {field: getattr(theme, field) for field in ("background", "panel", "surface")}
    pairs = {(text, ground): contrast(colors[text], colors[ground]) for text in TEXTS for ground in GROUNDS}
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < 4.5} == {}


def test_a_theme_of_ones_own_replaces_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "cloudflow-dark"\nprimary = "#123456"\n')
    (tmp_path / "other.toml").write_text('name = "other"\nprimary = "#654321"\n')
    themes = load_themes(tmp_path)
    assert themes["cloudflow-dark"].primary == "#123456"
    assert "other" in themes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "a"', "primary"),
        ('primary = "#123456"', "no name"),
        ('name = "a"\nprimary = "#123456"\ncolour = "red"', "'colour'"),
        ("name = ", "cannot be read"),
    ],
)
def test_a_broken_theme_is_told_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=said) as caught:
        read_theme(file)
    assert caught.value.file == str(file)
    assert caught.value.advice


def test_the_shipped_folder_holds_only_themes() -> None:
    assert {file.suffix for file in shipped_folder().iterdir()} == {".toml"}
