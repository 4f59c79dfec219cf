"""Work on a large body done by a process of its own, so that no key waits for it and its memory goes with it.

The child writes a text to a file beside the body, for its owner alone. Once mapped the file has no name any
more, so nothing is left behind.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.document.text_index import TextIndex, line_ends
from cloudflow_tui.errors import QueryError

if TYPE_CHECKING:
    from cloudflow_tui.document.body import Body
    from cloudflow_tui.document.document import Document
    from cloudflow_tui.document.sniff import Sniffed

_ASKED_EVERY_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Apart:
    """What came back."""

    index: TextIndex
    answer: dict[str, Any]

    @property
    def note(self) -> str:
        return str(self.answer["note"])


def lay_out_apart(path: Path, sniffed: Sniffed) -> Apart | None:
    """The text of a spooled JSON or XML body; None when no process can be had, or it came to no end."""
    return _carried_out({"body": str(path), "sniffed": asdict(sniffed)}, path)


def filter_apart(
    body: Body, content_type: str, expression: str, is_stopped: Callable[[], bool] | None
) -> Document | None:
    """What an expression finds in a spooled body; None when no process can be had, or it was stopped.

    Raises:
        QueryError: Not an expression, it does not fit, or the body is neither JSON nor XML.
    """
    from cloudflow_tui.document.document import Document
    from cloudflow_tui.document.layout import Pretty
    from cloudflow_tui.document.sniff import Sniffed

    assert body.path is not None
    order = {"body": str(body.path), "content_type": content_type, "filter": expression}
    apart = _carried_out(order, body.path, is_stopped)
    if apart is None:
        return None
    if "error" in apart.answer:
        raise QueryError(apart.answer["error"], column=apart.answer["column"])
    sniffed = Sniffed(**apart.answer["sniffed"])
    laid_out = Pretty(b"", apart.note)
    size = apart.answer["size_bytes"]
    return Document(b"", sniffed, laid_out, size_bytes=size, index=apart.index)


def _carried_out(
    order: dict[str, Any], beside: Path, is_stopped: Callable[[], bool] | None = None
) -> Apart | None:
    target = beside.with_name(f"{os.urandom(8).hex()}.body")
    try:
        answer = _child({**order, "text": str(target)}, is_stopped)
        if answer is None:
            return None
        import mmap

        with target.open("rb") as handle:
            # An empty file cannot be mapped.
            size = os.fstat(handle.fileno()).st_size
            text = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        return Apart(TextIndex(text, array("Q", answer["ends"])), answer)
    except (OSError, ValueError):
        return None
    finally:
        with suppress(OSError):
            target.unlink()


def _child(order: dict[str, Any], is_stopped: Callable[[], bool] | None) -> dict[str, Any] | None:
    """What a process answers; None when it failed or was stopped.

    Raises:
        OSError: None can be started.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "cloudflow_tui.document.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with child:
        return answer_of(child, json.dumps(order).encode(), is_stopped)


def answer_of(
    child: subprocess.Popen[bytes],
    given: bytes,
    is_stopped: Callable[[], bool] | None,
    tell: Callable[[str], None] | None = None,
) -> dict[str, Any] | None:
    """The JSON that a process says once it got its last words; None when it failed or was stopped.

    Args:
        tell: Told the latest of what the process says before: texts, a line of JSON each.

    Raises:
        OSError, ValueError: It ended early, or said something else.
    """
    wanted: bytes | None = given
    while True:
        try:
            is_asked = is_stopped is not None or tell is not None
            said, _ = child.communicate(wanted, _ASKED_EVERY_S if is_asked else None)
            break
        except subprocess.TimeoutExpired as expired:
            wanted = None
            _tell_last(expired.output or b"", tell)
            if is_stopped is not None and is_stopped():
                child.kill()
                return None
    last = said.rstrip(b"\n").rpartition(b"\n")[2]
    answer: dict[str, Any] | None = json.loads(last) if child.returncode == 0 else None
    return answer


def _tell_last(said: bytes, tell: Callable[[str], None] | None) -> None:
    *lines, _ = said.split(b"\n")
    words = json.loads(lines[-1]) if tell is not None and lines else None
    if tell is not None and isinstance(words, str):
        tell(words)


def carry_out(order: dict[str, Any]) -> dict[str, Any]:
    """What the child does: makes the text, writes it, and tells where its lines end.

    Raises:
        OSError: The body is gone, or the text cannot be written.
    """
    from cloudflow_tui.document.pretty import pretty
    from cloudflow_tui.document.sniff import Sniffed, sniff_body

    data = Path(order["body"]).read_bytes()
    answer: dict[str, Any] = {}
    if "filter" in order:
        from cloudflow_tui.document.filter import filtered_bytes

        try:
            data = filtered_bytes(data, order["content_type"], order["filter"])
        except QueryError as error:
            data, answer = b"", {"error": error.reason, "column": error.column}
        sniffed = sniff_body(data)
        answer |= {"sniffed": asdict(sniffed), "size_bytes": len(data)}
    else:
        sniffed = Sniffed(**order["sniffed"])
    done = pretty(data, sniffed)
    with open(order["text"], "xb", opener=_private) as handle:
        handle.write(done.text)
    return {**answer, "note": done.note, "ends": line_ends(done.text).tolist()}


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(carry_out(json.load(sys.stdin))))
