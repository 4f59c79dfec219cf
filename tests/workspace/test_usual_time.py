"""The usual time of an action, from a list of transactions."""

from __future__ import annotations

import pytest

from cloudflow_tui.workspace.usual_time import usual_times


def row(seconds: int, status: str = "complete", action: str = "reboot") -> dict[str, object]:
    started = "2026-03-02T10:00:00.000+00:00"
    return {
        "action": action,
        "status": status,
        "started_at": started,
        "updated_at": f"2026-03-02T10:00:{seconds:02}.000+00:00",
    }


def test_the_median_of_those_that_ended_well() -> None:
    rows = [row(10), row(20), row(50), row(59, "failed"), row(30, action="build")]
    assert usual_times(rows) == {"reboot": 20.0, "build": 30.0}


@pytest.mark.parametrize("started", [None, "", "yesterday", 7])
def test_times_that_are_none_tell_nothing(started: object) -> None:
    assert usual_times([{**row(5), "started_at": started}]) == {}
    assert usual_times([row(0)]) == {}
