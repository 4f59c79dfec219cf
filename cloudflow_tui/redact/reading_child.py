"""The process that masks and lays out a long body; started by `Reading`.

Gets its order as a line of JSON, then `end N` once the file has all its N bytes. Ends when nobody listens.
"""

from __future__ import annotations

import json
import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from cloudflow_tui.document.growing import CountedFile, Growing, growing
from cloudflow_tui.document.pretty import pretty
from cloudflow_tui.document.sniff import SNIFFED_BYTES, Sniffed, sniff_body
from cloudflow_tui.redact.masked_chunks import GivenUpError, MaskedChunks

_WAIT_S: Final = 0.004


def carry_out(
    order: dict[str, Any], wait: Callable[[], int | None], *, has_help: bool = False
) -> dict[str, Any]:
    """Mask a body, lay it out, write both, and tell where the lines of the text end.

    Args:
        has_help: Mask in a process beside this one.

    Raises:
        OSError: The body is gone, or a file cannot be written.
        GivenUpError: From `wait`.
    """
    path, masked = Path(order["body"]), Path(order["masked"])
    content_type = order["content_type"]
    source = MaskedChunks(path, masked, content_type=content_type, secrets=order["secrets"], wait=wait)
    with open(order["text"], "xb", opener=_private) as written:
        counted = CountedFile(written)
        layout = _Begun(counted, content_type)
        for chunk in source.beside() if has_help else source.here():
            layout.take(chunk)
        note = layout.end(masked if source.is_masked else path)
    return {
        "sniffed": asdict(layout.sniffed),
        "note": note,
        "ends": counted.ends.tolist(),
        "is_masked": source.is_masked,
    }


class _Begun:
    """The text of a body, on the way as far as that goes, else at the end."""

    def __init__(self, out: CountedFile, content_type: str) -> None:
        self.sniffed = Sniffed("empty", "utf-8")
        self._out = out
        self._content_type = content_type
        self._head = b""
        self._layout: Growing | None = None
        self._is_fed = False
        """Whether the layout has all that was taken."""

    def take(self, chunk: bytes) -> None:
        if self._layout is not None:
            self._is_fed = self._is_fed and self._layout.feed(chunk)
        elif len(self._head) < SNIFFED_BYTES:
            self._head += chunk
            if len(self._head) >= SNIFFED_BYTES:
                self._begin()

    def _begin(self) -> None:
        self.sniffed = sniff_body(self._head[:SNIFFED_BYTES], self._content_type)
        self._layout = growing(self.sniffed, self._out)
        self._is_fed = self._layout is not None and self._layout.feed(self._head[self.sniffed.bom_bytes :])

    def end(self, body: Path) -> str:
        """Finish the text; returns what is wrong with the body."""
        if self._layout is not None and self._is_fed and self._layout.end():
            return ""
        self._out.begin_again()
        data = body.read_bytes()
        self.sniffed = sniff_body(data[:SNIFFED_BYTES], self._content_type)
        if self.sniffed.kind in ("binary", "empty"):
            return ""
        done = pretty(data, self.sniffed)
        self._out.write(done.text)
        return done.note


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def main() -> None:
    """Take the order from the pipe, carry it out, and say what came of it."""
    # Without a buffer: what lies in one is not seen by select.
    pipe = open(0, "rb", buffering=0)  # noqa: SIM115  # open as long as the process runs
    said = b""

    def line() -> bytes:
        nonlocal said
        while b"\n" not in said:
            more = pipe.read(65536)
            if not more:
                raise GivenUpError
            said += more
        first, _, said = said.partition(b"\n")
        return first

    def wait() -> int | None:
        if not said and not select.select([pipe], [], [], _WAIT_S)[0]:
            return None
        return int(line().split()[1])

    order = json.loads(line())
    try:
        sys.stdout.write(json.dumps(carry_out(order, wait, has_help=True)))
    except GivenUpError:
        for name in (order["text"], order["masked"]):
            with suppress(OSError):
                os.unlink(name)


if __name__ == "__main__":
    main()
