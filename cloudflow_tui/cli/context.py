"""What a subcommand works with: environment, streams, and the way to ask a person. No globals."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from cloudflow_tui.cli.output import Output
from cloudflow_tui.cli.talk import Talk
from cloudflow_tui.paths import CONFIG_VARIABLE, AppPaths, app_paths

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog


class Context:
    """Environment, stdout, stderr and stdin of one run.

    Args:
        environ: Environment variables, read only.
        stdin: Where answers and `-` files are read from.
    """

    def __init__(self, environ: Mapping[str, str], stdin: TextIO, output: Output, talk: Talk) -> None:
        self.environ = environ
        self.stdin = stdin
        self.output = output
        self.talk = talk

    @classmethod
    def of_process(cls, environ: Mapping[str, str]) -> Context:
        """The context of this process, its streams made to speak UTF-8 whatever the locale."""
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="replace", newline="\n")
        # A stream that was closed before the start is None.
        return cls(
            environ,
            sys.stdin or StringIO(),
            Output(sys.stdout or StringIO()),
            Talk(sys.stderr or StringIO()),
        )

    @property
    def paths(self) -> AppPaths:
        return app_paths(self.environ)

    def with_config(self, place: str | None) -> Context:
        """The same with another configuration, that of --config; itself when none is named."""
        if place is None:
            return self
        environ = {**self.environ, CONFIG_VARIABLE: place}
        return Context(environ, self.stdin, self.output, self.talk)

    def catalog(self) -> Catalog:
        """The catalog with the user's own files; says which of those cannot be used."""
        from cloudflow_tui.catalog import Catalog

        catalog = Catalog.load(self.paths.catalog_folder)
        for warning in catalog.warnings:
            self.talk.say(warning)
        return catalog

    @property
    def can_ask(self) -> bool:
        """Whether a person is there to answer a question."""
        return self.stdin.isatty() and self.talk.is_terminal

    def agrees(self, question: str) -> bool:
        """Ask for yes or no; anything but a yes is a no."""
        self.talk.ask(f"{question} [y/N]")
        return self.stdin.readline().strip().lower() in {"y", "yes"}

    def ask(self, question: str) -> str:
        """Ask for a line; "" when nothing is typed."""
        self.talk.ask(question)
        return self.stdin.readline().rstrip("\n")

    @property
    def prompt(self) -> Callable[[str], str] | None:
        """How to ask for a secret without showing it; None when nobody is there to be asked."""
        return _ask_secret if self.can_ask else None


def _ask_secret(question: str) -> str:
    from getpass import getpass

    return getpass(question)
