"""The phases of an exchange as bars on one scale."""

from __future__ import annotations

from cloudflow_tui.exchange import Connection, Hop, Timing
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.figures import shown_ms
from cloudflow_tui.tui.widgets.lines import Line

_LABEL_WIDTH = 12
_TOOK_WIDTH = 10
_BAR_MAX = 60
_NAMES = (
    ("name", "dns_ms", "looking up the host name"),
    ("connect", "connect_ms", "making the connection"),
    ("TLS", "tls_ms", "agreeing on encryption"),
    ("send", "send_ms", "sending the request"),
    ("wait", "wait_ms", "until the first byte of the answer"),
    ("receive", "receive_ms", "until its last byte"),
)


class TimingRows(Rows):
    """One row a phase, and their sum; phases that were not seen say so."""

    DEFAULT_CSS = "TimingRows { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timing: Timing | None = None
        self._connection: Connection | None = None
        self._hops: tuple[Hop, ...] = ()

    def show(self, timing: Timing, connection: Connection | None = None, hops: tuple[Hop, ...] = ()) -> None:
        """The times of the last request, and the redirects before it."""
        self._timing, self._connection, self._hops = timing, connection, hops
        self.rows_changed()

    @property
    def row_count(self) -> int:
        return 0 if self._timing is None else len(_NAMES) + 4 + len(self._facts())

    def is_selectable(self, index: int) -> bool:
        return False

    def draw_row(self, index: int, line: Line) -> None:
        if self._timing is None:
            return
        if 1 <= index <= len(_NAMES):
            self._draw_phase(index - 1, self._timing, line)
        elif index == len(_NAMES) + 1:
            line.at(2).put("total", self.ink("text-strong", bold=True), pad=_LABEL_WIDTH)
            line.put_right(
                shown_ms(self._timing.total_ms), self.ink("text-strong", bold=True), width=_TOOK_WIDTH
            )
        elif index == len(_NAMES) + 3:
            started = self._timing.started_at.astimezone().isoformat(sep=" ", timespec="milliseconds")
            line.at(2).put("started", self.ink("text-muted"), pad=_LABEL_WIDTH).put("  " + started)

        elif index > len(_NAMES) + 3:
            label, words = self._facts()[index - len(_NAMES) - 4]
            line.at(2).put(label, self.ink("text-muted"), pad=_LABEL_WIDTH).put("  " + words)

    def _facts(self) -> list[tuple[str, str]]:
        """What was seen of the other end."""
        seen = self._connection
        hops = [("redirect", _words_of(hop)) for hop in self._hops]
        if seen is None or self._timing is None:
            return hops
        way = f"{seen.address}{f' through the proxy {seen.proxy}' if seen.proxy else ''}"
        facts = [("connected to", f"{way}{', open already' if seen.is_reused else ''}")]
        if seen.tls_version:
            facts.append(("TLS", f"{seen.tls_version}, {seen.cipher}"))
            days = seen.days_left(self._timing.started_at)
            names = seen.signers if seen.is_verified else f"{seen.signers}, not checked".lstrip(", ")
            facts.append(("certificate", f"{names}{f', {days} days left' if days is not None else ''}"))
        return [*facts, *hops]

    def _draw_phase(self, index: int, timing: Timing, line: Line) -> None:
        label, field, meaning = _NAMES[index]
        phases: list[float | None] = [getattr(timing, name) for _, name, _ in _NAMES]
        took = phases[index]
        line.at(2).put(label, self.ink("text-muted"), pad=_LABEL_WIDTH)
        if took is None:
            line.put_right("–", self.ink("text-dim"), width=_TOOK_WIDTH)
            line.put("  ").put(_why_none(field, timing), self.ink("text-dim", italic=True))
            return
        line.put_right(shown_ms(took), None, width=_TOOK_WIDTH).put("  ")
        room = min(_BAR_MAX, max(8, self.size.width - line.used - 2))
        scale = room / max(timing.total_ms, sum(part or 0 for part in phases), 0.001)
        before = round(sum(part or 0 for part in phases[:index]) * scale)
        length = max(1, round(took * scale))
        before = min(before, room - length)
        line.put(self.glyphs.line * before, self.ink("guide"))
        line.put(self.glyphs.bar * length, self.ink("accent" if label == "wait" else "text-muted"))
        line.put(self.glyphs.line * max(0, room - before - length), self.ink("guide"))
        if self.size.width - line.used > len(meaning) + 4:
            line.put("  ").put(meaning, self.ink("text-dim"))


def _words_of(hop: Hop) -> str:
    took = shown_ms(hop.timing.total_ms)
    return f"{hop.words}; {hop.request.method} {hop.request.url} leads to {hop.location}, {took}"


def _why_none(field: str, timing: Timing) -> str:
    """Why a phase has no time."""
    if timing.wait_ms is None:
        return "not seen"
    if field == "dns_ms":
        return "no name to look up" if timing.connect_ms is not None else "the connection was open already"
    if field == "connect_ms":
        return "the connection was open already"
    if field == "tls_ms":
        return "none" if timing.connect_ms is not None else "the connection was open already"
    return "not seen"
