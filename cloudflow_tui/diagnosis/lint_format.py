"""Checks of the form of a body: whether it is well formed, and whether headers, suffix and body agree."""

from __future__ import annotations

import re
from html import unescape

from cloudflow_tui.diagnosis.address import suffix_of
from cloudflow_tui.diagnosis.body_faults import BodyFault, fault_of_json, fault_of_xml
from cloudflow_tui.diagnosis.findings import Finding, Fix, shortened
from cloudflow_tui.diagnosis.fixes import MEDIA_TYPES, header_fix, with_body, with_header, with_url
from cloudflow_tui.diagnosis.look import Findings, Look
from cloudflow_tui.diagnosis.pasted import PastedRequest, Spot, has_mask

_FORM = "application/x-www-form-urlencoded"
_ESCAPED_VALUE = re.compile(r"&(?:amp|lt|gt|quot|#0?39|#x27);")


def check_format(look: Look) -> Findings:
    """The form of the body, and what is said of it in headers and address."""
    pasted = look.pasted
    yield from _accept(look)
    if pasted.body_kind == "multipart":
        yield Finding("multipart-body", "The body is sent as a multipart form.", pasted.places.of("data"))
    if pasted.body_kind != "text" or not pasted.body.strip():
        return
    yield from _types(look)
    if look.broken is not None:
        is_cut = any(one.rule == "incomplete-line" for one in pasted.observations)
        if not is_cut:
            yield _fault(look)
    elif pasted.form == "form" and re.match(r"\s*(?:Array|stdClass Object)\s*\(", pasted.body):
        yield Finding(
            "php-array",
            "The body is what print_r of PHP prints.",
            pasted.places.of_body(0),
            evidence="Array (",
        )
    elif pasted.form == "form" and re.match(r"\s*(?:&quot;|&lt;|&#123;)", pasted.body):
        body = unescape(pasted.body)
        yield Finding(
            "html-escaped",
            "The body was escaped for HTML.",
            pasted.places.of_body(0),
            fix=_body_fix("Undo it", body),
        )
    else:
        yield from _sound(look)


def _body_fix(label: str, body: str) -> Fix:
    return Fix(label, lambda old: with_body(old, body))


def _sound(look: Look) -> Findings:
    """What is odd about a body that can be read."""
    pasted = look.pasted
    odd = re.search("[\u200b\u200c\u200d\u2060\ufeff\u00a0]", pasted.body)
    if odd is not None:
        cleaned = re.sub("[\u200b\u200c\u200d\u2060\ufeff]", "", pasted.body).replace("\u00a0", " ")
        yield Finding(
            "invisible-sign",
            "An invisible sign stands in a value.",
            pasted.places.of_body(odd.start()),
            evidence=f"U+{ord(odd[0]):04X}",
            fix=_body_fix("Take it out", cleaned),
        )
    if pasted.form == "json":
        found = _ESCAPED_VALUE.search(pasted.body)
        if found is not None and not _is_markup(pasted.body, found.start()):
            yield Finding(
                "html-escaped-value",
                "A value is escaped for HTML and would be stored so.",
                pasted.places.of_body(found.start()),
                evidence=found[0],
                fix=_body_fix("Undo it", _unescaped_values(pasted.body)),
            )


def _is_markup(body: str, at: int) -> bool:
    """Whether the escape stands in a text that is HTML itself."""
    start, end = body.rfind('"', 0, at), body.find('"', at)
    return "<" in body[start:end]


def _unescaped_values(body: str) -> str:
    def mended(found: re.Match[str]) -> str:
        return unescape(found[0]).replace('"', '\\"')

    return _ESCAPED_VALUE.sub(mended, body)


def _fault(look: Look) -> Finding:
    pasted, error = look.pasted, look.broken
    assert error is not None
    root = look.endpoint.root if look.endpoint is not None else ""
    fault: BodyFault
    if pasted.form == "xml":
        fault = fault_of_xml(pasted.body, error, root)
    else:
        fault = fault_of_json(pasted.body, error)
    around = pasted.masked(pasted.body)[max(fault.index - 20, 0) : fault.index + 20]
    mended = fault.mended
    return Finding(
        fault.rule,
        fault.said,
        pasted.places.of_body(fault.index),
        evidence="" if has_mask(around) else shortened(around),
        fix=_body_fix("Write it as it was meant", mended) if mended is not None else None,
    )


def _types(look: Look) -> Findings:
    pasted = look.pasted
    form, content_type = pasted.form, pasted.content_type
    if form == "form":
        is_other = "json" in content_type or "xml" in content_type
        if is_other and re.match(r"[\w\[\]%]+=", pasted.body):
            yield Finding(
                "content-type-mismatch",
                f"The body is a form, Content-Type says {content_type}.",
                _spot(look),
                evidence=content_type,
                fix=header_fix("Say that it is a form", "Content-Type", _FORM),
            )
        return
    if not form:
        return
    wanted = MEDIA_TYPES[form]
    fix = header_fix(f"Content-Type: {wanted}", "Content-Type", wanted)
    if not pasted.header("content-type"):
        yield from _untyped(look, wanted, fix)
    elif form not in content_type and content_type not in (f"text/{form}",):
        yield Finding(
            "content-type-mismatch",
            f"The body is {form.upper()}, Content-Type says {content_type or 'nothing'}.",
            _spot(look),
            evidence=content_type,
            fix=fix,
        )
    yield from _suffix(look)


def _spot(look: Look) -> Spot:
    return look.pasted.places.of("header.content-type")


def _untyped(look: Look, wanted: str, fix: Fix) -> Findings:
    pasted = look.pasted
    if not pasted.are_headers_known or wanted == pasted.implied_type:
        return
    if any(
        one.rule in ("powershell-hashtable", "php-array", "javascript-object") for one in pasted.observations
    ):
        return
    sent_as = pasted.implied_type.partition(";")[0]
    if wanted in pasted.implied_type:
        return
    said = (
        f"Sent as {sent_as}: the server does not read it as {pasted.form.upper()}."
        if sent_as
        else f"No Content-Type says that the body is {pasted.form.upper()}."
    )
    yield Finding(
        "content-type-missing",
        said,
        pasted.places.of_body(0),
        evidence=sent_as,
        fix=fix,
        lowered=None if sent_as else "warning",
    )


def _suffix(look: Look) -> Findings:
    pasted, suffix = look.pasted, look.call.suffix
    if not suffix or suffix == pasted.form:
        return
    yield Finding(
        "suffix-mismatch",
        f"The path ends in .{suffix}, the body is {pasted.form.upper()}.",
        pasted.places.of_url(pasted.url.lower().find(f".{suffix}")),
        evidence=f".{suffix}",
        fix=Fix(f"Write .{pasted.form}", lambda old: _with_suffix(old, suffix, pasted.form)),
    )


def _with_suffix(pasted: PastedRequest, suffix: str, wanted: str) -> PastedRequest:
    made = with_url(pasted, re.sub(rf"\.{suffix}(?=$|[/?#])", f".{wanted}", pasted.url, count=1))
    return with_header(made, "Accept", MEDIA_TYPES[wanted]) if made.header("accept") else made


def _accept(look: Look) -> Findings:
    pasted = look.pasted
    accept = pasted.header("accept").lower()
    suffix = look.call.suffix or next((suffix_of(part) for part in look.call.address.parts), "")
    other = {"json": "xml", "xml": "json"}.get(suffix, "")
    if other and f"application/{other}" in accept and f"application/{suffix}" not in accept:
        yield Finding(
            "accept-mismatch",
            f"Accept asks for {other.upper()}, the path for {suffix.upper()}; the path wins.",
            pasted.places.of("header.accept"),
            evidence=accept[:60],
            fix=header_fix(f"Accept: {MEDIA_TYPES[suffix]}", "Accept", MEDIA_TYPES[suffix]),
        )
