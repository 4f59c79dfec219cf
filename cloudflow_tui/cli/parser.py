"""The words of the command line: the table of subcommands and the parsers.

A subcommand's own words stand in its file, which is loaded only when that subcommand is called.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

from cloudflow_tui.errors import UsageError
from cloudflow_tui.version import __version__

PROGRAM = "cloudflow-tui"

COMMANDS = {
    "send": "send one call and print the answer",
    "catalog": "list, show, search, check and export what the API offers",
    "lint": "what is wrong with a pasted curl line, raw HTTP, HAR or module log",
    "explain": "what a status or an error body means in this API",
    "prove": "a pasted request and its correction, both tried on sandboxes",
    "watch": "repeat a read and mark what changes, until a condition is met",
    "settings": "a billing module's settings against a live cloud, and its template list",
    "history": "what was sent, and what came back",
    "profile": "the Control Panels and users that this machine knows",
    "sandbox": "run a CloudFlow on this machine",
    "completion": "complete endpoints and parameters in bash, zsh and fish",
}
"""Subcommands and what each does, in the order of the help. The module is `cloudflow_tui.cli.<name>`."""

_DESCRIPTION = """\
Explorer and console for the CloudFlow REST API.
Without a subcommand the console opens; --demo opens it on a sandbox, with nothing to set up."""

_EXIT_CODES = """\
exit status:
  0 done, answered 2xx          2 usage, configuration, or refused by the profile
  3 the draft is not valid      4 answered 4xx
  5 answered 5xx                6 no answer
  130 cancelled"""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in the words of this program, and offers the nearest option."""

    def __init__(
        self, prog: str, *, description: str = "", epilog: str = "", usage: str | None = None
    ) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.options: list[str] = ["--help"]
        """Names that are offered when an option is mistyped."""
        self.actions: list[str] = []
        """Names of the actions, when the first word must be one; each has a parser of its own."""
        self.is_action = False
        """Whether this is such a parser."""

    def option(self, *names: str, **settings: object) -> None:
        """Add an option; its names can then be offered when somebody mistypes one."""
        self.options.extend(names)
        self.add_argument(*names, **settings)  # type: ignore[arg-type]  # handed through to argparse

    def parse_known_args(  # type: ignore[override]  # argparse declares it in overloads
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """The arguments, and what was not understood; an action says itself what it does not understand."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown and self.is_action:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Stop with the message and the way to the help.

        Raises:
            UsageError: Always.
        """
        advice = f"See: {self.prog} --help"
        unknown = message.removeprefix("unrecognized arguments: ")
        if unknown != message:
            word = unknown.split()[0]
            message = f"{word!r} is not understood here."
            bare = {name.lstrip("-"): name for name in self.options}
            near = nearest(word.partition("=")[0].lstrip("-"), bare) if word.startswith("-") else []
            if near:
                advice = f"Nearest: {', '.join(bare[name] for name in near)}. {advice}"
        else:
            message = message.removeprefix("argument ")
            message = message[:1].upper() + message[1:].rstrip(".") + "."
        raise UsageError(message, advice=advice)


def nearest(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known words that look most like this one, best first."""
    from difflib import get_close_matches

    return get_close_matches(word, list(known), n=limit, cutoff=0.6)


def one_of(kind: str, known: Sequence[str]) -> Callable[[str], str]:
    """A type for argparse: one of these words, else a message that offers the nearest."""

    def check(word: str) -> str:
        if word in known:
            return word
        near = nearest(word, known)
        offer = f"nearest: {', '.join(near)}; " if near else ""
        raise argparse.ArgumentTypeError(f"no {kind} is called {word!r}; {offer}known: {', '.join(known)}")

    return check


def whole_number(minimum: int) -> Callable[[str], int]:
    """A type for argparse: a whole number from `minimum` on."""

    def check(word: str) -> int:
        try:
            number = int(word)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{word!r} is no whole number") from None
        if number < minimum:
            raise argparse.ArgumentTypeError(f"{number} is below {minimum}")
        return number

    return check


def seconds(most: float, *, least: float = 0.0) -> Callable[[str], float]:
    """A type for argparse: seconds up to `most`; 0 only where `least` is below it."""

    def check(word: str) -> float:
        try:
            number = float(word)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{word!r} is no number of seconds, such as 2.5") from None
        if not least < number <= most:
            raise argparse.ArgumentTypeError(f"{word} is not within {max(least, 0.0):g} and {most:g} seconds")
        return number

    return check


def add_common(parser: Parser) -> None:
    """Options that every subcommand takes."""
    parser.option("--config", metavar="PATH", help="folder of the configuration, or its profiles.toml")
    parser.option("--debug", action="store_true", help="show the trace of an unexpected failure")


def console_parser() -> Parser:
    """The parser of the program without a subcommand: help, version, and how the console opens."""
    width = max(len(name) for name in COMMANDS)
    commands = "\n".join(f"  {name.ljust(width)}  {text}" for name, text in COMMANDS.items())
    parser = Parser(
        PROGRAM,
        usage=f"{PROGRAM} [--demo | --profile NAME] [--theme NAME] [ENDPOINT]\n       {PROGRAM} SUBCOMMAND …",
        description=_DESCRIPTION,
        epilog=f"subcommands (each has its own --help):\n{commands}\n\n{_EXIT_CODES}",
    )
    parser.add_argument(
        "endpoint", nargs="?", metavar="ENDPOINT", help="open on this call, such as users.create"
    )
    target = parser.add_mutually_exclusive_group()
    target.add_argument("--demo", action="store_true", help="work on a sandbox of its own")
    target.add_argument("--profile", metavar="NAME", help="work on this profile")
    parser.option("--theme", metavar="NAME", help="colours of the console, such as cloudflow-light")
    parser.options.extend(["--demo", "--profile", "--version"])
    add_common(parser)
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return parser


def action_parsers(parser: Parser) -> Callable[[str, str], Parser]:
    """Make `parser` take an action as its first word; the returned function adds one: (name, help)."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, title="actions")

    def add(name: str, text: str) -> Parser:
        action: Parser = actions.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
        action.is_action = True
        add_common(action)
        parser.actions.append(name)
        return action

    return add
