"""The README says what the program says: keys, subcommands, pictures, the two commands."""

from __future__ import annotations

import re

import pytest

from tests.docs_tables import README, TABLES, with_tables

TEXT = README.read_text("utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_the_table_is_there(name: str) -> None:
    assert f"<!-- {name} -->" in TEXT
    assert f"<!-- end of {name} -->" in TEXT


def test_tables_are_as_the_program_makes_them() -> None:
    assert with_tables(TEXT) == TEXT, "write them anew: python -m tests.docs_tables"


def test_the_two_commands_are_lines_of_their_own() -> None:
    lines = TEXT.splitlines()
    assert "pip install . && cloudflow-tui --demo" in lines
    assert "pip install '.[test]' && pytest" in lines


def test_every_picture_and_file_it_names_is_there() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert named
    assert [name for name in named if not (README.parent / name).exists()] == []
