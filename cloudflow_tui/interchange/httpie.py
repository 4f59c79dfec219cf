"""A request as an HTTPie command for bash. The password stays in a variable; secrets are masked."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from cloudflow_tui.interchange.body_text import shell_word
from cloudflow_tui.interchange.masked_call import PASSWORD_VARIABLE, masked_call

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Request


def to_httpie(request: Request, login: str = "") -> str:
    """One command that sends the request when it is pasted, and prints the body of the answer."""
    call = masked_call(request, login)
    words = ["http", "--ignore-stdin", "--body"]
    if call.follows:
        words.append("--follow")
    if call.login:
        words += ["--auth", f'{quote(f"{call.login}:")}"${PASSWORD_VARIABLE}"']
    if call.body:
        words += ["--raw", shell_word(call.body, call.charset)]
    words += [call.method, quote(call.url)]
    words += [quote(_header(name, value)) for name, value in call.headers]
    if call.is_empty_write:
        words.append("Content-Length:0")
    return " ".join(words)


def _header(name: str, value: str) -> str:
    if not value:
        return f"{name};"
    # Behind the colon these two would make it a typed value or the name of a file.
    return f"{name}:\\{value}" if value[0] in "=@" else f"{name}:{value}"
