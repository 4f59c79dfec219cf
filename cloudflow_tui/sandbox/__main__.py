"""The sandbox as a child process: options come as one line of JSON on stdin, the address goes to stdout.

The end of stdin ends the sandbox, so that it never outlives who started it. For people there is
`cloudflow-tui sandbox`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from cloudflow_tui.errors import CloudFlowError, SandboxError
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.server import say_line, serve


def read_options(line: str) -> SandboxOptions:
    """Options from a line of JSON.

    Raises:
        SandboxError: The line holds none.
    """
    try:
        given = json.loads(line)
        for name in ("data", "catalog_folder", "replay"):
            if given.get(name) is not None:
                given[name] = Path(given[name])
        for name in ("faults", "scenarios"):
            given[name] = tuple(given.get(name) or ())
        return SandboxOptions(**given)
    except (ValueError, TypeError, AttributeError) as error:
        raise SandboxError(
            "The sandbox got no options on stdin.", advice="Start it with: cloudflow-tui sandbox"
        ) from error


def main() -> int:
    """Serve until stdin ends; failures are one line on stderr."""
    lifeline = sys.stdin.buffer
    try:
        serve(read_options(lifeline.readline().decode()), say_line, lifeline=lifeline)
    except CloudFlowError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
