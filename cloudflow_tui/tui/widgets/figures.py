"""Times, sizes and clocks in few cells, the same wherever they are shown."""

from __future__ import annotations

from datetime import datetime

_UNITS = ("KB", "MB", "GB", "TB")


def shown_ms(milliseconds: float | None) -> str:
    """A duration: `38 ms`, `1.2 s`, `30.0 s`, `2 min 5 s`; "" when it is not known."""
    if milliseconds is None:
        return ""
    if milliseconds < 10:
        return f"{milliseconds:.1f} ms"
    if milliseconds < 1000:
        return f"{milliseconds:.0f} ms"
    seconds = milliseconds / 1000
    if seconds < 120:
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60)} s"


def shown_bytes(size_bytes: int | None) -> str:
    """A size: `112 B`, `4.2 KB`, `48 MB`; "" when it is not known."""
    if size_bytes is None:
        return ""
    if size_bytes < 1024:
        return f"{size_bytes} B"
    size = float(size_bytes)
    for unit in _UNITS:
        size /= 1024
        if size < 1000 or unit == _UNITS[-1]:
            return f"{size:.1f} {unit}".replace(".0 ", " ")
    raise AssertionError("the last unit takes everything")


def shown_clock(moment: datetime, now: datetime | None = None) -> str:
    """The time of day in the zone of this machine, or the day when it is not the day of `now`."""
    local = moment.astimezone()
    if now is not None and local.date() != now.astimezone().date():
        return local.strftime("%d %b" if local.year == now.astimezone().year else "%b %Y")
    return local.strftime("%H:%M:%S")


def shown_count(count: int, one: str, many: str = "") -> str:
    """`1 row`, `1,204 rows`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
