"""What importing and asking for help really load: a start that costs nothing stays that way."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib.util import find_spec

import pytest

import cloudflow_tui

HEAVY = frozenset(
    {
        "textual",
        "rich",
        "httpx",
        "msgspec",
        "lxml",
        "pygments",
        "starlette",
        "uvicorn",
        "xmltodict",
        "keyring",
    }
)
RUN = "import sys; from cloudflow_tui.__main__ import main; main({words!r})"


def loaded_by(code: str) -> frozenset[str]:
    """Names of the modules that are loaded once `code` has run in a fresh interpreter."""
    told = (
        f"import sys\ntry:\n    exec({code!r})\nfinally:\n    print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return frozenset(done.stderr.split())


def modules_below_the_fronts() -> list[str]:
    found = pkgutil.walk_packages(cloudflow_tui.__path__, "cloudflow_tui.")
    names = [module.name for module in found if not module.name.startswith("cloudflow_tui.tui")]
    left_out = {"cloudflow_tui.__main__"}
    if find_spec("sqlalchemy") is None:
        left_out.add("cloudflow_tui.workspace.team_tables")  # of the extra `team`
    return [name for name in names if name not in left_out]


def test_importing_the_package_loads_nothing_of_it_but_itself() -> None:
    loaded = loaded_by("import cloudflow_tui")
    assert {name for name in loaded if name.startswith("cloudflow_tui")} == {"cloudflow_tui"}
    assert not loaded & HEAVY


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["send", "--help"], ["explain", "422"]])
def test_light_calls_load_nothing_heavy(words: list[str]) -> None:
    loaded = loaded_by(RUN.format(words=words))
    assert "cloudflow_tui.cli.parser" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_and_version_load_no_subcommand(words: list[str]) -> None:
    loaded = loaded_by(RUN.format(words=words))
    assert not loaded & {"asyncio", "sqlite3", "cloudflow_tui.cli.send", "cloudflow_tui.catalog"}


@pytest.mark.parametrize(
    "words", [["catalog", "search", "create", "user"], ["catalog", "list"], ["history", "list"]]
)
def test_lists_come_from_the_index_alone(words: list[str]) -> None:
    assert not loaded_by(RUN.format(words=words)) & HEAVY


def test_a_section_is_read_by_msgspec() -> None:
    assert "msgspec" in loaded_by(RUN.format(words=["catalog", "show", "users.create"]))


def test_no_module_below_the_console_loads_textual_or_rich() -> None:
    names = modules_below_the_fronts()
    assert "cloudflow_tui.workspace.workspace" in names
    assert not loaded_by("; ".join(f"import {name}" for name in names)) & {"textual", "rich"}


def test_the_client_is_what_loads_httpx() -> None:
    names = [name for name in modules_below_the_fronts() if name != "cloudflow_tui.transport.client"]
    assert not loaded_by("; ".join(f"import {name}" for name in names)) & {"httpx"}
    assert "httpx" in loaded_by("import cloudflow_tui.transport.client")


def test_public_names_resolve() -> None:
    for name in cloudflow_tui.__all__:
        assert getattr(cloudflow_tui, name) is not None
    with pytest.raises(AttributeError, match="nonsense"):
        _ = cloudflow_tui.nonsense
