"""Checks of the address of a pasted request: scheme, host, path, suffix, ids, and the call that it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from cloudflow_tui.catalog.versions import presence
from cloudflow_tui.diagnosis.address import (
    Address,
    is_placeholder,
    is_variable,
    suffix_of,
    without_suffix,
)
from cloudflow_tui.diagnosis.drafting import MISSING_PART
from cloudflow_tui.diagnosis.findings import Finding, Fix, shortened
from cloudflow_tui.diagnosis.fixes import url_fix, with_method, with_url
from cloudflow_tui.diagnosis.look import Findings, Look
from cloudflow_tui.request.value_checks import IDENTIFIER

_DOCUMENT_HOSTS = frozenset({"onapp.test", "your.control.panel", "controlpanel.example"})
_PAGING = ("page", "per_page")
_SERVERS = re.compile(r"virtual_machine|server|vs_|balancer|edge|accelerator|router|^id$|identifier")


def check_address(look: Look) -> Findings:
    """Everything about the address; nothing when none was pasted."""
    address = look.call.address
    if not address.text:
        return
    yield from _scheme(look, address)
    yield from _host(look, address)
    yield from _path(look, address)
    yield from _query(look, address)
    yield from _call(look, address)


def _scheme(look: Look, address: Address) -> Findings:
    spot = look.pasted.places.of_url()
    if address.schemes > 1:
        kept = re.sub(r"^(?:https?:/+)+(?=https?:/+)", "", address.text, flags=re.IGNORECASE)
        yield Finding(
            "scheme-twice",
            "The address has two schemes.",
            spot,
            evidence=address.text[:40],
            fix=Fix(f"Write {kept[:40]}", lambda old: with_url(old, kept)),
        )
    elif address.schemes == 0 and address.host and look.pasted.source != "httpie":
        yield Finding(
            "scheme-missing",
            "The address has no scheme; clients then take http.",
            spot,
            evidence=address.host,
            fix=Fix("Write https://", lambda old: with_url(old, f"https://{old.url}")),
        )
    elif address.scheme == "http" and not address.is_loopback and address.port in ("", "80"):
        yield Finding(
            "plain-http",
            f"http to {address.host}: the password travels in the clear, a redirect loses the body.",
            spot,
            fix=url_fix("Write https://", "http://", "https://"),
        )
    if (address.scheme, address.port) in (("https", "80"), ("http", "443")):
        yield Finding(
            "port-and-scheme",
            f"{address.scheme} does not go with port {address.port}.",
            spot,
            evidence=f"{address.scheme}://…:{address.port}",
            fix=url_fix("Write https:// without the port", address.text, _without_port(address)),
        )


def _without_port(address: Address) -> str:
    text = re.sub(r"^http://", "https://", address.text, flags=re.IGNORECASE)
    return re.sub(r"(:80|:443)(?=/|\?|$)", "", text, count=1)


def _host(look: Look, address: Address) -> Findings:
    pasted = look.pasted
    if address.host.lower() in _DOCUMENT_HOSTS or is_placeholder(address.host):
        yield Finding(
            "placeholder-left",
            f"{address.host} is the host of the documents.",
            pasted.places.of_url(address.text.find(address.host)),
            evidence=address.host,
        )
    if "@" in address.user:
        yield Finding(
            "address-user-sign",
            "The user part of the address has an @ in it.",
            pasted.places.of_url(),
            fix=Fix("Give the credentials with -u", lambda old: with_url(old, _without_user(address))),
        )
    elif address.user:
        yield Finding(
            "credentials-in-address",
            "The credentials stand in the address.",
            pasted.places.of_url(),
            fix=Fix("Give them with -u", lambda old: with_url(old, _without_user(address))),
        )


def _without_user(address: Address) -> str:
    return address.text.replace(f"{address.user}@", "", 1)


def _path(look: Look, address: Address) -> Findings:
    pasted, places = look.pasted, look.pasted.places
    parts = address.parts
    if not parts or parts == ("",):
        return
    suffixes = [index for index, part in enumerate(parts) if suffix_of(part)]
    if address.path.startswith("//") or (address.host and "//" in address.path[:2]):
        yield Finding(
            "double-slash",
            "The path begins with two slashes.",
            places.of_url(address.path_start),
            fix=_path_fix("Write one", address, "/" + address.path.lstrip("/")),
        )
    if len(parts) > 1 and parts[-1] == "":
        yield Finding(
            "trailing-slash",
            "The path ends with a slash.",
            places.of_url(address.path_start + len(address.path) - 1),
            fix=_path_fix("Leave it out", address, address.path.rstrip("/")),
        )
    if len(suffixes) > 1 or re.search(r"\.(json|xml)\.(json|xml)", address.path):
        yield Finding(
            "suffix-twice",
            "The path has two suffixes.",
            places.of_url(address.path_start),
            fix=_path_fix("Keep the last", address, _one_suffix(address)),
        )
    elif suffixes and not _is_paged(parts[suffixes[0] + 1 :]):
        index = suffixes[0]
        yield Finding(
            "suffix-misplaced",
            f"The suffix stands after {without_suffix(parts[index])}, not at the end.",
            places.of_url(address.start_of_part(index)),
            evidence=shortened(address.path),
            fix=_path_fix("Move it to the end", address, _one_suffix(address)),
        )
    elif not suffixes and pasted.source != "module-log":
        suffix = "xml" if "xml" in (pasted.content_type or pasted.form) else "json"
        yield Finding(
            "suffix-missing",
            "The path has no .json or .xml at its end.",
            places.of_url(address.path_start + len(address.path) - 1),
            evidence=shortened(address.path),
            fix=_path_fix(f"Add .{suffix}", address, f"{address.path.rstrip('/')}.{suffix}"),
        )
    yield from _parts(look, address)


def _is_paged(rest: tuple[str, ...]) -> bool:
    rest = tuple(part for part in rest if part)
    return all(name in _PAGING for name in rest[::2]) and len(rest) % 2 == 0


def _one_suffix(address: Address) -> str:
    parts = [without_suffix(without_suffix(part)) for part in address.parts if part]
    last = next((suffix_of(part) for part in reversed(address.parts) if suffix_of(part)), "json")
    return "/" + "/".join(parts) + f".{last}"


def _path_fix(label: str, address: Address, path: str) -> Fix:
    return Fix(label, lambda old: with_url(old, old.url.replace(address.path, path, 1)))


def _parts(look: Look, address: Address) -> Findings:
    places = look.pasted.places
    for index, part in enumerate(address.parts):
        spot = places.of_url(address.start_of_part(index))
        if is_placeholder(part):
            yield Finding(
                "placeholder-left", f"{without_suffix(part)} stands for an id.", spot, evidence=part
            )
        elif is_variable(part):
            if "***" not in part:
                yield Finding(
                    "variable-in-path", f"{without_suffix(part)} is a variable; its value is unknown.", spot
                )
        elif not without_suffix(part) and index and (part or index < len(address.parts) - 1):
            yield Finding(
                "id-missing",
                "A part of the path is empty, as an empty variable leaves it.",
                spot,
                evidence=shortened(address.path),
            )


def _query(look: Look, address: Address) -> Findings:
    found = re.search(r"%25(?:3A|2F|20|2B|5B|5D|40|26|3D|2C|25)", address.text, re.IGNORECASE)
    if found is not None:
        yield Finding(
            "double-encoding",
            "A part of the address was encoded twice.",
            look.pasted.places.of_url(found.start()),
            evidence=found[0],
            fix=Fix(
                "Encode it once", lambda old: with_url(old, re.sub(r"%25(?=[0-9A-Fa-f]{2})", "%", old.url))
            ),
        )


def _call(look: Look, address: Address) -> Findings:
    call, pasted = look.call, look.pasted
    is_portal = address.path.startswith("/api/") or "/userapi" in address.path
    if is_portal:
        yield Finding(
            "portal-address",
            "This is the address of a client portal's own API, not of the cloud's.",
            pasted.places.of_url(address.path_start),
            evidence=shortened(address.path),
            fix=_path_fix("Leave /api out", address, address.path.removeprefix("/api"))
            if address.path.startswith("/api/")
            else None,
        )
    if call.path == "/":
        return
    if call.endpoint is None:
        if not is_portal:
            yield from _unknown(look, address)
        return
    if "id-missing" not in {f.rule for f in _parts(look, address)} and MISSING_PART in call.path:
        yield Finding("id-missing", "An id of the path is empty.", pasted.places.of_url(address.path_start))
    yield from _identifiers(look)
    yield from _versions(look, address)


def _unknown(look: Look, address: Address) -> Findings:
    call, pasted = look.call, look.pasted
    near = [look.catalog.summary(id) for id in call.nearest]
    if pasted.method in ("PUT", "DELETE", "PATCH") and (item := _with_id(look)) is not None:
        yield Finding(
            "id-missing",
            f"{pasted.method} needs an id in the path: {item}.",
            pasted.places.of_url(address.path_start),
            evidence=shortened(address.path),
        )
        return
    same_path = [row for row in near if row.method != pasted.method and _fits(row.path, call.path)]
    if same_path:
        methods = list(dict.fromkeys(row.method for row in same_path))
        yield Finding(
            "wrong-method",
            f"{call.path} takes {' or '.join(methods)}, not {pasted.method}.",
            pasted.places.of("method"),
            evidence=pasted.method,
            fix=_method_fix(look, methods),
        )
        return
    said = f" Nearest: {', '.join(f'{row.method} {row.path}' for row in near[:2])}." if near else ""
    yield Finding(
        "unknown-path",
        f"The catalog has no {pasted.method} {call.path}.{said}",
        pasted.places.of_url(address.path_start),
        evidence=shortened(address.path),
        fix=_nearest_fix(look, address),
    )


def _with_id(look: Look) -> str | None:
    """The path of the same call with one more id; None when there is none."""
    from cloudflow_tui.errors import CatalogError

    try:
        found = look.catalog.resolve_call(look.pasted.method, f"{look.call.path}/{MISSING_PART}")
    except CatalogError:
        return None
    return found.summary.path if found.summary.path.rpartition("/")[2].startswith(":") else None


def _method_fix(look: Look, methods: list[str]) -> Fix:
    wanted: tuple[str, ...] = ("PUT", "POST", "PATCH") if look.pasted.has_body else ("GET", "POST", "PUT")
    if look.pasted.method == "PATCH" and "PUT" in methods:
        wanted = ("PUT",)
    likely = [method for method in wanted if method in methods] or methods
    is_sure = likely[0] != "DELETE" and (
        len(methods) == 1 or look.pasted.method == "PATCH" or len(likely) == 1
    )
    return Fix(f"Use {likely[0]}", lambda old: with_method(old, likely[0]), is_sure)


def _fits(template: str, path: str) -> bool:
    wanted, given = template.split("/"), path.split("/")
    return len(wanted) == len(given) and all(
        own.startswith(":") or own == part for own, part in zip(wanted, given, strict=True)
    )


def _nearest_fix(look: Look, address: Address) -> Fix | None:
    """Put the fixed words of the nearest path in, where only one of them is written otherwise."""
    given = look.call.path.split("/")
    ranked: list[tuple[float, str]] = []
    for row in (look.catalog.summary(id) for id in look.call.nearest):
        wanted = row.path.split("/")
        if len(wanted) != len(given):
            continue
        other = [(a, b) for a, b in zip(wanted, given, strict=True) if a != b and not a.startswith(":")]
        if len(other) == 1:
            filled = [b if a.startswith(":") else a for a, b in zip(wanted, given, strict=True)]
            ranked.append((SequenceMatcher(None, *other[0]).ratio(), "/".join(filled)))
    if not ranked:
        return None
    ratio, path = max(ranked)
    suffix = look.call.suffix or "json"
    is_alone = len({path for _, path in ranked}) == 1
    return Fix(
        f"Write {path}",
        lambda old: with_url(old, old.url.replace(address.path, f"{path}.{suffix}", 1)),
        is_sure=ratio >= 0.75 and is_alone,
    )


def _identifiers(look: Look) -> Findings:
    endpoint = look.endpoint
    assert endpoint is not None
    for parameter in endpoint.parameters_in("path"):
        value = look.call.values.get(parameter.name, "")
        if parameter.type != "integer" or not IDENTIFIER.fullmatch(value):
            continue
        if not _SERVERS.search(parameter.name):
            yield Finding(
                "identifier-for-id",
                f"{parameter.name} is an identifier; only virtual servers are found by theirs.",
                look.pasted.places.of_url(look.pasted.url.find(value)),
                parameter.name,
                evidence=value,
            )


def _versions(look: Look, address: Address) -> Iterator[Finding]:
    endpoint = look.endpoint
    assert endpoint is not None
    spot = look.pasted.places.of_url(address.path_start)
    successors = look.catalog.successors(endpoint.id)
    named = f" Instead: {', '.join(f'{row.method} {row.path}' for row in successors)}." if successors else ""
    if not look.version:
        if endpoint.until:
            said = f"This call ends with version {endpoint.until}.{named}"
            yield Finding("version-later-gone", said, spot, evidence=endpoint.path)
        return
    where = presence(look.version, endpoint.since, endpoint.until)
    if where == "gone":
        yield Finding(
            "version-gone",
            f"The call ended with {endpoint.until}; the cloud has {look.version}.{named}",
            spot,
            evidence=endpoint.path,
            fix=_successor_fix(look, address, successors[0].path, successors[0].method)
            if len(successors) == 1
            else None,
        )
    elif where == "not_yet":
        before = look.catalog.predecessors(endpoint.id)
        older = f" Then it was: {', '.join(f'{row.method} {row.path}' for row in before)}." if before else ""
        yield Finding(
            "version-not-yet",
            f"The call came with {endpoint.since}; the cloud has {look.version}.{older}",
            spot,
            evidence=endpoint.path,
            fix=_successor_fix(look, address, before[0].path, before[0].method) if len(before) == 1 else None,
        )


def _successor_fix(look: Look, address: Address, template: str, method: str) -> Fix | None:
    """The other call with the same ids, where it has as many."""
    values = list(look.call.values.values())
    if template.count(":") != len(values):
        return None
    path = template
    for value in values:
        path = re.sub(r":\w+", lambda _found, value=value: value, path, count=1)  # type: ignore[misc]  # bound now
    suffix = look.call.suffix or "json"
    return Fix(
        f"Call {method} {path}",
        lambda old: with_method(with_url(old, old.url.replace(address.path, f"{path}.{suffix}", 1)), method),
        is_sure=False,
    )
