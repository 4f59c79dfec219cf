"""Opens the history for a subcommand, and reads the numbers that name its exchanges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.history import History
    from cloudflow_tui.workspace import Workspace

MOST_NUMBERS = 1_000_000


@contextmanager
def opened_history(context: Context) -> Iterator[History]:
    """The history, closed again at the end; what is wrong with its file is told.

    Raises:
        HistoryError: It cannot be opened.
    """
    from cloudflow_tui.history import History

    history = History.open(context.paths.history_file)
    if history.warning:
        context.talk.say(f"Warning: {history.warning}")
    try:
        yield history
    finally:
        history.close()


@contextmanager
def opened_workspace(context: Context) -> Iterator[Workspace]:
    """A workspace for errands that send nothing.

    Raises:
        HistoryError: The history cannot be opened.
    """
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.workspace import Workspace

    workspace = Workspace.open(Profile("", ""), paths=context.paths, environ=context.environ)
    if workspace.history.warning:
        context.talk.say(f"Warning: {workspace.history.warning}")
    try:
        yield workspace
    finally:
        workspace.close()


def chosen_numbers(
    history: History, words: Sequence[str], *, query: str = "", case_name: str = ""
) -> list[int]:
    """The exchanges that the command line names, in the order in which they were sent.

    Args:
        words: `17`, `17..20`, `17,19`; taken in their own order.
        query: Everything that it finds.
        case_name: Everything in this case.

    Raises:
        UsageError: Nothing is named, or a word is no number.
        HistoryError: No such case.
    """
    numbers = [number for word in words for number in _numbers(word)]
    if case_name:
        numbers += history.cases.numbers(case_name)
    if query:
        numbers += history.numbers(query)
    if not numbers:
        if query or case_name:
            raise UsageError(
                "Nothing in the history is meant.", advice="Look with: cloudflow-tui history list"
            )
        raise UsageError(
            "No exchange is named.", advice="Such as 17, 17..20, --case NAME or --query 'users'."
        )
    return list(dict.fromkeys(numbers))


def _numbers(word: str) -> Iterator[int]:
    for part in word.split(","):
        low, dots, high = part.strip().lstrip("#").partition("..")
        if not low.isascii() or not low.isdigit() or (dots and not (high.isascii() and high.isdigit())):
            raise UsageError(f"{word!r} is no number of an exchange.", advice="Such as 17, 17..20 or 17,19.")
        first, last = int(low), int(high) if dots else int(low)
        if last - first > MOST_NUMBERS:
            raise UsageError(f"{word!r} is too many.", advice=f"{MOST_NUMBERS:,} at most.")
        yield from range(first, last + 1)
