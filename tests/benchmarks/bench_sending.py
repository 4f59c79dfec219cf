"""`send` from the start of the process to its end, against a script that does `httpx.get`."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from functools import partial

from tests.benchmarks.bodies import write_bodies
from tests.benchmarks.measuring import Row, Run, Sample, in_turn, run_process
from tests.benchmarks.place import PASSWORD_VARIABLE, Place
from tests.benchmarks.running import running_module, running_sandbox

ENDPOINT = "users.list"
SCRIPT = """\
import os, httpx
answer = httpx.get(os.environ["URL"] + "/users.json", auth=(os.environ["LOGIN"], os.environ["PASSWORD"]))
print(answer.text)
"""


def measure(place: Place) -> Iterator[Row]:
    """An answer of 1 KB first, beside every other program that was named; then the list of the sandbox."""
    folder = place.folder / "sending"
    write_bodies(folder, "1k")
    with running_module(place, "fixed_server", str(folder)) as url:
        environ = _environ(place, f"{url}/1k", "admin", "not-a-secret")
        yield from _rows(
            place, f"`send {ENDPOINT}` on loopback, 1 KB, whole process", environ, limit_ratio=1.4
        )
    with running_sandbox(place) as address:
        environ = _environ(place, address.url, address.login, address.password)
        yield from _rows(place, f"`send {ENDPOINT}` on a running sandbox, whole process", environ)


def _environ(place: Place, url: str, login: str, password: str) -> Mapping[str, str]:
    shown = {"URL": url, "LOGIN": login, "PASSWORD": password, PASSWORD_VARIABLE: password}
    return {**place.environ, **shown}


def _rows(
    place: Place, what: str, environ: Mapping[str, str], limit_ratio: float | None = None
) -> Iterator[Row]:
    target = ["--url", environ["URL"], "--login", environ["LOGIN"], "--password-env", PASSWORD_VARIABLE]
    commands = [[*place.program, "send", ENDPOINT, *target], [sys.executable, "-c", SCRIPT]]
    commands.extend(_words(other.command, environ) for other in place.senders)
    jobs = [partial(run_process, argv, environ, place.folder) for argv in commands]
    ours, *others = in_turn(place.runs * 2, *jobs)
    names = ["`httpx.get` in a script", *(f"`{other.name}`" for other in place.senders)]
    for name, theirs in zip(names, others, strict=True):
        yield Row(
            what,
            _walls(ours),
            beside=name,
            theirs=_walls(theirs),
            limit_ratio=limit_ratio if name == names[0] else None,
            note=f"processor {_cpu(ours) / _cpu(theirs):.2f} ×",
        )


def _words(command: str, environ: Mapping[str, str]) -> list[str]:
    """A command line with $URL, $LOGIN and $PASSWORD put in."""
    words = shlex.split(os.path.expanduser(command))
    for name in ("URL", "LOGIN", "PASSWORD"):
        words = [word.replace(f"${name}", environ[name]) for word in words]
    return words


def _walls(runs: list[Run]) -> Sample:
    return Sample.of([run.wall_ms for run in runs])


def _cpu(runs: list[Run]) -> float:
    return Sample.of([run.cpu_ms for run in runs]).median
