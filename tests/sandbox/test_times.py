"""Moments in the forms that servers write and requests use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from cloudflow_tui.sandbox.times import read, written

MOMENT = datetime(2026, 3, 1, 9, 15, tzinfo=UTC)


def test_written_in_utc() -> None:
    assert written(MOMENT) == "2026-03-01T09:15:00.000+00:00"
    assert written(MOMENT.astimezone(timezone(timedelta(hours=7)))) == "2026-03-01T09:15:00.000+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T09:15:00Z",
        "2026-03-01T09:15:00.000+00:00",
        "2026-03-01T16:15:00+07:00",
        "2026-03-01 09:15:00",
        "2026-03-01+09:15:00",
        " 2026-03-01 09:15 ",
    ],
)
def test_read(text: str) -> None:
    assert read(text) == MOMENT


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "09:15"])
def test_no_moment(text: str) -> None:
    assert read(text) is None
