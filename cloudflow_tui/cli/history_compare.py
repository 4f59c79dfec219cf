"""`history compare`: what differs between two exchanges, as a list of changes or side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.history_open import opened_history
from cloudflow_tui.cli.parser import one_of, whole_number
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.document.compare import CompareOptions, Comparison
    from cloudflow_tui.workspace.comparing import ExchangeComparison

LAYOUTS = ("changes", "side", "unified")
GROUPS = ("volatile", "times", "figures", "ids")


def add_words(add: Callable[[str, str], Parser]) -> None:
    parser = add("compare", "what differs between two exchanges")
    parser.add_argument("old", type=whole_number(1), metavar="A", help="its number in the list")
    parser.add_argument(
        "new",
        type=whole_number(1),
        nargs="?",
        metavar="B",
        help="the one before of the same call when left out",
    )
    parser.option(
        "--ignore",
        metavar="NAME",
        action="append",
        default=[],
        help=f"leave out this attribute, or one of {', '.join(GROUPS)}",
    )
    parser.option("--any-order", action="store_true", help="lists count as sets")
    parser.option(
        "--as",
        metavar="LAYOUT",
        dest="layout",
        type=one_of("layout", LAYOUTS),
        default="changes",
        help=", ".join(LAYOUTS),
    )
    parser.option("--width", metavar="N", type=whole_number(40), default=160, help="of both sides (160)")
    parser.option("--check", action="store_true", help="exit with 2 when the answers differ")
    parser.option("--json", action="store_true", help="print JSON")


def options_of(names: list[str], *, any_order: bool) -> CompareOptions:
    """The options that `--ignore` and `--any-order` mean."""
    from cloudflow_tui.document.compare import (
        FIGURE_NAMES,
        ID_NAMES,
        TIME_NAMES,
        VOLATILE_NAMES,
        CompareOptions,
    )

    groups = {"volatile": VOLATILE_NAMES, "times": TIME_NAMES, "figures": FIGURE_NAMES, "ids": ID_NAMES}
    ignored: set[str] = set()
    for name in names:
        ignored |= groups.get(name, frozenset({name}))
    return CompareOptions(is_order_ignored=any_order, ignored_names=frozenset(ignored))


def compare(arguments: argparse.Namespace, context: Context) -> int:
    """Print what differs.

    Raises:
        UsageError: Only one number is given and there is no earlier exchange of that call.
    """
    from cloudflow_tui.workspace.comparing import compare_exchanges, one_before

    with opened_history(context) as history:
        old, new = arguments.old, arguments.new
        if new is None:
            before = one_before(history, old)
            if before is None:
                raise UsageError(f"{old} is the first of its call.", advice="Name two exchanges.")
            old, new = before, old
        options = options_of(arguments.ignore, any_order=arguments.any_order)
        compared = compare_exchanges(history.get(old), history.get(new), options)
    answer = compared.answer
    if arguments.json:
        context.output.json(_data(compared))
    elif arguments.layout == "changes":
        context.output.lines(_changes(compared))
    else:
        is_side = arguments.layout == "side"
        context.output.lines(side_by_side(answer, arguments.width) if is_side else unified(answer))
    context.talk.say(
        f"{old} beside {new}: {answer.words}{_ignored(answer)}{f'. {answer.note}' if answer.note else ''}"
    )
    return ExitCode.USAGE if arguments.check and not answer.is_equal else ExitCode.OK


def side_by_side(comparison: Comparison, width: int) -> Iterator[str]:
    """Both sides in columns, each line marked: `~` changed, `-` removed, `+` added, `>` moved."""
    side = max(10, (width - 14) // 2)
    marks = {"same": " ", "changed": "~", "removed": "-", "added": "+", "moved": ">", "ignored": " "}
    for row in comparison.rows:
        left, right = (row.left or "")[:side], (row.right or "")[:side]
        numbers = [str(number or "") for number in (row.left_number, row.right_number)]
        yield f"{marks[row.kind]}{numbers[0]:>5} {left:<{side}} {numbers[1]:>5} {right}".rstrip()


def unified(comparison: Comparison, context_lines: int = 3) -> Iterator[str]:
    """The differences with some lines around them, old ones with `-` and new ones with `+`."""
    for start, end in comparison.hunks(context_lines):
        first = comparison.rows[start]
        yield f"@@ {first.left_number or '-'} {first.right_number or '-'} @@"
        for row in comparison.rows[start:end]:
            if row.kind in ("same", "ignored"):
                yield f"  {row.right if row.right is not None else row.left}"
                continue
            if row.left is not None:
                yield f"- {row.left}"
            if row.right is not None:
                yield f"+ {row.right}"


def _changes(compared: ExchangeComparison) -> Iterator[str]:
    from cloudflow_tui.interchange.report_models import change_text

    parts = (
        ("request", compared.request_head),
        ("request body", compared.request),
        ("answer", compared.answer_head),
        ("body", compared.answer),
    )
    for name, part in parts:
        for change in part.changes:
            old, new = change_text(change.old), change_text(change.new)
            values = {"added": new, "removed": old}.get(change.kind, f"{old} -> {new}")
            yield f"{name}  {change.kind}  {change.path}  {values}"


def _ignored(comparison: Comparison) -> str:
    return f"; left out: {', '.join(comparison.ignored)}" if comparison.ignored else ""


def _data(compared: ExchangeComparison) -> dict[str, Any]:
    def plain(part: Comparison) -> dict[str, Any]:
        return {
            "is_equal": part.is_equal,
            "ignored": part.ignored,
            "note": part.note,
            "changes": [
                {"path": one.path, "kind": one.kind, "old": _plain(one.old), "new": _plain(one.new)}
                for one in part.changes
            ],
        }

    return {
        "old": compared.old.number,
        "new": compared.new.number,
        "answer": plain(compared.answer),
        "answer_head": plain(compared.answer_head),
        "request": plain(compared.request),
        "request_head": plain(compared.request_head),
        "timing": [{"phase": name, "old_ms": old, "new_ms": new} for name, old, new in compared.timing],
    }


def _plain(value: Any) -> Any:
    """A value as JSON holds it; numbers with their own text become numbers of the script's making."""
    import json
    from decimal import Decimal

    return json.loads(
        json.dumps(value, default=lambda one: float(one) if isinstance(one, Decimal) else str(one))
    )
