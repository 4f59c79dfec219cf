"""A short run of what `python -m tests.tui.fuzz_console` does for longer; and that it sees what is wrong."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.sandbox.process import SandboxAddress
from tests.tui.console import console_on
from tests.tui.fuzzing import SECRET, Episode, Step, faults, steps_of


@pytest.fixture
def endpoint_ids() -> list[str]:
    return [row.id for row in Catalog.load().endpoints][::40]


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_goes_wrong(sandbox: SandboxAddress, endpoint_ids: list[str], seed: int) -> None:
    episode = Episode(sandbox)
    assert await episode.run(list(steps_of(seed, 60, endpoint_ids))) == "", episode.played[-20:]
    assert episode.seen


async def test_a_dead_console_is_seen(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.list") as console:
        assert faults(console) == []
        console.app.screen.set_focus(None)
        assert faults(console) == ["nothing has the focus"]


async def test_a_secret_is_seen(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.list") as console:
        console.app.explorer.tell(SECRET)
        await console.settle()
        assert faults(console) == ["the secret is on the screen"]


def test_the_same_seed_gives_the_same_steps() -> None:
    steps = list(steps_of(7, 50, ["users.list"]))
    assert steps == list(steps_of(7, 50, ["users.list"]))
    assert {type(step) for step in steps} == {Step}
