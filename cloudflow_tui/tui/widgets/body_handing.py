"""A body view that hands its text on: to a file, a pager, a command, an editor. Masked stays masked."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from textual.app import SuspendNotSupported

from cloudflow_tui.document.visible import decoded
from cloudflow_tui.errors import UsageError
from cloudflow_tui.tui.own_editor import editor_words
from cloudflow_tui.tui.widgets.body_jumps import BodyJumps

_SUFFIXES = {"json": ".json", "xml": ".xml", "html": ".html"}


class BodyHanding(BodyJumps):
    """Lines that can be handed on."""

    def action_save(self) -> None:
        """Write the text to a file."""
        self._ask("Save this text as", f"answer{self._suffix()}", self._save, file_fault)

    def action_pipe(self) -> None:
        """Give the text to a command and show what that says."""
        self._ask(
            "Give this text to the command",
            "jq .",
            self._pipe,
            lambda text: "" if text.strip() else "No command.",
        )

    def action_pager(self) -> None:
        """Read the text in the pager."""
        words = shlex.split(os.environ.get("PAGER", "")) or ["less"]
        self._outside(lambda: give_to(words, self._shown_parts()))

    def action_editor(self) -> None:
        """Open a copy of the text in the editor."""

        def edit() -> None:
            words = editor_words(os.environ)
            with tempfile.TemporaryDirectory(prefix="cloudflow-tui-") as folder:
                file = Path(folder) / f"answer{self._suffix()}"
                write_file(file, self._text.parts())
                subprocess.run([*words, str(file)], check=False)

        self._outside(edit)

    def _suffix(self) -> str:
        return _SUFFIXES.get(self._text.kind, ".txt")

    def _ask(
        self, question: str, text: str, take: Callable[[str], None], fault_of: Callable[[str], str]
    ) -> None:
        from cloudflow_tui.tui.screens.ask import AskScreen

        def answered(said: str | None) -> None:
            if said is not None:
                take(said)

        if self.row_count:
            self.app.push_screen(AskScreen(question, text=text, fault_of=fault_of), answered)

    def _save(self, name: str) -> None:
        file = Path(name).expanduser()
        try:
            size = write_file(file, self._text.parts())
        except OSError as error:
            self.notify(f"Not saved: {file}: {error.strerror or error}", severity="error", markup=False)
        else:
            self.notify(f"Saved {size:,} bytes as {file}.", markup=False)

    def _pipe(self, command: str) -> None:
        def run() -> None:
            give_to(["/bin/sh", "-c", command], self._shown_parts())
            with suppress(EOFError, KeyboardInterrupt):
                input("Press enter to go back. ")

        self._outside(run)

    def _shown_parts(self) -> Iterable[bytes]:
        """The text with control characters as pictures: what is on the way may end in a terminal."""
        return (decoded(part).encode("utf-8", "replace") for part in self._text.parts())

    def _outside(self, run: Callable[[], object]) -> None:
        """Leave the screen to something else."""
        if not self.row_count:
            return
        try:
            with self.app.suspend():
                run()
        except SuspendNotSupported:
            self.notify("This terminal cannot be left to another program.", severity="error")
        except (OSError, UsageError, ValueError) as error:
            self.notify(f"It could not be started: {error}", severity="error", markup=False)


def file_fault(name: str) -> str:
    """What is wrong with the name of a file to be made; "" when nothing."""
    file = Path(name).expanduser()
    if not name.strip() or file.is_dir():
        return "No name of a file."
    if file.exists():
        return "There is such a file; choose another name."
    return "" if file.parent.is_dir() else f"There is no folder {file.parent}."


def write_file(file: Path, parts: Iterable[bytes]) -> int:
    """Write a file for its owner alone, by way of a neighbour; its length.

    Raises:
        OSError: It cannot be written.
    """
    neighbour = file.with_name(f".{file.name}.{os.urandom(4).hex()}")
    size = 0
    try:
        with open(neighbour, "xb", opener=_private) as handle:
            for part in parts:
                size += handle.write(part)
        neighbour.replace(file)
    except OSError:
        with suppress(OSError):
            neighbour.unlink()
        raise
    return size


def give_to(words: list[str], parts: Iterable[bytes], environ: Mapping[str, str] | None = None) -> int:
    """Run a command with the text as its input; its status. One that reads no further is fine.

    Raises:
        OSError: It cannot be started.
    """
    with subprocess.Popen(words, stdin=subprocess.PIPE, env=environ) as child:
        assert child.stdin is not None
        with suppress(BrokenPipeError):
            for part in parts:
                child.stdin.write(part)
        with suppress(BrokenPipeError):
            child.stdin.close()
    return child.returncode


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
