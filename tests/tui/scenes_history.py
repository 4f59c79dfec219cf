"""The scenes of the history: a case of support, two looks at one user compared, cases, a report."""

from __future__ import annotations

import json
from datetime import timedelta

from textual.pilot import Pilot

from cloudflow_tui.workspace import Workspace
from tests.tui.scenes import NOW, Scene, answer, fill_history, settle, workspace_of, write

CASE = "TCK-4471"


def fill_case(workspace: Workspace) -> None:
    """The morning, and two looks at one user with a change between them, in a case."""
    fill_history(workspace)
    history = workspace.history
    for after_s, body in ((-250, user_before()), (-35, user_after())):
        draft = workspace.draft("users.get", user_id=17)
        exchange = answer(workspace, draft, 200, json.dumps(body).encode(), after_s=after_s, took_ms=30.0)
        write(history, workspace, draft, exchange)
    history.cases.open(CASE, "Customer cannot log in", at=NOW - timedelta(hours=2))
    history.cases.open("TCK-4466", "Hypervisors do not show", at=NOW - timedelta(days=1))
    history.cases.open("TCK-4402", "Wrong invoice", at=NOW - timedelta(days=9))
    history.cases.close("TCK-4402", at=NOW - timedelta(days=3))
    history.cases.tag(CASE, [5, 6, 8, 9, 10])
    history.cases.tag("TCK-4466", [1, 2])
    history.cases.add_note(
        "The customer changed the address himself; asked him to try again.", name=CASE, author="kim", at=NOW
    )
    history.cases.add_note("Before the change.", number=9, author="kim", at=NOW)


def user_before() -> dict[str, object]:
    return {
        "user": {
            "id": 17,
            "login": "zaza.m",
            "email": "zaza.m@example.net",
            "first_name": "Zaza",
            "last_name": "Marchetti",
            "status": "active",
            "bucket_id": 3,
            "user_group_id": 1,
            "updated_at": "2026-03-02T10:31:05Z",
            "time_zone": "Kyiv",
            "locale": "en",
            "suspend_at": None,
            "roles": [{"role": {"id": 2, "label": "Customer"}}],
            "used_cpus": 12,
        }
    }


def user_after() -> dict[str, object]:
    user = dict(user_before()["user"])  # type: ignore[call-overload]  # a dict of a dict
    user.update(email="zaza@example.net", bucket_id=1, updated_at="2026-03-02T10:40:02Z")
    del user["suspend_at"]
    return {"user": {**user, "registered_yubikey": False}}


async def opened(pilot: Pilot[int]) -> None:
    """The history with the case in it."""
    await settle(pilot)
    fill_case(workspace_of(pilot))
    await pilot.press("4")
    await settle(pilot)


async def compare(pilot: Pilot[int]) -> None:
    """Two looks at one user beside each other."""
    await opened(pilot)
    await pilot.press("space", "space", "up", "up", "c")
    await settle(pilot)


async def cases(pilot: Pilot[int]) -> None:
    """The list of cases with the notes of the one under the cursor."""
    await opened(pilot)
    await pilot.press("C")
    await settle(pilot)


async def report(pilot: Pilot[int]) -> None:
    """A report on the case before it is written, scrolled past the moment at which it was made."""
    await cases(pilot)
    await pilot.press("e")
    await settle(pilot)
    await pilot.press("tab", *["down"] * 7)
    await settle(pilot)


HISTORY_SCENES: dict[str, Scene] = {
    "compare": compare,
    "cases": cases,
    "report": report,
}
