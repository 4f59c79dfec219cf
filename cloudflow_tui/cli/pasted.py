"""What was pasted: the text of a file or of stdin, whatever its encoding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    from cloudflow_tui.cli.context import Context

LIMIT_BYTES = 50 * 1024 * 1024


def read_pasted_text(name: str | None, context: Context, what: str) -> str:
    """The text of a file; of stdin for "-" and None. Bytes that are no text become U+FFFD.

    Args:
        what: What is asked for when a person sits at stdin: "Paste a request".

    Raises:
        UsageError: The file cannot be read.
    """
    if name in (None, "-"):
        if context.stdin.isatty():
            context.talk.say(f"{what}, then press ctrl+d on an empty line.")
        buffer = getattr(context.stdin, "buffer", None)
        return decoded(buffer.read(LIMIT_BYTES)) if buffer is not None else context.stdin.read()
    assert name is not None
    try:
        with Path(name).expanduser().open("rb") as handle:
            return decoded(handle.read(LIMIT_BYTES))
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read: {error.strerror or type(error).__name__}.",
            advice="Check the file and its permissions.",
        ) from error


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-16 with its mark, UTF-8, else Windows."""
    import codecs

    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A Windows editor; every byte of it is some sign, so what is plain ASCII is not harmed.
        return data.decode("cp1252", "replace")
