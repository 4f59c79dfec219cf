"""XML laid out while it still grows, window by window. Each window ends in front of a start tag."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.layout import room_for
from cloudflow_tui.document.xml_pretty import CHECKED_BY_PARSER_BYTES, Layout

if TYPE_CHECKING:
    from cloudflow_tui.document.growing import CountedFile

_BEGIN_BYTES: Final = 64 * 1024
_HELD_BYTES: Final = 4 * 1024 * 1024
"""So much is held at most while no end of a window is found."""
_TRIES: Final = 100
_GONE: Final = -1


class _GivenUpError(Exception):
    """An element that has to stay as it came began in a window before."""


class _Window(Layout):
    """Lays out one window after the other; elements of earlier ones are known by their names only."""

    def restore(self, place: int, end: int) -> None:
        if self.stack[place].start == _GONE:
            raise _GivenUpError
        super().restore(place, end)

    def go_on(self, data: bytes) -> bytes | None:
        """The next window laid out; None when it ends within something that has to stay as it came."""
        self.data = data
        self.room = room_for(self.data_before + len(data))
        before = [replace(element) for element in self.stack], self.has_root
        self.run()
        if self.kept_at >= 0 and not self.is_partial:
            self.restore(self.kept_at, len(data))
        if self.kept_at >= 0:
            self.stack, self.has_root = before
            self.kept_at, self.out = -1, BytesIO()
            return None
        text = self.out.getvalue()
        self.out = BytesIO()
        self.out_before += len(text)
        self.data_before += len(data)
        for element in self.stack:
            element.start = _GONE
        return text


class GrowingXml:
    """XML from start tag to start tag."""

    def __init__(self, out: CountedFile) -> None:
        self._out = out
        self._held = b""
        self._window = _Window(b"", is_partial=True)

    def feed(self, data: bytes) -> bool:
        self._held += data
        end = _end_of_window(self._held) if len(self._held) >= _BEGIN_BYTES else 0
        if not end:
            return len(self._held) < _HELD_BYTES
        return self._take(end) or (not self._window.fault and len(self._held) < _HELD_BYTES)

    def end(self) -> bool:
        window = self._window
        if window.data_before + len(self._held) <= CHECKED_BY_PARSER_BYTES:
            return False
        window.is_partial = False
        return self._take(len(self._held)) and not window.stack and window.has_root

    def _take(self, end: int) -> bool:
        try:
            text = self._window.go_on(self._held[:end])
        except _GivenUpError:
            self._window.fault = "given up"
            return False
        if text is None or self._window.fault:
            return False
        self._out.write(text)
        self._held = self._held[end:]
        return True


def _end_of_window(data: bytes) -> int:
    """Where the last start tag begins that stands right behind another tag; 0 when there is none near."""
    at = len(data) - 1
    for _ in range(_TRIES):
        at = data.rfind(b"<", 0, at)
        if at <= 0:
            return 0
        is_start = data[at + 1 : at + 2] not in (b"/", b"!", b"?")
        if is_start and data[max(0, at - 200) : at].rstrip().endswith(b">"):
            break
    else:
        return 0
    if b"<!" in data or b"<?" in data:
        for opener, closer in ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!D", b"\0")):
            if data.rfind(opener, 0, at) > data.rfind(closer, 0, at):
                return 0
    return at
