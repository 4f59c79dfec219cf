"""posting, a general HTTP client for terminals, showing the same body, beside this console.

Its collection holds one request to the root of the server: it takes the port of an address with a path for a
parameter. Measured where it is installed, or where `--posting` names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.place import Place
from tests.benchmarks.pty_program import running

_SENT = "ctrl+j"


def shown_ms(place: Place, command: Sequence[str], url: str, text: str, *, timeout_s: float = 60.0) -> float:
    """Milliseconds from its key for sending to the first page of the answer.

    Args:
        command: How it is started.
        url: Answers at its root.
        text: Stands in the first page.

    Raises:
        BenchmarkError: It shows no such page in time.
    """
    with running(place, [*command, "--collection", str(_collection(place.folder, url))]) as program:
        program.wait("Collection")
        program.rest(0.5)
        for key in ("down", "enter"):
            program.key(key)
            program.rest(0.5)
        pressed_at = program.key(_SENT)
        return program.wait(text, since=pressed_at, timeout_s=timeout_s)


def _collection(folder: Path, url: str) -> Path:
    collection = folder / "posting"
    collection.mkdir(exist_ok=True)
    (collection / "shown.posting.yaml").write_text(f"name: shown\nmethod: GET\nurl: {url}\n", "utf-8")
    return collection
