"""What the catalog says of an endpoint. Plain frozen data; reading files is the loader's work.

Keys of the data files and their meaning stand in `data/schema.json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Effect = Literal["read", "change", "destroy"]
Place = Literal["path", "query", "body"]
ParameterType = Literal["string", "integer", "number", "boolean", "datetime", "date", "array", "object"]
Basis = Literal["guide", "client"]


class Unset:
    """The type of UNSET: not there at all, which is neither null nor empty."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Final = Unset()


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the values of a parameter come from."""

    endpoint_id: str
    """The list endpoint that yields them."""
    label: str
    """Attribute of a listed object to show."""
    scope: tuple[str, ...] = ()
    """Parameters of the call that fill the placeholders of the list's path."""
    value: str = "id"
    """Attribute of a listed object to send."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an endpoint."""

    name: str
    """As in the guide: `login`, `limits.limit_cpu`, `role_ids[]`, `sources[].target_type`,
    `period[startdate]` (query, literally). Never begins with the body root."""
    place: Place
    type: ParameterType
    is_required: bool = False
    description: str = ""
    enum: tuple[object, ...] = ()
    default: object = UNSET
    example: object = UNSET
    since: str = ""
    """First version that has it, "" when unknown or always."""
    until: str = ""
    """Last version that has it, "" when it is still there."""
    is_read_only: bool = False
    is_secret: bool = False
    """A password, key or token: masked on screen, never stored."""
    is_flag: bool = False
    """A bare word in the query, sent without a value, such as `?short`."""
    is_beside_root: bool = False
    """Its key stands beside the root element of the body, not inside it."""
    reference: Reference | None = None
    unit: str = ""
    """MB, GB, seconds …, "" when it has none."""
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    version_basis: Basis = "guide"
    """Where `since` and `until` come from."""
    item_type: ParameterType | None = None
    """What a list holds, None for other types and where it is not known."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of an answer."""

    name: str
    type: ParameterType
    description: str = ""
    since: str = ""
    until: str = ""
    version_basis: Basis = "guide"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a successful call answers."""

    status: int
    root: str = ""
    """Root element of one object or of the list as the guide names it; "" when there is none."""
    is_list: bool = False
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call of the API, with all that is known of it."""

    id: str
    """`<section>.<action>`, unique."""
    title: str
    method: str
    path: str
    """Without suffix; placeholders as `:name`."""
    group: str
    section: str
    """Id of the section, such as `users`."""
    summary: str
    effect: Effect
    answer: Answer
    parameters: tuple[Parameter, ...] = ()
    root: str = ""
    """Wrapping element of the request body; "" when the body is bare."""
    request_example: object = UNSET
    is_scheduled: bool = False
    """Schedules a transaction."""
    is_dangerous: bool = False
    """Loses data or service."""
    notes: str = ""
    basis: Basis = "guide"
    is_complete: bool = True
    """False: the list of parameters may lack some; an absent `required` is unknown."""
    source: str = ""
    """Page of the guide, without scheme."""
    since: str = ""
    """First version that has it, "" when unknown or always."""
    until: str = ""
    """Last version that has it, "" when it is still there."""
    version_basis: Basis = "guide"
    """Where `since` and `until` come from."""
    replaced_by: tuple[str, ...] = ()
    """Ids of the endpoints that took its work over."""
    replaces: tuple[str, ...] = ()
    """Ids of the endpoints whose work it took over; filled by the catalog, not in the files."""

    def parameters_in(self, place: Place) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if parameter.place == place)

    @property
    def required(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if parameter.is_required)


@dataclass(frozen=True, slots=True)
class EndpointSummary:
    """A row of the index: what the tree, the filter and the palette need."""

    id: str
    title: str
    method: str
    path: str
    group: str
    section: str
    effect: Effect
    required_count: int
    is_scheduled: bool
    is_dangerous: bool
    basis: Basis
    is_complete: bool
    since: str
    parameter_names: tuple[str, ...]
    until: str = ""
    required_query: tuple[str, ...] = ()
    """Query parameters without which it is another call: `?short`."""
    replaced_by: tuple[str, ...] = ()
    """Ids of the endpoints that took its work over."""


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """A resource in the tree."""

    id: str
    title: str
    group: str
    endpoints: tuple[EndpointSummary, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group in the tree."""

    title: str
    sections: tuple[SectionSummary, ...]

    @property
    def endpoint_count(self) -> int:
        return sum(len(section.endpoints) for section in self.sections)


@dataclass(frozen=True, slots=True)
class Section:
    """A data file: one resource with its endpoints in full."""

    id: str
    title: str
    group: str
    source: str
    notes: str
    endpoints: tuple[Endpoint, ...]
