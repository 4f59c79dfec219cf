"""One request written in every form in which people paste it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from shlex import quote

from tests.interchange.corpus.bases import HOST, KEY, LOGIN, Base

BASIC = b64encode(f"{LOGIN}:{KEY}".encode()).decode()


def curl(
    base: Base,
    *,
    url: str = "",
    body: str | None = None,
    method: str = "",
    headers: tuple[str, ...] = ("Accept: application/json", "Content-Type: application/json"),
    user: str = f"{LOGIN}:{KEY}",
    options: str = "",
) -> str:
    """A curl line for bash, spoilt by what is given."""
    words = ["curl", "-X", method or base.method]
    words += ["-u", quote(user)] if user else []
    for header in headers:
        words += ["-H", quote(header)]
    text = base.json if body is None else body
    words += ["-d", quote(text)] if text else []
    return " ".join([*words, *([options] if options else []), quote(url or base.url)])


def curl_in_lines(base: Base) -> str:
    return curl(base).replace(" -", " \\\n  -")


def cmd(base: Base) -> str:
    body = base.json.replace('"', '\\"')
    head = f'C:\\Users\\ann>curl -u "{LOGIN}:{KEY}" -X {base.method}'
    return f'{head} -H "Content-Type: application/json" -d "{body}" "{base.url}"'


def powershell(base: Base) -> str:
    body = base.json.replace("'", "''").replace('"', '\\"')
    head = f"PS C:\\> curl.exe -u '{LOGIN}:{KEY}' -X {base.method}"
    return f"{head} -H 'Content-Type: application/json' -d '{body}' '{base.url}'"


def raw_http(base: Base) -> str:
    return (
        f"{base.method} {base.path} HTTP/1.1\r\nHost: cp.example.com\r\nAuthorization: Basic {BASIC}\r\n"
        f"Accept: application/json\r\nContent-Type: application/json\r\n\r\n{base.json}"
    )


def raw_xml(base: Base) -> str:
    path = base.path.replace(".json", ".xml")
    return (
        f"{base.method} {path} HTTP/1.1\nHost: cp.example.com\nAuthorization: Basic {BASIC}\n"
        f"Accept: application/xml\nContent-Type: application/xml\n\n{base.xml}"
    )


def har(base: Base) -> str:
    headers = {"Authorization": f"Basic {BASIC}", "Content-Type": "application/json"}
    request = {
        "method": base.method,
        "url": base.url,
        "headers": [{"name": name, "value": value} for name, value in headers.items()],
        "postData": {"mimeType": "application/json", "text": base.json},
    }
    return json.dumps({"log": {"entries": [{"request": request, "response": {"status": 201}}]}}, indent=1)


def module_log(base: Base) -> str:
    head = f"2026-03-02 10:14:07\tonapp\t{base.method} {base.url}"
    return f"{head}\nRequest\n{base.json}\nResponse\n\nProcessed\n\n"


def python(base: Base) -> str:
    return (
        f"import requests\nurl = {base.url!r}\ndata = {base.body!r}\n"
        f"r = requests.{base.method.lower()}(url, json=data, auth=({LOGIN!r}, {KEY!r}))\nprint(r.json())\n"
    )


def php(base: Base) -> str:
    return (
        f"$ch = curl_init('{base.url}');\n$json = {json.dumps(base.json)};\n"
        f"curl_setopt($ch, CURLOPT_USERPWD, '{LOGIN}:{KEY}');\n"
        f"curl_setopt($ch, CURLOPT_CUSTOMREQUEST, '{base.method}');\n"
        "curl_setopt($ch, CURLOPT_HTTPHEADER, array('Content-Type: application/json'));\n"
        "curl_setopt($ch, CURLOPT_POSTFIELDS, $json);\n$out = curl_exec($ch);\n"
    )


def ruby(base: Base) -> str:
    return (
        f"uri = URI('{base.url}')\nreq = Net::HTTP::{base.method.title()}.new(uri)\n"
        f"req.basic_auth '{LOGIN}', '{KEY}'\nreq['Content-Type'] = 'application/json'\n"
        f"req.body = {json.dumps(base.json)}\nNet::HTTP.start(uri.host) {{ |http| http.request(req) }}\n"
    )


def httpie(base: Base) -> str:
    items = " ".join(quote(f"{key}:={json.dumps(value)}") for key, value in base.body.items())
    return f"$ https -a {LOGIN}:{KEY} {base.method} {base.url.removeprefix('https://')} {items}"


def wget(base: Base) -> str:
    return (
        f"wget -qO- --method={base.method} --user={LOGIN} --password={KEY}"
        f" --header='Content-Type: application/json' --body-data={quote(base.json)} {quote(base.url)}"
    )


def fetch(base: Base) -> str:
    headers = {"authorization": f"Basic {BASIC}", "content-type": "application/json"}
    options = {"headers": headers, "body": base.json, "method": base.method, "mode": "cors"}
    return f'fetch("{base.url}", {json.dumps(options, indent=2)});'


def axios(base: Base) -> str:
    auth = f"{{auth: {{username: '{LOGIN}', password: '{KEY}'}}}}"
    return f"await axios.{base.method.lower()}('{base.url}', {base.json}, {auth})"


def line(base: Base) -> str:
    return f"{base.method} {HOST}{base.path} {base.json}"


FORMS: dict[str, Callable[[Base], str]] = {
    "curl": curl,
    "curl in lines": curl_in_lines,
    "cmd": cmd,
    "powershell": powershell,
    "raw http": raw_http,
    "raw xml": raw_xml,
    "har": har,
    "module log": module_log,
    "python": python,
    "php": php,
    "ruby": ruby,
    "httpie": httpie,
    "wget": wget,
    "fetch": fetch,
    "axios": axios,
    "line": line,
}
