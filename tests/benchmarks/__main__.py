"""Measures what the names ask for, all when there are none, and prints a table.

    python -m tests.benchmarks [--runs N] [--markdown] [--calm S] [NAME …]

Other programs stand beside this one when they are named, such as
    --console 'posting=posting --collection demo' --console-shows Collection
    --sender 'http=http --ignore-stdin -a $LOGIN:$PASSWORD $URL/user_groups.json'
    --mock 'prism=prism mock -v error -p $PORT $FILE'       (npm install @stoplight/prism-cli)
posting is shown the same bodies where it is installed, or where `--posting` names it.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from tests.benchmarks.measuring import BenchmarkError, Row
from tests.benchmarks.place import Other, Place, opened_place
from tests.benchmarks.table import to_markdown, to_text

BENCHMARKS = {
    "commands": "help, version and search against an empty interpreter",
    "sending": "one call from start to end of the process",
    "catalog": "loading and searching it, at its size and ten times that",
    "start": "first full paint and memory of the console",
    "filter": "a letter in the filter box to the rows it finds",
    "opening": "a call opened to its fields on screen",
    "answer": "send pressed to the body on screen, and page down, 1 KB to 50 MB",
    "documents": "bodies laid out and found in, without a screen",
    "history": "10,000 to 1,000,000 exchanges: add, list, search, open, and the console on them",
    "sandbox": "requests a second on one kept-alive connection",
    "clients": "200 clients of the sandbox at once, for --seconds",
}
"""Names and what each measures. The module is `tests.benchmarks.bench_<name>`."""
HISTORY_SIZES = (10_000, 100_000, 1_000_000)
SUBJECTS = {"body": ("answer", "documents")}
"""Names for several of them."""


def main(words: list[str]) -> int:
    """Run the benchmarks that are named; 1 when one of them could not be taken."""
    arguments = _parser().parse_args(words)
    consoles = tuple(_other(text, arguments.console_shows) for text in arguments.console)
    senders = tuple(_other(text, "") for text in arguments.sender)
    rows: list[Row] = []
    failures = 0
    names = [one for name in arguments.names or BENCHMARKS for one in SUBJECTS.get(name, (name,))]
    with opened_place(arguments.runs, consoles, senders, shlex.split(arguments.posting)) as place:
        place = replace(place, histories=arguments.histories, history_sizes=arguments.exchanges)
        mocks = tuple(_other(text, "") for text in arguments.mock)
        place = replace(place, mocks=mocks, seconds=arguments.seconds)
        for name in names:
            if arguments.calm:
                _wait_for_calm(arguments.calm)
            print(f"… {name}: {BENCHMARKS[name]}", file=sys.stderr, flush=True)
            try:
                rows.extend(_benchmark(name)(place))
            except BenchmarkError as error:
                failures += 1
                print(f"{name}: {error}", file=sys.stderr)
    print(to_markdown(rows) if arguments.markdown else to_text(rows))
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    several = {name: " and ".join(ones) for name, ones in SUBJECTS.items()}
    listed = "\n".join(f"  {name.ljust(10)} {text}" for name, text in (BENCHMARKS | several).items())
    parser = argparse.ArgumentParser(
        "python -m tests.benchmarks",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=f"{__doc__}\nnames:\n{listed}",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*BENCHMARKS, *SUBJECTS, []])
    parser.add_argument("--runs", type=int, default=5, help="how often each figure is taken")
    parser.add_argument("--markdown", action="store_true", help="print rows of Markdown")
    parser.add_argument("--calm", type=float, default=0, metavar="S", help="wait up to S s for a free core")
    parser.add_argument("--console", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument("--console-shows", default="", metavar="TEXT", help="what it shows once painted")
    parser.add_argument("--posting", default=shutil.which("posting") or "", metavar="COMMAND")
    parser.add_argument("--histories", type=Path, metavar="FOLDER", help="keeps the histories that are made")
    parser.add_argument("--exchanges", type=_counts, default=HISTORY_SIZES, metavar="N,N", help="their sizes")
    parser.add_argument(
        "--mock", action="append", default=[], metavar="NAME=COMMAND", help="for sandbox, clients"
    )
    parser.add_argument("--seconds", type=float, default=60, metavar="S", help="how long clients call")
    parser.add_argument("--sender", action="append", default=[], metavar="NAME=COMMAND")
    return parser


def _counts(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(one) for one in text.split(",")))


def _other(text: str, shown: str) -> Other:
    name, _, command = text.partition("=")
    return Other(name, command, shown)


def _benchmark(name: str) -> Callable[[Place], Iterator[Row]]:
    measure: Callable[[Place], Iterator[Row]] = import_module(f"tests.benchmarks.bench_{name}").measure
    return measure


def _wait_for_calm(seconds: float) -> None:
    """Wait until about one core is free, at most so long."""
    import time

    import psutil

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        busy = psutil.cpu_percent(0.4) / 100
        if (psutil.cpu_count() or 1) * (1 - busy) >= 0.9:
            return


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
