"""A long body masked and packed by a process of its own that gives way to all others: nobody waits for it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from cloudflow_tui.history.bodies import StagedBody, stage_body
from cloudflow_tui.redact import Redactor

_PATIENCE: Final = 10
"""How much the process gives way, in the steps of `nice`."""


def stage_apart(path: Path, content_type: str, redactor: Redactor, folder: Path) -> StagedBody | None:
    """A spooled body made ready; None when no process can be had, or it failed."""
    order = {
        "body": str(path),
        "content_type": content_type,
        "secrets": sorted(redactor.secret_values),
        "folder": str(folder),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cloudflow_tui.history.staging"],
            input=json.dumps(order).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        said = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    data = base64.b64decode(said["data"])
    return StagedBody(bytes.fromhex(said["digest"]), said["size_bytes"], data, said["file_name"])


def carry_out(order: dict[str, Any]) -> dict[str, Any]:
    """What the process does.

    Raises:
        OSError: The body is gone, or its file cannot be written.
    """
    from cloudflow_tui.document.body import Body

    body = Body.in_file(Path(order["body"]))
    chunks = Redactor(order["secrets"]).chunks(body, order["content_type"])
    staged = stage_body(chunks, Path(order["folder"]))
    return {
        "digest": staged.digest.hex(),
        "size_bytes": staged.size_bytes,
        "data": base64.b64encode(staged.data).decode(),
        "file_name": staged.file_name,
    }


if __name__ == "__main__":
    with suppress(OSError):
        os.nice(_PATIENCE)
    sys.stdout.write(json.dumps(carry_out(json.load(sys.stdin))))
