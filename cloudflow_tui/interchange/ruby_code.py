"""A request as a Ruby program on net/http. The password comes from a variable; secrets are masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.interchange.masked_call import PASSWORD_VARIABLE, masked_call

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Request


def to_ruby(request: Request, login: str = "") -> str:
    """A program that sends the request and prints the body of the answer; needs nothing but Ruby."""
    call = masked_call(request, login)
    # Ruby's URI takes no brackets in a query; coded ones mean the same.
    url = call.url.replace("[", "%5B").replace("]", "%5D")
    lines = [
        'require "net/http"',
        "",
        f"uri = URI({_text(url)})",
        f"request = Net::HTTP::{call.method.capitalize()}.new(uri)",
    ]
    seen: set[str] = set()
    for name, value in call.headers:
        # The first one takes the place of what net/http would send by itself.
        sets = f"request[{_text(name)}] = {_text(value)}"
        adds = f"request.add_field({_text(name)}, {_text(value)})"
        lines.append(adds if name.lower() in seen else sets)
        seen.add(name.lower())
    if call.login:
        lines.append(f'request.basic_auth({_text(call.login)}, ENV.fetch("{PASSWORD_VARIABLE}"))')
    if call.body:
        encoding = f".encode({_text(call.charset)})" if call.charset and not call.body.isascii() else ""
        lines.append(f"request.body = {_text(call.body)}{encoding}")
    elif call.is_empty_write:
        lines.append('request.body = ""')
    if call.follows:
        lines.append("# Redirects are not followed here: net/http leaves that to the program.")
    lines += [
        'response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https") do |http|',
        "  http.request(request)",
        "end",
        "puts response.body",
        "",
    ]
    return "\n".join(lines)


def _text(text: str) -> str:
    """The text as a Ruby string in which nothing is replaced."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
