"""The request in the making: drafts, their checks, and their way to the bytes that are sent and back.

    draft = Draft(catalog.endpoint("users.create"))
    draft.set("login", "ann")
    problems = validate(draft)
    request = build(draft, "https://cp.example.com")

Sends nothing and knows no profile. Public names resolve on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.lazy import lazy_names

if TYPE_CHECKING:
    from cloudflow_tui.request.builder import build
    from cloudflow_tui.request.decode import DecodedBody, decode_body
    from cloudflow_tui.request.draft import FORMATS, Counts, Draft
    from cloudflow_tui.request.encode import encode_body
    from cloudflow_tui.request.problems import Problem
    from cloudflow_tui.request.required import RequiredValue, required_values
    from cloudflow_tui.request.samples import fill_samples, sample_value
    from cloudflow_tui.request.validation import validate

__all__ = [
    "FORMATS",
    "Counts",
    "DecodedBody",
    "Draft",
    "Problem",
    "RequiredValue",
    "build",
    "decode_body",
    "encode_body",
    "fill_samples",
    "required_values",
    "sample_value",
    "validate",
]

_HOMES = {
    "FORMATS": "draft",
    "Counts": "draft",
    "DecodedBody": "decode",
    "Draft": "draft",
    "Problem": "problems",
    "RequiredValue": "required",
    "build": "builder",
    "decode_body": "decode",
    "encode_body": "encode",
    "fill_samples": "samples",
    "required_values": "required",
    "sample_value": "samples",
    "validate": "validation",
}

__getattr__ = lazy_names(__name__, _HOMES)
