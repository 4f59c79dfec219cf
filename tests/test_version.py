"""The version stands in two places and says the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import cloudflow_tui


def test_the_package_and_the_project_file_agree() -> None:
    file = Path(__file__).parent.parent / "pyproject.toml"
    assert tomllib.loads(file.read_text("utf-8"))["project"]["version"] == cloudflow_tui.__version__
