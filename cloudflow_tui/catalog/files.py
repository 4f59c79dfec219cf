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
        CatalogError: It cannot be read, is no JSON, or its keys or values do not fit; names file and place.
    """
    try:
        content = file.read_bytes()
        read = msgspec.json.decode(content, type=_Section)
    except OSError as error:
        raise _refused(file, f"cannot be read ({error.strerror})", "Check that it is there.") from error
    except UnicodeDecodeError as error:
        raise _refused(file, "is not UTF-8", "Save it as UTF-8.") from error
    except msgspec.ValidationError as error:
        advice = "The keys stand in catalog/data/schema.json."
        raise _refused(file, f"does not fit: {_place(content)}{error}", advice) from error
    except msgspec.DecodeError as error:
        raise _refused(file, f"is not JSON: {error}", "Mend it, or take it out of the folder.") from error
    endpoints = tuple(_endpoint(row, read) for row in read.endpoints)
    return Section(read.section, read.title, read.group, read.source, read.notes, endpoints)


def _place(content: bytes) -> str:
    """Which endpoint and parameter does not fit, "" when it is the section; msgspec names no numbers."""
    data = msgspec.json.decode(content)
    rows = data.get("endpoints") if isinstance(data, dict) else None
    found = _first_misfit(rows, _Endpoint)
    if found is None:
        return ""
    number, endpoint = found
    inner = _first_misfit(endpoint.get("params"), _Parameter) if isinstance(endpoint, dict) else None
    place = f"endpoint {number} ({_name(endpoint, 'id')})"
    if inner is not None:
        place += f", parameter {inner[0]} ({_name(inner[1], 'name')})"
    return f"{place}: "


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


def _refused(file: Path, what: str, advice: str) -> CatalogError:
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
    )


def _given(value: object) -> object:
    return UNSET if value is msgspec.UNSET else value
