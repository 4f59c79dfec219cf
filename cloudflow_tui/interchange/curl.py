"""A request as a curl command for bash. The password stays in a variable; secrets of the body are masked."""

from __future__ import annotations

import re
from shlex import quote
from typing import TYPE_CHECKING, Final

from cloudflow_tui.errors import BuildError
from cloudflow_tui.interchange.body_text import body_text, charset_of, shell_word
from cloudflow_tui.interchange.masked_call import PASSWORD_VARIABLE, masked_call
from cloudflow_tui.redact import Redactor

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Request

_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLAIN_LOGIN: Final = re.compile(r"[A-Za-z0-9@._+-]+")
_GLOBBED: Final = re.compile(r"[\[\]{}]")


def to_curl(request: Request, login: str = "", password_env: str = PASSWORD_VARIABLE) -> str:
    """One command that sends the request when it is pasted; a masked secret must be put in by hand first.

    Args:
        login: Who it is sent as; "" sends no credentials.
        password_env: Environment variable that holds the password or API key.

    Raises:
        BuildError: `password_env` is no name of a variable.
    """
    if not _VARIABLE.fullmatch(password_env):
        raise BuildError(f"{password_env!r} is no name of a variable.", advice="Such as CLOUDFLOW_PASSWORD.")
    masked = Redactor(request.secret_values).request(request)
    charset = charset_of(masked.headers)
    words = ["curl", "-L"] if request.follow_redirects else ["curl"]
    if _GLOBBED.search(masked.url):
        words.append("--globoff")
    if request.method != "GET" or request.body:
        words += ["-X", quote(request.method)]
    own = {name.lower() for name, _ in request.headers}
    if login and "authorization" not in own:
        words += ["-u", _credentials(login, password_env)]
    for name, value in masked.headers:
        words += ["-H", quote(f"{name}: {value}" if value else f"{name};")]
    if masked.body:
        words += ["--data-raw", shell_word(body_text(masked.body, charset), charset)]
    elif request.method in ("POST", "PUT", "PATCH") and "content-length" not in own:
        words += ["-H", quote("Content-Length: 0")]
    return " ".join([*words, quote(masked.url)])


def to_guide_curl(request: Request, login: str = "") -> str:
    """The request as the guide writes its examples: both headers, `--url`, `-d`, one option a line.

    curl asks for the password when it is run.
    """
    call = masked_call(request, login)
    parts = [f"curl -i{'L' if call.follows else ''} -X {quote(call.method)}"]
    if _GLOBBED.search(call.url):
        parts.append("--globoff")
    parts += [f"-H {quote(f'{name}: {value}' if value else f'{name};')}" for name, value in call.headers]
    if not any(name.lower() == "content-type" for name, _ in call.headers):
        kind = next((value for name, value in call.headers if name.lower() == "accept"), "application/json")
        parts.append(f"-H {quote(f'Content-type: {kind}')}")
    if call.is_empty_write:
        parts.append("-H 'Content-Length: 0'")
    if call.login:
        parts.append(f"-u {quote(call.login)}")
    parts.append(f"--url {quote(call.url)}")
    if call.body:
        # What begins with @ would be read as the name of a file.
        option = "--data-raw" if call.body.startswith("@") else "-d"
        parts.append(f"{option} {shell_word(call.body, call.charset)}")
    return " \\\n  ".join(parts)


def _credentials(login: str, variable: str) -> str:
    if _PLAIN_LOGIN.fullmatch(login):
        return f'"{login}:${variable}"'
    return f'{quote(f"{login}:")}"${variable}"'
