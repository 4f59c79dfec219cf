"""Styles by the names of theme variables."""

from __future__ import annotations

import pytest

from cloudflow_tui.tui.ink import Inks, kind_ink, method_ink

VARIABLES = {"foreground": "#D9E0EA", "cursor-row": "#1E2835", "broken": "auto 87%"}


def test_a_style_has_the_colours_of_its_variables() -> None:
    style = Inks(VARIABLES)("foreground", on="cursor-row", bold=True)
    assert style.color is not None
    assert style.bgcolor is not None
    assert (style.color.name, style.bgcolor.name) == ("#d9e0ea", "#1e2835")
    assert style.bold
    assert not style.italic


def test_the_same_style_is_made_once() -> None:
    ink = Inks(VARIABLES)
    assert ink("foreground", italic=True) is ink("foreground", italic=True)
    assert ink("foreground") is not ink("foreground", italic=True)


def test_a_name_that_no_theme_has_is_an_error() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        Inks(VARIABLES)("nonsense")


@pytest.mark.parametrize(
    ("method", "name"), [("GET", "method-get"), ("delete", "method-delete"), ("BREW", "foreground")]
)
def test_methods_have_their_colour(method: str, name: str) -> None:
    assert method_ink(method) == name


@pytest.mark.parametrize(
    ("kind", "name"), [("2xx", "status-2xx"), ("none", "status-none"), ("1xx", "foreground")]
)
def test_classes_of_status_have_their_colour(kind: str, name: str) -> None:
    assert kind_ink(kind) == name


def test_without_colours_the_cursor_is_seen_by_reverse() -> None:
    assert Inks(VARIABLES, is_colourless=True)("foreground", on="cursor-row").reverse
    assert not Inks(VARIABLES, is_colourless=True)("foreground").reverse
    assert not Inks(VARIABLES)("foreground", on="cursor-row").reverse
