"""The entry point, and the only place that sees both fronts: the command line and the console."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence

from cloudflow_tui.cli.context import Context
from cloudflow_tui.cli.main import guarded, parse
from cloudflow_tui.cli.main import main as run_command
from cloudflow_tui.cli.parser import COMMANDS, console_parser, nearest
from cloudflow_tui.errors import UsageError


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand, or open the console.

    Args:
        argv: The command line without the program; the process's own when None.

    Returns:
        The exit status, see `cli.exit_codes`.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if argv is None and words[:1] != ["sandbox"]:
        _spare_the_collector()
    if words and words[0] in COMMANDS:
        return run_command(words)
    return guarded(lambda context: _open_console(words, context), words)


def _spare_the_collector() -> None:
    """Collect no garbage in a process of its own that ends soon, also not while it ends: a fifth of its time.

    The console turns the collector on again once its first picture is painted.
    """
    gc.disable()
    atexit.register(gc.freeze)


def _open_console(words: Sequence[str], context: Context) -> int:
    _check_command(words)
    arguments = parse(console_parser(), words)
    context = context.with_config(arguments.config)
    _check_endpoint(arguments.endpoint, context)
    if not (context.stdin.isatty() and context.output.is_terminal):
        raise UsageError(
            "The console needs a terminal, and this is none.",
            advice="Without one: cloudflow-tui send, catalog, explain, history (see --help).",
        )
    # Loads the whole user interface; the command line must not pay for it.
    from cloudflow_tui.tui import launch

    return launch(
        demo=arguments.demo,
        profile=arguments.profile,
        theme=arguments.theme,
        endpoint=arguments.endpoint,
        environ=context.environ,
    )


def _check_command(words: Sequence[str]) -> None:
    """An endpoint stands alone; with more words behind it, a name like a command's is one mistyped."""
    is_alone = len([word for word in words if not word.startswith("-")]) == 1
    if not words or is_alone or words[0].startswith("-") or "." in words[0]:
        return
    near = nearest(words[0], COMMANDS)
    if near:
        raise UsageError(f"There is no command {words[0]!r}.", advice=f"Nearest: {', '.join(near)}.")


def _check_endpoint(name: str | None, context: Context) -> None:
    if name is None:
        return
    if name in COMMANDS:
        raise UsageError(
            f"{name!r} stands behind an option.",
            advice=f"Options follow the subcommand: cloudflow-tui {name} …",
        )
    if "." not in name:
        near = nearest(name, COMMANDS)
        offer = f"Nearest: {', '.join(near)}. " if near else ""
        raise UsageError(
            f"No subcommand and no endpoint is called {name!r}.", advice=f"{offer}See: cloudflow-tui --help"
        )
    context.catalog().summary(name)


if __name__ == "__main__":
    sys.exit(main())
