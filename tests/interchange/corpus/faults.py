"""Faults planted into clean requests: one at a time, each with the findings wanted of it.

`is_mendable` says that applying the sure fixes must give a request that a sandbox accepts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.interchange.corpus.bases import HOST, KEY, LOGIN, Base, base, bases
from tests.interchange.corpus.forms import curl

JSON = ("Accept: application/json", "Content-Type: application/json")
XML = ("Accept: application/xml", "Content-Type: application/xml")


@dataclass(frozen=True)
class Piece:
    """One pasted text."""

    name: str
    text: str
    wanted: frozenset[str] = field(default_factory=frozenset)
    """Rules of the errors and warnings that are wanted."""
    is_mendable: bool = False
    version: str = ""


READ = f"curl -u {LOGIN}:{KEY}"
Fault = tuple[str, Callable[[Base], str], bool]
"""(rules wanted, blank between; how to write it; whether it can be mended)."""


def _renamed(one: Base, name: str, other: str) -> Base:
    return one.with_values({other if key == name else key: value for key, value in one.values.items()})


def _without(one: Base, name: str) -> Base:
    return one.with_values({key: value for key, value in one.values.items() if key != name})


def _xml(one: Base, text: str, *, path: str = "") -> str:
    return curl(one, url=HOST + (path or one.path.replace(".json", ".xml")), body=text, headers=XML)


ADDRESS: tuple[Fault, ...] = (
    ("plain-http", lambda b: curl(b, url=b.url.replace("https", "http")), True),
    ("suffix-missing", lambda b: curl(b, url=b.url.removesuffix(".json")), True),
    ("suffix-twice", lambda b: curl(b, url=f"{b.url}.json"), True),
    ("scheme-twice", lambda b: curl(b, url=f"http://{b.url}"), True),
    ("scheme-missing", lambda b: curl(b, url=b.url.removeprefix("https://")), True),
    ("port-and-scheme", lambda b: curl(b, url=b.url.replace(".com", ".com:80")), True),
    ("portal-address", lambda b: curl(b, url=HOST + "/api" + b.path), True),
    ("wrong-method", lambda b: curl(b, method="PATCH"), False),
    ("placeholder-left", lambda b: curl(b, url=b.url.replace("cp.example.com", "onapp.test")), True),
    ("placeholder-left", lambda b: curl(b, user="user:userpass"), True),
    ("unknown-path", lambda b: curl(b, url=b.url.replace(".json", "/nothing_at_all/x.json")), False),
    (
        "credentials-in-address",
        lambda b: curl(b, url=f"https://ann%40example.com:{KEY}@cp.example.com{b.path}", user=""),
        True,
    ),
    (
        "address-user-sign",
        lambda b: curl(b, url=f"https://{LOGIN}:{KEY}@cp.example.com{b.path}", user=""),
        True,
    ),
    ("curl-globbing", lambda b: curl(b, url=f"{b.url}?note[text]=x"), True),
)
ACCESS: tuple[Fault, ...] = (
    ("no-credentials", lambda b: curl(b, user=""), True),
    ("login-with-key", lambda b: curl(b, user=f"ann:{KEY}"), True),
    ("email-with-password", lambda b: curl(b, user=f"{LOGIN}:Geheim-2026"), True),
    (
        "other-authentication",
        lambda b: curl(b, user="", headers=(*JSON, f"Authorization: Bearer {KEY}")),
        True,
    ),
    ("other-authentication", lambda b: curl(b, user="", headers=(*JSON, f"X-Api-Key: {KEY}")), True),
    ("secret-in-address", lambda b: curl(b, url=f"{b.url}?api_key={KEY}"), True),
    (
        "basic-not-encoded",
        lambda b: curl(b, user="", headers=(*JSON, f"Authorization: Basic {LOGIN}:{KEY}")),
        True,
    ),
    ("certificate-unchecked", lambda b: curl(b, options="-k"), True),
    ("method-with-redirect", lambda b: curl(b, options="-L"), True),
)
COMMAND: tuple[Fault, ...] = (
    ("typographic-dash", lambda b: curl(b).replace(" -u ", " –u "), True),
    ("typographic-dash", lambda b: curl(b).replace(" -d ", " —data "), True),
    ("typographic-quote", lambda b: curl(b).replace(f"'{b.json}'", f"“{b.json}”"), True),
    ("unquoted-ampersand", lambda b: curl(b).replace(b.url, f"{b.url}?page=2&per_page=50"), True),
    ("cmd-single-quotes", lambda b: curl(b).replace(" -d", " ^\n  -d"), True),
    ("powershell-quotes", lambda b: curl(b).replace("curl", "curl.exe", 1), True),
    ("powershell-quotes powershell-alias", lambda b: f"PS C:\\> {curl(b)}", True),
    ("line-continuation", lambda b: curl(b).replace(" -d", " \\ \n  -d"), True),
    (
        "history-expansion",
        lambda b: curl(b).replace(f"{LOGIN}:{KEY}", f'"ann:{KEY}!x"').replace("'\"", '"').replace("\"'", '"'),
        False,
    ),
    ("shell-variable", lambda b: curl(b).replace(KEY, '"$KEY"'), True),
    ("command-substitution", lambda b: curl(b).replace(KEY, '"$(cat key)"'), True),
    ("incomplete-line", lambda b: curl(b).replace(f" {b.url}", ""), False),
    ("incomplete-line", lambda b: curl(b, options="-H"), False),
    ("unknown-option", lambda b: curl(b, options="--acept"), True),
    ("body-in-file", lambda b: curl(b, body="@body.json"), False),
    ("broken-header", lambda b: curl(b, headers=(*JSON, "X-Own")), True),
)
FORMAT: tuple[Fault, ...] = (
    ("content-type-missing", lambda b: curl(b, headers=("Accept: application/json",)), True),
    ("content-type-mismatch", lambda b: curl(b, headers=("Content-Type: text/plain",)), True),
    ("content-type-mismatch", lambda b: curl(b, headers=("Content-Type: application/xml",)), True),
    (
        "suffix-mismatch",
        lambda b: curl(b, url=b.url.replace(".json", ".xml"), headers=("Content-Type: application/json",)),
        True,
    ),
    ("html-escaped", lambda b: curl(b, body=b.json.replace('"', "&quot;")), True),
    ("typographic-quote", lambda b: curl(b, body=b.json.replace('"', "“")), True),
    ("invisible-sign", lambda b: curl(b, body="\ufeff" + b.json), True),
    ("invisible-sign", lambda b: curl(b, body=b.json.replace(": ", ":\u00a0", 1)), True),
    ("single-quoted-json", lambda b: curl(b, body=b.json.replace('"', "'")), True),
    ("python-literals", lambda b: curl(b, body=repr({b.root: {**b.values, "vip": None}})), False),
    ("unquoted-keys", lambda b: curl(b, body=b.json.replace(f'"{b.root}"', b.root)), True),
    ("trailing-comma", lambda b: curl(b, body=b.json.replace("}}", "},}")), True),
    ("json-comment", lambda b: curl(b, body=b.json.replace("{", "{ /* the object */ ", 1)), True),
    ("body-syntax", lambda b: curl(b, body=b.json[:-2]), False),
    ("php-array", lambda b: curl(b, body=f"Array\n(\n    [{b.root}] => Array\n)"), False),
    ("xml-two-roots", lambda b: _xml(b, f'<{b.root}s type="array"/>{_inner(b)}'), True),
    (
        "xml-declaration-late",
        lambda b: _xml(b, f'\n<?xml version="1.0"?>{b.xml.partition("?>")[2] or b.xml}'),
        True,
    ),
    (
        "xml-special-signs",
        lambda b: _xml(
            b, b.xml.replace("</" + b.first_required() + ">", " & co</" + b.first_required() + ">")
        ),
        False,
    ),
    ("body-syntax", lambda b: _xml(b, b.xml.replace(f"</{b.root}>", "")), False),
    ("multipart-body", lambda b: curl(b, body="", headers=(), options="-F a=b"), False),
)
BODY: tuple[Fault, ...] = (
    ("body-missing", lambda b: curl(b, body=""), False),
    ("root-missing", lambda b: curl(b, body=json.dumps(b.values)), True),
    ("root-wrong", lambda b: curl(b, body=json.dumps({"thing": b.values})), True),
    ("root-twice", lambda b: curl(b, body=json.dumps({b.root: b.body})), True),
    ("root-wrong", lambda b: _xml(b, b.xml.replace(f"{b.root}>", "thing>")), True),
    ("missing-required", lambda b: curl(b, body=_without(b, b.first_required()).json), False),
    (
        "misspelt-parameter",
        lambda b: curl(b, body=_renamed(b, b.first_required(), b.first_required() + "s").json),
        True,
    ),
    ("unknown-parameter", lambda b: curl(b, body=b.with_values({**b.values, "zzqx_unheard": 1}).json), True),
)


def _inner(one: Base) -> str:
    text = one.xml[one.xml.index(f"<{one.root}>") + len(one.root) + 2 :]
    return text[: text.rindex("</")]


def _users(**values: Any) -> str:
    one = base("users.create")
    return curl(one, body=one.with_values({**one.values, **values}).json)


def _disks(**values: Any) -> str:
    one = base("vs_disks.create")
    return curl(one, body=one.with_values({**one.values, **values}).json)


Row = tuple[str, str, bool]


def _faults_of_values() -> tuple[Row, ...]:
    users = base("users.create")
    xml = users.xml.replace("</user>", "<role_ids>2</role_ids></user>")
    return (
        ("list-wanted", _users(role_ids=2), True),
        ("list-wanted", _users(role_ids="[1,2]"), True),
        ("list-wanted", _users(role_ids="1,2"), True),
        ("unit-in-value", _disks(disk_size="20GB"), True),
        ("unit-suspicious", _disks(disk_size=20480), True),
        ("wrong-type", _disks(disk_size="twenty"), False),
        ("html-escaped-value", _users(first_name="Ann &amp; Bob"), True),
        ("beside-root", curl(users, body=json.dumps({**users.body, "first_name": "Ann"})), True),
        ("xml-array-unmarked", _xml(users, xml), True),
    )


def _faults_of_calls() -> tuple[Row, ...]:
    read = READ
    return (
        ("suffix-misplaced", f"{read} {HOST}/users.json/1", True),
        ("suffix-misplaced", f"{read} {HOST}/virtual_machines.json/1/disks", True),
        ("id-missing", f"{read} {HOST}/virtual_machines/.json", False),
        ("id-missing", f"{read} -X DELETE {HOST}/users/.json", False),
        (
            "id-missing",
            f"{read} -X PUT -H 'Content-Type: application/json' -d '{{\"user\":{{}}}}' {HOST}/users.json",
            False,
        ),
        ("placeholder-left", f"{read} {HOST}/users/:id.json", False),
        ("placeholder-left", f"{read} -g '{HOST}/virtual_machines/{{id}}.json'", False),
        (
            "double-encoding",
            f"{read} -g '{HOST}/users/1/user_statistics.json?period[startdate]=2026-03-01+00%253A00%253A00'",
            True,
        ),
        ("curl-globbing", f"{read} '{HOST}/virtual_machines.json?search_filter[user_id]=7'", True),
        ("body-on-get", f"{read} -X GET -d 'page=2' {HOST}/users.json", True),
        ("identifier-for-id", f"{read} {HOST}/users/abcdefgh123456.json", False),
        ("unknown-path", f"{read} {HOST}/user.json", True),
        ("unknown-path", f"{read} {HOST}/virtual_machine/1/disks.json", True),
        ("wrong-method", f"{read} -X POST {HOST}/users/1.json", False),
        (
            "broken-json-item",
            f"https -a {LOGIN}:{KEY} PUT cp.example.com/users/1.json user[first_name]:=yes",
            False,
        ),
        (
            "powershell-hashtable no-credentials",
            f"irm {HOST}/users.json -Method Post -Body @{{ user = @{{ login = 'zed'; "
            "email = 'zed@example.com'; password = 'Geheim-2026' } }",
            True,
        ),
        (
            "php-array no-credentials",
            f"$c = curl_init('{HOST}/users.json');\ncurl_setopt($c, CURLOPT_POSTFIELDS, array('user' => "
            "array('login' => 'zed', 'email' => 'zed@example.com', 'password' => 'Geheim-2026')));\n",
            True,
        ),
    )


def single_faults() -> Iterator[Piece]:
    """Faults of particular parameters and calls."""
    read = READ
    rows = (*_faults_of_values(), *_faults_of_calls())
    for number, (wanted, text, is_mendable) in enumerate(rows):
        yield Piece(f"single {number} {wanted}", text, frozenset(wanted.split()), is_mendable)
    body = '{"virtual_machine":{"destination":2}}'
    head = f"{read} -X POST {HOST}/virtual_machines/1/migrate.json"
    migrate = f"{head} -H 'Content-Type: application/json' -d '{body}'"
    yield Piece("gone", migrate, frozenset({"version-gone"}), False, "6.7")
    yield Piece("there still", migrate, frozenset(), False, "5.4")
    locales = f"{read} {HOST}/billing/buckets.json"
    yield Piece("not yet", locales, frozenset({"version-not-yet"}), False, "5.5")
    yield Piece("5.10 is not 5.1", locales, frozenset(), False, "5.10")


def planted() -> Iterator[Piece]:
    """Every fault, each on two of the bases."""
    all_bases = bases()
    faults = [*ADDRESS, *ACCESS, *COMMAND, *FORMAT, *BODY]
    for number, (wanted, write, is_mendable) in enumerate(faults):
        for turn in (0, 1):
            one = all_bases[(number + turn * 5) % len(all_bases)]
            name = f"{number}.{turn} {wanted} in {one.endpoint.id}"
            yield Piece(name, write(one), frozenset(wanted.split()), is_mendable)
    yield from single_faults()
