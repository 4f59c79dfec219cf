"""Durations, sizes, clocks and counts as they are shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cloudflow_tui.tui.widgets.figures import shown_bytes, shown_clock, shown_count, shown_ms


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (None, ""),
        (0.42, "0.4 ms"),
        (38.2, "38 ms"),
        (1210, "1.2 s"),
        (30_000, "30.0 s"),
        (125_000, "2 min 5 s"),
    ],
)
def test_durations(milliseconds: float | None, text: str) -> None:
    assert shown_ms(milliseconds) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (None, ""),
        (0, "0 B"),
        (112, "112 B"),
        (1023, "1023 B"),
        (4300, "4.2 KB"),
        (64 * 1024, "64 KB"),
        (48 * 1024 * 1024, "48 MB"),
        (1023 * 1024, "1 MB"),
        (3 * 1024**4, "3 TB"),
    ],
)
def test_sizes(size: int | None, text: str) -> None:
    assert shown_bytes(size) == text


def test_a_clock_shows_the_day_when_it_is_another() -> None:
    moment = datetime(2026, 3, 1, 12, 15, 30, tzinfo=UTC)
    assert shown_clock(moment) == moment.astimezone().strftime("%H:%M:%S")
    assert shown_clock(moment, moment) == shown_clock(moment)
    assert shown_clock(moment, datetime(2026, 3, 9, 12, tzinfo=UTC)) == "01 Mar"
    assert shown_clock(moment, datetime(2027, 3, 9, 12, tzinfo=UTC)) == "Mar 2026"


def test_counts() -> None:
    assert shown_count(1, "row") == "1 row"
    assert shown_count(1204, "row") == "1,204 rows"
    assert shown_count(2, "entry", "entries") == "2 entries"
