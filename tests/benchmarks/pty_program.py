"""A program under a pseudo terminal: keys go in, and every change of its picture has the time it arrived.

A thread stamps the bytes as they come; pyte reads them later, so what it costs is in no figure.
"""

from __future__ import annotations

import fcntl
import os
import pty
import queue
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import psutil

from tests.benchmarks.measuring import BenchmarkError
from tests.benchmarks.place import COLUMNS, LINES, Place
from tests.benchmarks.pty_keys import encode_key
from tests.benchmarks.pty_screen import TerminalScreen, answer_to

Wanted = str | Callable[[TerminalScreen], bool]
"""A text on the screen, or a question to it."""
_MEGABYTE = 1 << 20
_FRAME_END = b"\x1b[?2026l"
_BETWEEN_CHUNKS_S = 0.002
"""Chunks of one frame come closer together than this."""


class PtyProgram:
    """Made by `running`; all times are those of `time.perf_counter`, all figures milliseconds."""

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        self.screen = TerminalScreen(COLUMNS, LINES)
        self._chunks: queue.Queue[tuple[float, bytes]] = queue.Queue()
        self._ended = False
        self._read_at = 0.0
        """When the newest bytes came."""
        self._shown_at = 0.0
        """When the newest bytes that are on the screen came."""
        self._noted: Callable[[TerminalScreen], bool] | None = None
        self._noted_at: float | None = None
        # The stamping thread must not wait for pyte.
        sys.setswitchinterval(0.0005)
        self.started_at = time.perf_counter()
        self._pid, self._handle = pty.fork()
        if self._pid == 0:
            _become(argv, environ)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._process = psutil.Process(self._pid)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._handle, 1 << 16)
            except OSError:
                data = b""
            now = time.perf_counter()
            if not data:
                self._ended = True
                return
            self._read_at = now
            self._chunks.put((now, data))
            answer = answer_to(data) if b"\x1b" in data else b""
            if answer and not self._ended:
                os.write(self._handle, answer)

    def _take(self, timeout_s: float) -> float | None:
        """Put the next bytes on the screen, to the end of a frame; the time the last came, None for no bytes.

        Looking at the screen after every few bytes would take a core away from the program.
        """
        came_at = None
        while True:
            try:
                came_at, data = self._chunks.get(timeout=timeout_s if came_at is None else _BETWEEN_CHUNKS_S)
            except queue.Empty:
                return came_at
            self.screen.feed(data)
            self._shown_at = came_at
            if self._noted is not None and self._noted(self.screen):
                self._noted, self._noted_at = None, came_at
            if _FRAME_END in data:
                return came_at

    def note(self, wanted: Wanted) -> None:
        """Note when this becomes so, whatever else is done meanwhile; `noted_ms` tells."""
        self._noted, self._noted_at = _asks(wanted), None

    def noted_ms(self, since: float, timeout_s: float = 30.0) -> float:
        """Milliseconds from `since` to what `note` waits for.

        Raises:
            BenchmarkError: It did not come; with what is on the screen.
        """
        end = time.perf_counter() + timeout_s
        while self._noted_at is None:
            if time.perf_counter() > end:
                raise BenchmarkError(f"It never came. On the screen:\n{self.screen.text.rstrip()}")
            self._take(0.02)
        return (self._noted_at - since) * 1e3

    def wait(self, wanted: Wanted, *, since: float | None = None, timeout_s: float = 30.0) -> float:
        """Milliseconds from `since` (the start when None) to the bytes that made it so.

        Raises:
            BenchmarkError: It did not come; with what is on the screen.
        """
        begun = self.started_at if since is None else since
        end = time.perf_counter() + timeout_s
        is_there = _asks(wanted)
        if is_there(self.screen):
            return max(0.0, (self._shown_at - begun) * 1e3)
        while time.perf_counter() < end:
            came_at = self._take(0.02)
            if came_at is not None and is_there(self.screen):
                return (came_at - begun) * 1e3
            if came_at is None and self._ended and self._chunks.empty():
                break
        what = repr(wanted) if isinstance(wanted, str) else getattr(wanted, "__name__", "the change")
        raise BenchmarkError(f"{what} never came. On the screen:\n{self.screen.text.rstrip()}")

    def rest(self, quiet_s: float = 0.2, *, since: float | None = None, timeout_s: float = 30.0) -> float:
        """Wait until nothing was written for so long; milliseconds to the last byte.

        Raises:
            BenchmarkError: It never rests.
        """
        begun = self.started_at if since is None else since
        entered = time.perf_counter()
        while time.perf_counter() < entered + timeout_s:
            self._take(0.01)
            if self._chunks.empty() and time.perf_counter() - max(self._read_at, entered) > quiet_s:
                return (self._read_at - begun) * 1e3
        raise BenchmarkError(f"It wrote without a rest for {timeout_s:g} s.")

    def key(self, name: str) -> float:
        """Press a key; when."""
        now = time.perf_counter()
        os.write(self._handle, encode_key(name))
        return now

    def type(self, text: str) -> float:
        """Type a text at once; when."""
        now = time.perf_counter()
        os.write(self._handle, text.encode())
        return now

    def changed(
        self, name: str, look: Callable[[TerminalScreen], object], *, timeout_s: float = 0.5
    ) -> float | None:
        """Press a key; milliseconds until what `look` sees is another, None when it stays for so long."""
        while self._take(0.001) is not None:
            pass
        before = look(self.screen)
        pressed_at = self.key(name)
        while time.perf_counter() < pressed_at + timeout_s:
            came_at = self._take(0.005)
            if came_at is not None and look(self.screen) != before:
                return (came_at - pressed_at) * 1e3
        return None

    def memory_mb(self) -> float:
        """Resident memory of the program itself, without processes it started."""
        return float(self._process.memory_info().rss) / _MEGABYTE

    def family_memory_mb(self) -> float:
        """Resident memory of the program and the processes it started; what they share counts for each."""
        taken = 0
        for process in (self._process, *self._process.children(recursive=True)):
            with suppress(psutil.Error):
                taken += process.memory_info().rss
        return taken / _MEGABYTE

    def cpu_ms(self) -> float:
        """Processor time of the program itself so far."""
        times = self._process.cpu_times()
        return float(times.user + times.system) * 1e3

    def close(self) -> None:
        """End it and what it started."""
        children = [self._process, *self._process.children(recursive=True)] if not self._ended else []
        for child in reversed(children):
            try:
                child.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
        self._ended = True
        os.waitpid(self._pid, 0)
        os.close(self._handle)


@contextmanager
def running(
    place: Place, argv: Sequence[str], environ: Mapping[str, str] | None = None
) -> Iterator[PtyProgram]:
    """A program on a terminal of 160 by 48, ended afterwards."""
    program = PtyProgram(argv, place.environ if environ is None else environ)
    try:
        yield program
    finally:
        program.close()


def _asks(wanted: Wanted) -> Callable[[TerminalScreen], bool]:
    if isinstance(wanted, str):
        text = wanted
        return lambda screen: text in screen.text
    return wanted


def _become(argv: Sequence[str], environ: Mapping[str, str]) -> None:
    """Turn the forked child into the program."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.execvpe(argv[0], list(argv), dict(environ))
    except OSError as error:
        os.write(2, f"{argv[0]}: {error}\n".encode())
    finally:
        os._exit(127)
