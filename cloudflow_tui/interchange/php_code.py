"""A request as a PHP program on curl. The password comes from a variable; secrets are masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.interchange.masked_call import PASSWORD_VARIABLE, masked_call

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Request


def to_php(request: Request, login: str = "") -> str:
    """A program that sends the request and prints the body of the answer; needs the curl extension."""
    call = masked_call(request, login)
    lines = [
        "<?php",
        f"$call = curl_init({_text(call.url)});",
        "curl_setopt_array($call, [",
        f"    CURLOPT_CUSTOMREQUEST => {_text(call.method)},",
    ]
    if call.login:
        lines += [
            f"    CURLOPT_USERNAME => {_text(call.login)},",
            f"    CURLOPT_PASSWORD => getenv('{PASSWORD_VARIABLE}'),",
        ]
    headers = [f"{name}: {value}" if value else f"{name};" for name, value in call.headers]
    headers += ["Content-Length: 0"] if call.is_empty_write else []
    if headers:
        lines.append("    CURLOPT_HTTPHEADER => [")
        lines += [f"        {_text(header)}," for header in headers]
        lines.append("    ],")
    if call.body:
        body = _text(call.body)
        if call.charset and not call.body.isascii():
            body = f"iconv('UTF-8', {_text(call.charset)}, {body})"
        lines.append(f"    CURLOPT_POSTFIELDS => {body},")
    lines += ["    CURLOPT_FOLLOWLOCATION => true,"] if call.follows else []
    lines += [
        "    CURLOPT_RETURNTRANSFER => true,",
        "]);",
        "$answer = curl_exec($call);",
        "if ($answer === false) {",
        "    fwrite(STDERR, curl_error($call) . PHP_EOL);",
        "    exit(1);",
        "}",
        "echo $answer;",
        "",
    ]
    return "\n".join(lines)


def _text(text: str) -> str:
    """The text as a PHP string in which nothing is replaced."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
