"""Random keys, texts, clicks, pastes and sizes on the whole console, and what must hold after each."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from textual import events
from textual.command import CommandPalette
from textual.widgets import Input, TextArea
from textual.worker import WorkerError

from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui.actions import all_actions, find_action
from cloudflow_tui.tui.screens.explorer import ExplorerScreen
from tests.tui.console import Console, console_on

SECRET = "Zx9fuzzedSecret"
SIZES = (
    (160, 48),
    (120, 36),
    (100, 30),
    (80, 24),
    (139, 23),
    (60, 20),
    (210, 50),
    (50, 12),
    (49, 11),
    (20, 5),
)
MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "j", "k", "g", "G")
REVEALING = ("ctrl+t", "v")
"""Keys that may show a secret; without them none may be seen."""
OFTEN = ("enter", "tab", "escape", "ctrl+r", "right_square_bracket", "backspace", "shift+down", "ctrl+k", "r")


_SENDING_GROUPS = ("send", "connect", "naming")


def keys() -> tuple[str, ...]:
    """Every key of the table of actions, some of them several times."""
    known = sorted({key for action in all_actions() for key in action.keys.split(",") if key})
    kept = [key for key in known if key not in (*REVEALING, "ctrl+q")]
    return (*kept, *MOVES, *MOVES, *OFTEN, *OFTEN, *OFTEN)


TEXTS = ("user", "17", "a b", "[", "(", "zz", "1,2", "-", "é漢", "${zone}", "status:>=400", "{", "null")
PASTES = (
    "one line", "two\nlines\n", "a" * 3000, '{"user": {"login": "x"}}', "<user><login>x</login></user>",
    "\t\0\x1b[31m", "curl -u a:b http://x.example/users.json", "GET /users/1.json HTTP/1.1\nHost: x\n\n",
    "👩‍👩‍👧 ﷽ \u202e", "",
)  # fmt: skip
SLOW_S = 0.3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done to the console."""

    kind: str
    value: object = None


@dataclass(slots=True)
class Gaps:
    """How long the loop could not do anything else, by the step that caused it."""

    found: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def repeated(self, least: int = 3) -> list[tuple[str, int, float]]:
        """What was slow several times: the step, how often, the worst in seconds."""
        rows = [(step, len(gaps), max(gaps)) for step, gaps in self.found.items() if len(gaps) >= least]
        return sorted(rows, key=lambda row: -row[2])


def steps_of(seed: int, count: int, endpoint_ids: Sequence[str]) -> Iterator[Step]:
    """The same steps for the same seed."""
    dice = random.Random(seed)
    all_keys = keys()
    for _ in range(count):
        kind = dice.choices(
            ("key", "text", "click", "wheel", "resize", "paste", "open", "theme", "secret"),
            weights=(70, 5, 9, 2, 3, 3, 5, 1, 2),
        )[0]
        match kind:
            case "key":
                yield Step(kind, dice.choice(all_keys))
            case "text":
                yield Step(kind, dice.choice(TEXTS))
            case "click" | "wheel":
                yield Step(kind, (dice.random(), dice.random()))
            case "resize":
                yield Step(kind, dice.choice(SIZES))
            case "paste":
                yield Step(kind, dice.choice(PASTES))
            case "open":
                yield Step(kind, dice.choice(endpoint_ids))
            case _:
                yield Step(kind)


async def play(console: Console, step: Step) -> None:
    """Do one step. What cannot be done where the console stands is left out."""
    app, pilot = console.app, console.pilot
    width, height = app.size
    match step.kind, step.value:
        case "key", str(key):
            await pilot.press(key)
        case "text", str(text):
            for character in text:
                app.post_message(events.Key(character if character.isalnum() else "", character))
        case "click", (float(x), float(y)):
            await pilot.click(offset=(int(x * width), int(y * height)), times=1 + int(x * 100) % 2)
        case "wheel", (float(x), float(y)):
            at = (int(x * width), int(y * height))
            kind = events.MouseScrollDown if int(x * 100) % 3 else events.MouseScrollUp
            app.screen.post_message(kind(None, *at, 0, 1, 0, False, False, False, *at))
        case "resize", (int(columns), int(rows)):
            await pilot.resize_terminal(columns, rows)
        case "paste", str(text):
            app.post_message(events.Paste(text))
        case "open", str(endpoint_id):
            if isinstance(app.screen, ExplorerScreen):
                app.explorer.open_from_palette(endpoint_id)
        case "theme", _:
            app.action_switch_theme()
        case "secret", _:
            await _type_secret(console)
    await pilot.pause()


async def _type_secret(console: Console) -> None:
    """Type a password where one belongs, and leave the field with it."""
    app = console.app
    if not isinstance(app.screen, ExplorerScreen) or app.explorer.has_class("-slim"):
        return
    app.explorer.open_from_palette("users.create")
    await console.pilot.pause()
    app.explorer.request_pane.focus_field("password")
    await console.pilot.press("enter")
    edited = app.screen.focused
    if isinstance(edited, Input) and edited.password:
        edited.value = SECRET
        await console.pilot.press("enter")


def faults(console: Console) -> list[str]:
    """What is wrong with the console as it stands; nothing when all is well."""
    app, found = console.app, []
    screen = app.screen
    width, height = screen.size
    strips = screen._compositor.render_strips(screen.size)
    text = "\n".join(strip.text for strip in strips)
    if SECRET in text:
        found.append("the secret is on the screen")
    wrong = sorted({strip.cell_length for strip in strips} - {width})
    if len(strips) != height or wrong:
        found.append(f"{len(strips)} lines of {wrong} cells on a screen of {width} x {height}")
    focused = screen.focused
    needs_focus = isinstance(screen, ExplorerScreen) and not (width < 50 or height < 12)
    if needs_focus and focused is None:
        found.append("nothing has the focus")
    if needs_focus and focused is not None and not focused.region:
        found.append(f"the focus is on what is not shown: {focused!r}")
    if needs_focus and not isinstance(focused, Input | TextArea):
        found += _footer_faults(app.explorer)
    return found


def _footer_faults(explorer: ExplorerScreen) -> list[str]:
    """Keys of the footer that do nothing, or something else."""
    active = explorer.active_bindings
    found = []
    for action_id in explorer.footer.action_ids:
        key = find_action(action_id).keys.split(",")[0]
        binding = active[key].binding if key in active else None
        is_other = binding is None or binding.id not in (action_id, "rows.choose")
        if is_other and not (binding and "palette" in binding.action):
            found.append(f"the footer shows {action_id} on {key}, which is {binding}")
    return found


async def quiet(console: Console) -> None:
    """Wait until no request is under way, unless another screen lies above."""
    while isinstance(console.app.screen, ExplorerScreen):
        running = [one for one in console.app.workers if one.is_running and one.group in _SENDING_GROUPS]
        if not running:
            break
        with suppress(WorkerError):
            await running[0].wait()
    await console.pilot.pause()


@dataclass(slots=True)
class Episode:
    """Steps on one console, from its start until something is wrong or it is left.

    Args:
        address: A sandbox.
        gaps: Where long silences of the loop are noted.
    """

    address: SandboxAddress
    gaps: Gaps = field(default_factory=Gaps)
    played: list[Step] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    async def run(self, steps: Sequence[Step]) -> str:
        """Play the steps; what was wrong at the end of the last one, "" when nothing."""
        self.played.clear()
        try:
            async with console_on(self.address) as console:
                return await self._run(console, steps)
        except Exception as error:  # noqa: BLE001  # whatever the console lets out is what is looked for
            return f"{type(error).__name__}: {error}\n{_place(error)}"

    async def _run(self, console: Console, steps: Sequence[Step]) -> str:
        last = time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            if now - last > SLOW_S and self.played:
                step = self.played[-1]
                value = step.value if step.kind in ("key", "resize", "open") else ""
                self.gaps.found[f"{step.kind} {value} on {type(console.app.screen).__name__}"].append(
                    now - last
                )
            last = now

        console.app.set_interval(0.02, tick)
        for step in steps:
            self.played.append(step)
            await play(console, step)
            if not console.app.is_running or console.app._exit:
                return ""
            if isinstance(console.app.screen, CommandPalette) and step.value == "q":
                continue
            await quiet(console)
            self.seen[type(console.app.screen).__name__] += 1
            wrong = faults(console)
            if wrong:
                return "; ".join(wrong) + "\n" + console.text()
        return ""


def _place(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(error)[-8:])


async def shortened(address: SandboxAddress, steps: Sequence[Step], tries: int = 60) -> list[Step]:
    """Fewer steps that go wrong too."""
    kept, size = list(steps), max(1, len(steps) // 2)
    while size and tries > 0:
        at = 0
        while at < len(kept) and tries > 0:
            tries -= 1
            less = kept[:at] + kept[at + size :]
            episode = Episode(address)
            if less and await episode.run(less):
                kept = list(episode.played)
            else:
                at += size
        size //= 2
    return kept
