"""Send pressed to the body on screen, 1 KB to 50 MB; the rest of a large one behind it; paging through it.

The server is a child of this run on loopback; each figure comes from a console that was started for it.
"""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.bodies import Name, write_bodies
from tests.benchmarks.console import find_call, panes, running_console
from tests.benchmarks.measuring import BenchmarkError, Row, Sample, run_process
from tests.benchmarks.place import PASSWORD_VARIABLE, Place
from tests.benchmarks.posting_viewer import shown_ms
from tests.benchmarks.pty_program import PtyProgram
from tests.benchmarks.pty_screen import TerminalScreen
from tests.benchmarks.running import running_module

KINDS: tuple[tuple[Name, str], ...] = (
    ("1k", "json"), ("1k", "xml"), ("1m", "json"), ("1m", "xml"),
    ("10m", "json"), ("10m", "xml"), ("50m", "json"), ("50m", "xml"),
)  # fmt: skip
_WORDS: dict[Name, str] = {"1k": "1 KB", "1m": "1 MB", "10m": "10 MB", "50m": "50 MB"}
_FIRST_HOST = "host1.example.test"
_READING = "reading on"
_SHOWN_TIME = re.compile(r"([\d.,]+) (ms|s)  +[\d.,]+ (?:B|KB|MB)")
_COUNTED = re.compile(r"line [\d,]+ of ([\d,]+)")
_TABLE_OF = re.compile(r"Table [\d,]+")
_LINES_OF_A_PAGE = 10_000
_ALL_THERE_MS = {"json": 500.0, "xml": 2500.0}
_NAMES_FOR_POSTING: tuple[Name, ...] = ("1k", "1m")
_PAGES = 20
_MEASURED_EVERY = 4
"""Looking for the memory of all processes costs as much as a frame."""
_AGAIN = 3


@dataclass(slots=True)
class Figures:
    """Of one kind of body, filled run by run."""

    page_ms: list[float] = field(default_factory=list)
    """Key to the first page; the first answer that this console shows."""
    again_ms: list[float] = field(default_factory=list)
    """Key to the end of painting when the call is sent once more."""
    after_ms: list[float] = field(default_factory=list)
    """The first byte to the first page."""
    whole_ms: list[float] = field(default_factory=list)
    """The last byte to all of it."""
    in_use_ms: list[float] = field(default_factory=list)
    """The same while keys are pressed without a pause."""
    keys_ms: list[float] = field(default_factory=list)
    """A key to its change while the rest is laid out."""
    down_ms: list[float] = field(default_factory=list)
    """Page down or up to the first change."""
    memory_mb: list[float] = field(default_factory=list)
    most_mb: list[float] = field(default_factory=list)
    """With its processes, the most while all of it was made ready."""
    posting_ms: list[float] = field(default_factory=list)
    """The key of posting for sending to the first page; empty when it is not there."""


def measure(place: Place) -> Iterator[Row]:
    """The sizes in turn, so that noise of the machine meets all of them."""
    folder = place.folder / "answers"
    write_bodies(folder, *dict.fromkeys(name for name, _ in KINDS))
    place = place.knowing(**{PASSWORD_VARIABLE: "not-a-secret"})
    figures = {kind: Figures() for kind in KINDS}
    with running_module(place, "fixed_server", str(folder)) as url:
        for name, form in KINDS:
            words = ["--url", f"{url}/{name}", "--login", "admin", "--password-env", PASSWORD_VARIABLE]
            add = ["profile", "add", f"{name}-{form}", "--format", form, *words]
            run_process([*place.program, *add], place.environ)
        for _ in range(place.runs):
            for kind, found in figures.items():
                _one_console(place, url, kind, found)
                if kind[0] != "1k":
                    _one_in_use(place, kind, found)
            _show_posting(place, folder, figures)
    yield from _rows(figures)


def _one_console(place: Place, url: str, kind: tuple[Name, str], found: Figures) -> None:
    with _asked(place, kind) as (program, pressed_at):
        page_ms = program.wait(_is_shown, since=pressed_at)
        found.page_ms.append(page_ms)
        if kind[0] != "1k":
            whole_ms = program.wait(_is_whole, since=pressed_at, timeout_s=60)
            found.whole_ms.append(whole_ms - _shown_ms(program.screen))
        found.after_ms.append((pressed_at - _began_at(url)) * 1e3 + page_ms)
        program.rest(0.3)
        found.memory_mb.append(program.memory_mb())
        found.down_ms.extend(_pages(program))
        for _ in range(_AGAIN if kind[0] == "1k" else 0):
            pressed_at = program.key("ctrl+r")
            found.again_ms.append(program.rest(0.3, since=pressed_at))


def _one_in_use(place: Place, kind: tuple[Name, str], found: Figures) -> None:
    """Keys are pressed all the time until everything is there, which takes time itself."""
    with _asked(place, kind) as (program, pressed_at):
        program.note(_is_whole)
        program.wait(_is_shown, since=pressed_at)
        number, most_mb = 0, 0.0
        while not _is_whole(program.screen):
            took = program.changed("down" if number % 2 == 0 else "up", _place_of_cursor)
            number += 1
            if number % _MEASURED_EVERY == 1:
                most_mb = max(most_mb, program.family_memory_mb())
            if took is not None:
                found.keys_ms.append(took)
        found.in_use_ms.append(program.noted_ms(pressed_at) - _shown_ms(program.screen))
        found.most_mb.append(most_mb)


@contextmanager
def _asked(place: Place, kind: tuple[Name, str]) -> Iterator[tuple[PtyProgram, float]]:
    """A console that has just sent the call for the body, and when the key was pressed."""
    with running_console(place, ["--profile", "-".join(kind)]) as program:
        find_call(program, "users.list", "List users")
        program.key("enter")
        program.wait(lambda screen: "What this call may answer" in panes(screen))
        program.rest(0.3)
        yield program, program.key("ctrl+r")


def _show_posting(place: Place, folder: Path, figures: dict[tuple[Name, str], Figures]) -> None:
    """Its answers of up to 1 MB of JSON; larger ones take it minutes."""
    for name in _NAMES_FOR_POSTING if place.posting else ():
        with running_module(place, "fixed_server", str(folder), name) as url:
            figures[name, "json"].posting_ms.append(shown_ms(place, place.posting, url, _FIRST_HOST))


def _pages(program: PtyProgram) -> list[float]:
    """Two pages down and up again, so that a short body moves each time as well."""
    found = []
    for number in range(_PAGES):
        took = program.changed("pageup" if number % 4 >= 2 else "pagedown", panes)
        if took is None:
            raise BenchmarkError(f"Page down changed nothing. On the screen:\n{program.screen.text}")
        found.append(took)
        program.rest(0.05)
    return found


def _is_shown(screen: TerminalScreen) -> bool:
    """Whether the status row and the first object are there, in the body or in its table."""
    return _FIRST_HOST in panes(screen) and _SHOWN_TIME.search(screen.text) is not None


def _is_whole(screen: TerminalScreen) -> bool:
    """Whether all of a long answer is there: more lines than a first page has, or its table."""
    text = panes(screen)
    counted = _COUNTED.search(text)
    is_all = counted is not None and int(counted[1].replace(",", "")) > _LINES_OF_A_PAGE
    return _READING not in text and (is_all or _TABLE_OF.search(text) is not None)


def _began_at(url: str) -> float:
    """When the server began to answer, see `fixed_server`."""
    with urllib.request.urlopen(f"{url}/began") as answer:
        return float(answer.read())


def _place_of_cursor(screen: TerminalScreen) -> tuple[str, ...]:
    """The line that the foot names."""
    found = re.search(r"line ([\d,]+) of", screen.text)
    return (found[1] if found else "",)


def _shown_ms(screen: TerminalScreen) -> float:
    """What the status row says that the exchange took."""
    found = _SHOWN_TIME.search(screen.text)
    if found is None:
        raise BenchmarkError(f"The status row says no time. On the screen:\n{screen.text}")
    return float(found[1].replace(",", "")) * (1000 if found[2] == "s" else 1)


def _rows(figures: dict[tuple[Name, str], Figures]) -> Iterator[Row]:
    small = figures["1k", "json"]
    for (name, form), found in figures.items():
        what = f"{_WORDS[name]} of {form.upper()}"
        yield Row(
            f"{what}: key to body on screen, first answer",
            Sample.of(found.page_ms),
            beside="posting" if found.posting_ms else "",
            theirs=Sample.of(found.posting_ms) if found.posting_ms else None,
        )
        if found.again_ms:
            yield Row(f"{what}: key to body on screen, later ones", Sample.of(found.again_ms), limit=60.0)
        if name != "1k":
            yield Row(f"{what}: first byte to first page", Sample.of(found.after_ms), limit=100.0)
        if name in ("10m", "50m"):
            whole = Sample.of(found.whole_ms)
            yield Row(f"{what}: last byte to all of it", whole, limit=_ALL_THERE_MS[form])
            yield Row(f"{what}: the same with keys pressed all the time", Sample.of(found.in_use_ms))
            yield Row(f"{what}: memory", Sample.of(found.memory_mb), "MB", limit=250.0)
            if found.most_mb:
                yield Row(f"{what}: memory with its processes, at most", Sample.of(found.most_mb), "MB")
        if found.keys_ms:
            note = f"95 % within {percentile(found.keys_ms, 95):.0f} ms, slowest {max(found.keys_ms):.0f} ms"
            yield Row(f"{what}: a key while it loads", Sample.of(found.keys_ms), limit=50.0, note=note)
        yield Row(
            f"{what}: page down",
            Sample.of(found.down_ms),
            beside="" if found is small else "1 KB of JSON",
            theirs=None if found is small else Sample.of(small.down_ms),
            limit=20.0,
            limit_ratio=1.3,
        )


def percentile(values: list[float], percent: int) -> float:
    """The value below which so many of a hundred lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
