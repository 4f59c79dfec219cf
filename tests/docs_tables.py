"""The tables of the README that are made from the program: `python -m tests.docs_tables` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def keys_table() -> str:
    """Keys that work everywhere in the console, from the table of actions."""
    from cloudflow_tui.tui.actions import actions_of

    rows = ["| key | what it does |", "| --- | --- |"]
    for action in actions_of("app"):
        if action.keys:
            keys = " ".join(f"`{key}`" for key in (action.key, *action.other_keys))
            rows.append(f"| {keys} | {action.help} |")
    return "\n".join(rows)


def commands_table() -> str:
    """Subcommands, from the table of the command line."""
    from cloudflow_tui.cli.parser import COMMANDS

    rows = ["| subcommand | what it does |", "| --- | --- |"]
    return "\n".join([*rows, *(f"| `{name}` | {text} |" for name, text in COMMANDS.items())])


TABLES: dict[str, Callable[[], str]] = {"keys": keys_table, "commands": commands_table}


def with_tables(text: str) -> str:
    """The README with every marked table as the program makes it now."""
    for name, make in TABLES.items():
        before, start, rest = text.partition(f"<!-- {name} -->")
        _, end, after = rest.partition(f"<!-- end of {name} -->")
        if start and end:
            text = f"{before}{start}\n{make()}\n{end}{after}"
    return text


def main() -> None:
    README.write_text(with_tables(README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
