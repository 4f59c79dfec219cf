"""The user's own editor on a text: leaves the screen to it, and reads the text back when it ends."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    from textual.app import App

_USUAL = ("sensible-editor", "nano", "vim", "vi")


def editor_words(environ: Mapping[str, str]) -> list[str]:
    """The command line of the editor: $VISUAL, $EDITOR, else one that is installed.

    Raises:
        UsageError: There is none, or it cannot be read.
    """
    for name in ("VISUAL", "EDITOR"):
        if environ.get(name, "").strip():
            try:
                return shlex.split(environ[name])
            except ValueError as error:
                raise UsageError(
                    f"${name} cannot be used: {error}.", advice="Such as EDITOR=nano."
                ) from error
    found = next((one for one in _USUAL if shutil.which(one)), "")
    if not found:
        raise UsageError("No editor is known.", advice="Set EDITOR, such as EDITOR=nano.")
    return [found]


def edit_text(app: App[object], text: str, suffix: str, environ: Mapping[str, str]) -> str | None:
    """The text as the editor left it, None when it was not changed or the editor failed.

    The file is its owner's alone, and gone afterwards.

    Args:
        suffix: Of the file, so that the editor knows how to colour it.

    Raises:
        UsageError: No editor, one that cannot be started or failed, or a screen that cannot be left.
    """
    words = editor_words(environ)
    with tempfile.TemporaryDirectory(prefix="cloudflow-tui-") as folder:
        file = Path(folder) / f"request{suffix}"
        file.write_text(text, encoding="utf-8", errors="surrogatepass")
        try:
            with app.suspend():
                code = subprocess.run([*words, str(file)], check=False).returncode
        except SuspendNotSupported as error:
            raise UsageError("This terminal cannot be left to an editor.") from error
        except OSError as error:
            raise UsageError(
                f"{words[0]} cannot be started: {error.strerror}.", advice="Set EDITOR."
            ) from error
        if code:
            raise UsageError(f"{words[0]} ended with status {code}; nothing was changed.")
        edited = file.read_text(encoding="utf-8", errors="surrogatepass")
    return None if edited == text else edited
