"""Which set of marks a terminal gets."""

from __future__ import annotations

from dataclasses import fields

import pytest
from rich.cells import cell_len

from cloudflow_tui.tui.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS, Glyphs, glyphs_for


@pytest.mark.parametrize("glyphs", [UNICODE_GLYPHS, ASCII_GLYPHS])
def test_every_mark_is_one_cell_wide(glyphs: Glyphs) -> None:
    marks = {field.name: getattr(glyphs, field.name) for field in fields(Glyphs)}
    rows = ("spinner", "levels")
    assert {name for name, mark in marks.items() if len(mark) != 1} == set(rows)
    assert {cell_len(character) for mark in marks.values() for character in mark} == {1}


def test_the_plain_set_is_ascii() -> None:
    assert all(getattr(ASCII_GLYPHS, field.name).isascii() for field in fields(Glyphs))


def test_what_is_cut_does_not_look_like_what_only_clients_send() -> None:
    assert ASCII_GLYPHS.more != ASCII_GLYPHS.unsure


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, UNICODE_GLYPHS),
        ({"LANG": "en_US.UTF-8"}, UNICODE_GLYPHS),
        ({"LANG": "C.utf8"}, UNICODE_GLYPHS),
        ({"LANG": "de_DE.ISO-8859-1"}, ASCII_GLYPHS),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "de_DE.ISO-8859-1"}, ASCII_GLYPHS),
        ({"LANG": "en_US.UTF-8", "CLOUDFLOW_ASCII": "1"}, ASCII_GLYPHS),
        ({"CLOUDFLOW_ASCII": "0"}, UNICODE_GLYPHS),
    ],
)
def test_the_set_follows_the_terminal(environ: dict[str, str], expected: Glyphs) -> None:
    assert glyphs_for(environ) is expected


def test_a_secret_never_tells_its_length() -> None:
    assert UNICODE_GLYPHS.masked == "••••••••"


def test_status_marks_are_taken_from_the_set() -> None:
    assert [ASCII_GLYPHS.of_status(mark) for mark in "✓!×"] == ["+", "!", "x"]
