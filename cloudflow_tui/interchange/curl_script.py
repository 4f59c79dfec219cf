"""Exchanges as a bash script of curl commands, in their order. The password stays in a variable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.interchange.curl import to_curl
from cloudflow_tui.interchange.masked_call import PASSWORD_VARIABLE
from cloudflow_tui.redact import MASK

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange


def curl_script_lines(exchanges: Iterable[Exchange]) -> Iterator[str]:
    """The script line by line.

    What had a masked secret in it is commented out: it must be put in by hand first.
    """
    yield "#!/usr/bin/env bash"
    yield "# Requests of a history, in their order. Those that change or destroy something do it again."
    yield f"# Needs the password or API key in {PASSWORD_VARIABLE}."
    yield "set -eu"
    yield f': "${{{PASSWORD_VARIABLE}:?set it to the password or API key}}"'
    for exchange in exchanges:
        request = exchange.request
        answer = "no answer" if exchange.status is None else str(exchange.status)
        yield ""
        yield _comment(f"{exchange.number}: {exchange.timing.started_at:%Y-%m-%d %H:%M:%S} UTC, {answer}")
        command = to_curl(request, login=exchange.login)
        if MASK in command:
            yield "# Put in what is masked, then take the # away:"
            for line in command.splitlines():
                yield f"# {line}"
        else:
            yield command
            yield "echo"


def _comment(text: str) -> str:
    return "# " + text.replace("\n", " ").replace("\r", " ")
