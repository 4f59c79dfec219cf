"""Two long bodies compared by a process of its own, so that no key waits for it and its memory goes with it.

Bodies and results go through files without a name, which only these two processes have open.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from cloudflow_tui.document.apart import answer_of
from cloudflow_tui.document.body import Body
from cloudflow_tui.document.compare_data import exact_json, exact_text
from cloudflow_tui.document.compare_models import Change, CompareOptions, Comparison
from cloudflow_tui.document.compare_rows import SideBySide, pack, unpack
from cloudflow_tui.document.on_demand import OnDemand
from cloudflow_tui.document.text_index import TextIndex, line_ends

if TYPE_CHECKING:
    from cloudflow_tui.document.text_index import Text

_RESULTS: Final = ("left", "right", "changes", "stretches")
_NUMBER_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class _Order:
    """What the process is asked for; everything in it is plain data."""

    bodies: tuple[int, int]
    """Open files."""
    types: tuple[str | None, str | None]
    results: dict[str, int]
    """Open files to be written."""
    is_order_ignored: bool
    set_names: list[str]
    ignored_names: list[str]


def compare_apart(
    old: Body, new: Body, old_type: str | None, new_type: str | None, options: CompareOptions
) -> Comparison | None:
    """What `compare_bodies` says; None when no process can be had, or it came to no end.

    Raises:
        OSError: A spool file is gone.
        CompareStopped: The options said so.
    """
    with ExitStack() as stack:
        bodies = [stack.enter_context(_opened(body)) for body in (old, new)]
        try:
            results = {name: stack.enter_context(tempfile.TemporaryFile()) for name in _RESULTS}
            order = _Order(
                (bodies[0].fileno(), bodies[1].fileno()),
                (old_type, new_type),
                {name: file.fileno() for name, file in results.items()},
                options.is_order_ignored,
                sorted(options.set_names),
                sorted(options.ignored_names),
            )
            answer = _child(order, options)
        except (OSError, ValueError):
            return None
        if answer is None:
            options.go_on()
            return None
        return _read(results, answer)


def _opened(body: Body) -> IO[bytes]:
    if body.path is not None:
        return body.path.open("rb")
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the one who asks
    file.write(body.read())
    file.flush()
    return file


def _child(order: _Order, options: CompareOptions) -> dict[str, Any] | None:
    child = subprocess.Popen(
        [sys.executable, "-m", "cloudflow_tui.document.compare_apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(*order.bodies, *order.results.values()),
    )
    with child:
        given = json.dumps({name: getattr(order, name) for name in _Order.__slots__})
        return answer_of(child, given.encode(), options.is_stopped, options.tell)


def _read(results: Mapping[str, IO[bytes]], answer: dict[str, Any]) -> Comparison:
    left, right, changes = (
        TextIndex(_mapped(results[name]), array("Q", answer["ends"][name])) for name in _RESULTS[:3]
    )
    numbers = array("Q")
    numbers.frombytes(_mapped(results["stretches"])[:])
    return Comparison(
        _Changes(changes),
        SideBySide(_Lines(left), _Lines(right), unpack(numbers)),
        ignored=tuple(answer["ignored"]),
        note=answer["note"],
        known_counts=answer["counts"],
    )


def _mapped(file: IO[bytes]) -> Text:
    import mmap

    size = os.fstat(file.fileno()).st_size
    # An empty file cannot be mapped.
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""


class _Lines(OnDemand[str]):
    """The lines of a text, read when they are asked for."""

    def __init__(self, index: TextIndex) -> None:
        self._index = index

    def __len__(self) -> int:
        return self._index.count

    def at(self, place: int) -> str:
        return self._index.line(place).decode("utf-8", "surrogatepass")


class _Changes(OnDemand[Change]):
    """A change on each line."""

    def __init__(self, index: TextIndex) -> None:
        self._lines = _Lines(index)

    def __len__(self) -> int:
        return len(self._lines)

    def at(self, place: int) -> Change:
        return Change(*exact_json(self._lines.at(place)))


def carry_out(order: dict[str, Any], options: CompareOptions) -> dict[str, Any]:
    """What the process does: compares, writes the results, and tells what is left to know.

    Raises:
        OSError: A body is gone, or a result cannot be written.
    """
    from cloudflow_tui.document.compare import compare_here

    old, new = (Body.of(_content(handle)) for handle in order["bodies"])
    compared = compare_here(old, new, order["types"][0], order["types"][1], options)
    rows = compared.rows
    assert isinstance(rows, SideBySide)
    changes = (exact_text([change.path, change.kind, change.old, change.new]) for change in compared.changes)
    ends = {}
    for name, lines in (("left", rows.left), ("right", rows.right), ("changes", changes)):
        text = _text(lines)
        ends[name] = line_ends(text).tolist()
        _write(order["results"][name], text)
    _write(order["results"]["stretches"], pack(rows.stretches).tobytes())
    return {"ends": ends, "ignored": compared.ignored, "note": compared.note, "counts": dict(compared.counts)}


def _content(handle: int) -> bytes:
    with open(handle, "rb") as file:
        file.seek(0)
        return file.read()


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def _write(handle: int, data: bytes) -> None:
    with open(handle, "wb") as file:
        file.write(data)


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Take the order from the pipe, carry it out, tell on the way how far it is, and what came of it."""
    import gc

    # Nothing here goes round in circles, and all of it is gone in a moment.
    gc.disable()
    order = json.load(sys.stdin)

    options = CompareOptions(
        order["is_order_ignored"], frozenset(order["set_names"]), frozenset(order["ignored_names"]), tell=_say
    )
    _say(carry_out(order, options))


if __name__ == "__main__":
    main()
