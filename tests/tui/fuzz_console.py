"""Fuzz the console for longer: `python -m tests.tui.fuzz_console --seed 1 --steps 2000`.

Every episode is a console of its own on one sandbox. What goes wrong is shortened and printed as steps.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess
from tests.tui.fuzzing import Episode, shortened, steps_of

EPISODE = 150


def say(line: str) -> None:
    """Write a line at once, so that a run that is broken off has told all."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def fuzz(address: SandboxAddress, seed: int, count: int, *, shortens: bool) -> int:
    """Play episodes until the steps are used up; how many went wrong."""
    endpoint_ids = [row.id for row in Catalog.load().endpoints]
    episode, wrong, done = Episode(address), 0, 0
    while done < count:
        steps = list(steps_of(seed, min(EPISODE, count - done), endpoint_ids))
        with tempfile.TemporaryDirectory(prefix="cloudflow-tui-fuzz-") as home:
            os.environ["CLOUDFLOW_HOME"] = home
            failure = await episode.run(steps)
        done += max(1, len(episode.played))
        if failure:
            wrong += 1
            played = list(episode.played)
            say(f"\n== seed {seed}, after {len(played)} steps: {failure}")
            if shortens:
                played = await shortened(address, played)
            for step in played[-40:]:
                say(f"    {step!r},")
        seed += 1
    say(f"\n{done} steps, {wrong} episodes went wrong; next seed {seed}. Seen: {dict(episode.seen)}")
    for name, times, worst in episode.gaps.repeated():
        say(f"    {times:3} gaps, worst {worst * 1000:5.0f} ms: {name}")
    return wrong


def main() -> int:
    """Read the arguments, start a sandbox, and fuzz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--shorten", action="store_true", help="leave out the steps that do not matter")
    options = parser.parse_args()
    process = SandboxProcess.spawn(seed=1, environ=dict(os.environ))
    try:
        address = process.wait_ready(timeout_s=60)
        return 1 if asyncio.run(fuzz(address, options.seed, options.steps, shortens=options.shorten)) else 0
    finally:
        process.stop()


if __name__ == "__main__":
    sys.exit(main())
