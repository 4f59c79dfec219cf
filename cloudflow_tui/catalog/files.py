"""Reads section files into the models. The one module that needs msgspec: import it where a section is read.

The keys of the files are those of `data/schema.json`; what does not fit them is told with its file and place.
Whether the parts agree with each other is the work of `check`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from cloudflow_tui.catalog.models import (
    UNSET,
    Answer,
    Attribute,
    Basis,
    Effect,
    Endpoint,
    Parameter,
    ParameterType,
    Place,
    Reference,
    Section,
)
from cloudflow_tui.errors import CatalogError


class _Parameter(
    msgspec.Struct,
    forbid_unknown_fields=True,
    rename={
        "place": "in",
        "is_required": "required",
        "is_read_only": "read_only",
        "is_secret": "secret",
        "is_flag": "flag",
        "is_beside_root": "beside_root",
        "minimum": "min",
        "maximum": "max",
        "item_type": "items",
    },
):
    name: str
    place: Place
    type: ParameterType
    is_required: bool = False
    description: str = ""
    enum: tuple[Any, ...] = ()
    default: Any = msgspec.UNSET
    example: Any = msgspec.UNSET
    since: str = ""
    until: str = ""
    is_read_only: bool = False
    is_secret: bool = False
    is_flag: bool = False
    is_beside_root: bool = False
    unit: str = ""
    minimum: int | float | None = None
    maximum: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    refers_to: str = ""
    value: str = "id"
    label: str = ""
    scope: tuple[str, ...] = ()
    version_basis: Basis = "guide"
    item_type: ParameterType | None = None


class _Responses(msgspec.Struct, forbid_unknown_fields=True, rename={"is_list": "list"}):
    success: int
    root: str = ""
    is_list: bool = False
    attributes: tuple[Attribute, ...] = ()


class _Endpoint(
    msgspec.Struct,
    forbid_unknown_fields=True,
    rename={"is_scheduled": "asynchronous", "is_dangerous": "dangerous", "is_complete": "complete"},
):
    id: str
    title: str
    method: str
    path: str
    summary: str
    effect: Effect
    responses: _Responses
    basis: Basis = "guide"
    since: str = ""
    until: str = ""
    root: str = ""
    params: tuple[_Parameter, ...] = ()
    request_example: Any = msgspec.UNSET
    is_scheduled: bool = False
    is_dangerous: bool = False
    notes: str = ""
    source: str = ""
    is_complete: bool = True
    version_basis: Basis = "guide"
    replaced_by: tuple[str, ...] = ()


class _Section(msgspec.Struct, forbid_unknown_fields=True, rename={"schema": "$schema"}):
    section: str
    title: str
    group: str
    endpoints: tuple[_Endpoint, ...]
    source: str = ""
    notes: str = ""
    schema: str = ""


def read_section(file: Path) -> Section:
    """The section of one file.

    Raises:
        CatalogError: It cannot be read, is no JSON, or its keys or values do not fit; names file and line.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise refused(file, f"cannot be read ({error.strerror})", "Check that it is there.") from error
    try:
        return section_of(msgspec.json.decode(content, type=_Section))
    except msgspec.ValidationError as error:
        advice = "The keys stand in catalog/data/schema.json."
        raise refused(file, f"does not fit: {_place(content)}{error}", advice) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = f"is not JSON: {_syntax(content) or error}"
        raise refused(file, what, "Mend it, or take it out of the folder.") from error
    except RecursionError as error:
        raise refused(file, "is nested too deeply", "A section has no such depth.") from error


def section_from_data(data: object, file: Path) -> Section:
    """The section that plain data stands for.

    Args:
        file: Where the data come from, for the error.

    Raises:
        CatalogError: Keys or values do not fit.
    """
    try:
        return section_of(msgspec.convert(data, type=_Section))
    except msgspec.ValidationError as error:
        raise refused(file, f"does not fit: {error}", "See catalog/data/schema.json.") from error


def section_of(read: _Section) -> Section:
    """The model of a section as it was read."""
    endpoints = tuple(_endpoint(row, read) for row in read.endpoints)
    return Section(read.section, read.title, read.group, read.source, read.notes, endpoints)


def _syntax(content: bytes) -> str:
    """What is wrong with a text that is no JSON, with its line; "" when only msgspec refuses it."""
    import json

    try:
        json.loads(content.decode("utf-8"))
    except json.JSONDecodeError as error:
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return f"line {line} is not UTF-8"
    except RecursionError:
        return "it is nested too deeply"
    return ""


def _place(content: bytes) -> str:
    """Line, endpoint and parameter of what does not fit; msgspec names no numbers."""
    from cloudflow_tui.catalog.locate import line_of

    try:
        text, data = content.decode("utf-8"), msgspec.json.decode(content)
    except (ValueError, RecursionError):
        return f"{_syntax(content)}; "
    rows = data.get("endpoints") if isinstance(data, dict) else None
    found = _first_misfit(rows, _Endpoint)
    if found is None:
        return "line 1: "
    number, endpoint = found
    place: list[str | int] = ["endpoints", number - 1]
    told = f"endpoint {number} ({_name(endpoint, 'id')})"
    inner = _first_misfit(endpoint.get("params"), _Parameter) if isinstance(endpoint, dict) else None
    if inner is not None:
        place += ["params", inner[0] - 1]
        told += f", parameter {inner[0]} ({_name(inner[1], 'name')})"
    return f"line {line_of(text, place)}: {told}: "


def _first_misfit(rows: object, kind: type) -> tuple[int, Any] | None:
    """The first of the rows that is none of this kind, with its number from 1."""
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        try:
            msgspec.convert(row, kind)
        except msgspec.ValidationError:
            return number, row
    return None


def _name(row: object, key: str) -> str:
    return str(row.get(key, "without a name")) if isinstance(row, dict) else "no object"


def refused(file: Path, what: str, advice: str) -> CatalogError:
    """The error that a catalog file cannot be used."""
    return CatalogError(f"The catalog file {str(file)!r} {what}.", advice=advice, file=str(file))


def _endpoint(row: _Endpoint, section: _Section) -> Endpoint:
    answer = row.responses
    return Endpoint(
        id=row.id,
        title=row.title,
        method=row.method,
        path=row.path,
        group=section.group,
        section=section.section,
        summary=row.summary,
        effect=row.effect,
        answer=Answer(answer.success, answer.root, answer.is_list, answer.attributes),
        parameters=tuple(_parameter(parameter) for parameter in row.params),
        root=row.root,
        request_example=_given(row.request_example),
        is_scheduled=row.is_scheduled,
        is_dangerous=row.is_dangerous,
        notes=row.notes,
        basis=row.basis,
        is_complete=row.is_complete,
        source=row.source,
        since=row.since,
        until=row.until,
        version_basis=row.version_basis,
        replaced_by=row.replaced_by,
    )


def _parameter(row: _Parameter) -> Parameter:
    reference = Reference(row.refers_to, row.label, row.scope, row.value) if row.refers_to else None
    return Parameter(
        name=row.name,
        place=row.place,
        type=row.type,
        is_required=row.is_required,
        description=row.description,
        enum=row.enum,
        default=_given(row.default),
        example=_given(row.example),
        since=row.since,
        until=row.until,
        is_read_only=row.is_read_only,
        is_secret=row.is_secret,
        is_flag=row.is_flag,
        is_beside_root=row.is_beside_root,
        reference=reference,
        unit=row.unit,
        minimum=row.minimum,
        maximum=row.maximum,
        min_length=row.min_length,
        max_length=row.max_length,
        version_basis=row.version_basis,
        item_type=row.item_type,
    )


def _given(value: object) -> object:
    return UNSET if value is msgspec.UNSET else value
