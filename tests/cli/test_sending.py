"""Which workspace the options name, and what is read from files."""

from __future__ import annotations

from argparse import Namespace
from io import StringIO
from pathlib import Path

import pytest

from cloudflow_tui.cli.context import Context
from cloudflow_tui.cli.output import Output
from cloudflow_tui.cli.sending import open_workspace, read_text
from cloudflow_tui.cli.talk import Talk
from cloudflow_tui.errors import ConfigError, UsageError


def context(home: Path, stdin: str = "", **environ: str) -> Context:
    variables = {"CLOUDFLOW_HOME": str(home), **environ}
    return Context(variables, StringIO(stdin), Output(StringIO()), Talk(StringIO()))


def options(
    *, demo: bool = False, profile: str | None = None, url: str | None = None, login: str | None = None
) -> Namespace:
    return Namespace(demo=demo, profile=profile, url=url, login=login, password_env=None)


def test_an_address_alone(home: Path) -> None:
    workspace = open_workspace(options(url="cp.example.net/"), context(home))
    assert (workspace.profile.url, workspace.profile.login) == ("https://cp.example.net", "")


def test_the_demo_is_not_started_yet(home: Path) -> None:
    workspace = open_workspace(options(demo=True), context(home))
    assert workspace.is_demo
    assert workspace.profile.url == ""


def test_the_environment_is_taken_without_a_name(home: Path) -> None:
    workspace = open_workspace(options(), context(home, CLOUDFLOW_URL="cp.example.net"))
    assert workspace.profile.url == "https://cp.example.net"


def test_nothing_to_take(home: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        open_workspace(options(), context(home))
    assert "--demo" in str(caught.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (options(demo=True, profile="lab"), "two Control Panels"),
        (options(demo=True, url="a"), "two Control Panels"),
        (options(profile="lab", login="ann"), "belong to --url"),
    ],
)
def test_options_that_do_not_go_together(home: Path, given: Namespace, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        open_workspace(given, context(home))


def test_text_comes_from_a_file_or_stdin(home: Path, tmp_path: Path) -> None:
    (tmp_path / "body").write_text("zoë", encoding="utf-8")
    assert read_text(str(tmp_path / "body"), context(home)) == "zoë"
    assert read_text("-", context(home, "from stdin")) == "from stdin"


def test_a_file_that_cannot_be_read(home: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_text(str(tmp_path / "gone"), context(home))
    (tmp_path / "odd").write_bytes(b"ab\xff")
    with pytest.raises(UsageError, match="byte 2"):
        read_text(str(tmp_path / "odd"), context(home))
