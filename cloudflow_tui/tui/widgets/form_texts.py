"""What a form says of its fields: placeholders, shown values, choices, where a value goes. Plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import UNSET, Unset
from cloudflow_tui.request.coerce import to_text
from cloudflow_tui.request.names import parse_name
from cloudflow_tui.request.wording import facts_of, spoken, telling_example, versions_of
from cloudflow_tui.tui.glyphs import Glyphs

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint, Parameter
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.request.values import Value
    from cloudflow_tui.tui.widgets.form_fields import Field

EMPTY = '""'
"""Empty text, as the form shows it and as it may be typed."""
NULL = "null"
_VARIABLE = re.compile(r"\$\{[^{}\n]+\}")
MAX_LINE = 2000
"""Characters that the editor of one line takes; longer text opens the large one."""


def choices_of(field: Field) -> tuple[str, ...]:
    """The values that the catalog knows for a field, as text."""
    parameter = field.parameter
    if field.is_boolean:
        return ("on", "off", "not sent")
    if parameter is None or field.is_folded:
        return ()
    return tuple(spoken(one) for one in parameter.enum)


def placeholder_of(field: Field) -> str:
    """What stands in a field that is not sent."""
    parameter = field.parameter
    if field.is_folded:
        return "none; enter adds one"
    if parameter is None:
        return "not sent"
    if not isinstance(parameter.default, Unset):
        return f"default {spoken(parameter.default)}"
    if field.is_secret:
        return "not sent"
    example = example_of(field)
    if parameter.enum:
        return "one of " + ", ".join(choices_of(field))
    if field.node.is_list:
        return f"none; such as {example}" if example else "none"
    if field.node.is_free and parameter.type == "object":
        return "not sent; a adds a key"
    return f"such as {example}" if example else "not sent"


def example_of(field: Field) -> str:
    """The example of the catalog, "" when it has none."""
    parameter = field.parameter
    example = UNSET if parameter is None or field.is_secret else telling_example(parameter)
    if isinstance(example, Unset):
        return ""
    if isinstance(example, list | tuple):
        if all(isinstance(one, str | int) for one in example):
            return ", ".join(str(one) for one in example)
        return json.dumps(example, ensure_ascii=False, default=str)
    return spoken(example)


def typing_hint(field: Field) -> str:
    """What stands in the empty editor of a field."""
    if field.is_secret:
        low = field.parameter.min_length if field.parameter is not None else None
        return f"{low} characters min." if low else ""
    return example_of(field) or (field.parameter is not None and field.parameter.unit) or ""


def shown_value(field: Field, value: Value, glyphs: Glyphs, *, is_revealed: bool) -> str:
    """A value as its field shows it, in one line."""
    if field.is_flag:
        return f"{glyphs.running} on"
    if value == "":
        return EMPTY
    if value is None:
        return NULL
    if isinstance(value, bool):
        return f"{glyphs.running} on" if value else f"{glyphs.stopped} off"
    if field.is_secret and not is_revealed and not is_variable(value):
        return glyphs.masked
    if field.node.has_members and isinstance(value, list | dict):
        count = len(value)
        kind = "item" if isinstance(value, list) else "member"
        return f"{count} {kind}{'' if count == 1 else 's'} set"
    if isinstance(value, list | dict) and not is_revealed:
        value = masked_value(value, glyphs.masked)
    if isinstance(value, str):
        value = value[:MAX_LINE]
    text = to_text(field.node, value) or ("none, sent as an empty list" if value == [] else "")
    return text.replace("\n", " ⏎ " if glyphs.more == "…" else " ")


def is_variable(value: Value) -> bool:
    """Whether a value is a name in braces and nothing else: where a secret comes from is none."""
    return isinstance(value, str) and _VARIABLE.fullmatch(value) is not None


def masked_value(value: Value, mask: str) -> Value:
    """The value with everything below a secret name masked."""
    from cloudflow_tui.redact.names import is_secret_name

    if isinstance(value, dict):
        return {
            key: mask if is_secret_name(key) and not isinstance(one, dict | list) else masked_value(one, mask)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [masked_value(one, mask) for one in value]
    return value


def edited_text(field: Field, value: Value | Unset) -> str:
    """The text with which the editor of a field opens."""
    if isinstance(value, Unset):
        return ""
    if field.is_boolean and isinstance(value, bool):
        return "on" if value else "off"
    return EMPTY if value == "" else to_text(field.node, value)


def is_long(field: Field, value: Value | Unset) -> bool:
    """Whether a value wants more than one line: text with line breaks, an object, a list of objects."""
    if field.node.has_members or (field.parameter is not None and field.parameter.type == "object"):
        return True
    if isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict | list) for one in value)
    ):
        return True
    return isinstance(value, str) and ("\n" in value or len(value) > MAX_LINE)


def long_text(field: Field, value: Value | Unset) -> str:
    """The value for the large editor: objects and lists laid out over lines."""
    if isinstance(value, dict | list) and is_long(field, value):
        from cloudflow_tui.request.json_body import write_json

        return write_json(value)
    return "" if value == "" else edited_text(field, value)


def where_it_goes(field: Field, draft: Draft) -> tuple[str, str]:
    """Where a value is sent, in words, and the name that it has there."""
    endpoint = draft.endpoint
    if field.place == "path":
        return "in the path as", f":{field.name}"
    if field.place == "query":
        return "in the query as", field.name
    root = endpoint.root
    if field.parameter is not None and field.parameter.is_beside_root:
        return "in the body beside the root as", field.name
    return "in the body as", f"{root}.{field.name}" if root and not _has_root(
        field.name, root
    ) else field.name


def _has_root(name: str, root: str) -> bool:
    try:
        return parse_name(name)[0] == root and "." in name
    except ValueError:
        return False


def all_facts_of(parameter: Parameter) -> Iterator[str]:
    """What the catalog says of a parameter besides its description, versions among it."""
    yield from facts_of(parameter)
    versions = versions_of(parameter.since, parameter.until)
    if versions:
        yield versions


def basis_words(endpoint: Endpoint) -> str:
    """Where the knowledge comes from, as the console names it everywhere."""
    return "guide" if endpoint.basis == "guide" else "≈ seen in published clients"


def page_of(endpoint: Endpoint) -> str:
    """The page of the guide without its host and book: `users/add-user`."""
    parts = endpoint.source.split("/")
    return "/".join(parts[3:]) if len(parts) > 3 else endpoint.source
