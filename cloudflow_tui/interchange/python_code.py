"""A request as a Python program on httpx. The password comes from a variable; secrets are masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.interchange.masked_call import PASSWORD_VARIABLE, masked_call

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Request


def to_python(request: Request, login: str = "") -> str:
    """A program that sends the request and prints the body of the answer; needs `pip install httpx`."""
    call = masked_call(request, login)
    lines = ["import os", ""] if call.login else []
    lines += ["import httpx", "", "response = httpx.request(", f"    {call.method!r},", f"    {call.url!r},"]
    if call.login:
        lines.append(f'    auth=({call.login!r}, os.environ["{PASSWORD_VARIABLE}"]),')
    if call.headers:
        lines.append("    headers=[")
        lines += [f"        ({name!r}, {value!r})," for name, value in call.headers]
        lines.append("    ],")
    if call.body:
        lines.append("    content=(")
        lines += [f"        {line!r}" for line in call.body_lines]
        lines.append(f"    ).encode({repr(call.charset) if call.charset else ''}),")
    lines += ["    follow_redirects=True,"] if call.follows else []
    lines += ["    timeout=30,", ")", "print(response.text)", ""]
    return "\n".join(lines)
