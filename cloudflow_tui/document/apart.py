"""A large body laid out by a process of its own, so that no key waits for it and its memory goes with it.

The child writes the text to a file beside the body, for its owner alone. Once mapped the file has no name any
more, so nothing is left behind.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from array import array
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cloudflow_tui.document.text_index import TextIndex, line_ends

if TYPE_CHECKING:
    from cloudflow_tui.document.sniff import Sniffed


@dataclass(frozen=True, slots=True)
class Apart:
    """What came back."""

    index: TextIndex
    note: str


def lay_out_apart(path: Path, sniffed: Sniffed) -> Apart | None:
    """The text of a spooled JSON or XML body; None when no process can be had, or it came to no end."""
    target = path.with_name(f"{os.urandom(8).hex()}.body")
    order = json.dumps({"body": str(path), "text": str(target), "sniffed": asdict(sniffed)})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cloudflow_tui.document.apart"],
            input=order.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        answer = json.loads(done.stdout)
        import mmap

        with target.open("rb") as handle:
            text = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        return Apart(TextIndex(text, array("Q", answer["ends"])), answer["note"])
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    finally:
        with suppress(OSError):
            target.unlink()


def carry_out(order: dict[str, Any]) -> dict[str, Any]:
    """What the child does: lays out, writes the text, and tells where its lines end.

    Raises:
        OSError: The body is gone, or the text cannot be written.
    """
    from cloudflow_tui.document.pretty import pretty
    from cloudflow_tui.document.sniff import Sniffed

    done = pretty(Path(order["body"]).read_bytes(), Sniffed(**order["sniffed"]))
    with open(order["text"], "xb", opener=_private) as handle:
        handle.write(done.text)
    return {"note": done.note, "ends": line_ends(done.text).tolist()}


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(carry_out(json.load(sys.stdin))))
