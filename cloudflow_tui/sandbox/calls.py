"""What passes between the parts of the sandbox: a call, its result, and hooks for special behaviour.

A behaviour is a function of a `Call`; it is found in a `Registry` by endpoint or by kind. It returns a
`Result`, or None to let the generic engine go on. It may change the store before it returns None. For the
work itself use `making` (new objects) and `transactions` (scheduled work). Nothing here answers anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, Literal

from cloudflow_tui.sandbox.schema import Plan, Schema
from cloudflow_tui.sandbox.store import Object, Store

Errors = list[str] | dict[str, list[str]] | str
"""Messages on the whole object, or by attribute; `base` holds those on the whole object. Old: one text."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list was answered; counts from 1."""

    number: int
    size: int
    total: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a call comes to, before it is written as JSON or XML."""

    value: object = None
    """An object, a list of objects, or a bare document; nested lists are [{"role": {...}}] as in JSON."""
    element: str = ""
    """Root of one object; "" when `value` is bare."""
    status: int = 0
    """0 takes the documented status of the endpoint."""
    list_name: str = ""
    """Root of a whole list in XML, "" takes the plural of the element; of a bare document its root in XML."""
    errors: Errors | None = None
    location: str = ""
    """Path of the object touched, such as `/users/7`; sent with a 201."""
    page: Page | None = None
    text: str = ""
    """Sent as it is, in place of `value`."""
    kind: str = ""
    """Kind of the objects in `value`, "" when it is the kind of the plan."""


def refused(status: int, *messages: str) -> Result:
    """A refusal with messages that belong to no parameter: `refused(404, "User not found")`."""
    return Result(status=status, errors=list(messages))


def invalid(**messages: list[str]) -> Result:
    """A 422: `invalid(email=["can't be blank"])`."""
    return Result(status=422, errors=dict(messages))


@dataclass(slots=True)
class World:
    """Everything that one sandbox is made of."""

    schema: Schema
    store: Store
    registry: Registry
    clock: Callable[[], datetime]
    """Tells the time, aware and in UTC."""
    seed: int = 1
    size: str = "small"
    api_version: str = "6.7"
    pace: str = "fast"
    """How long transactions take, one of `options.CLOCKS`."""
    failing: set[str] = field(default_factory=set)
    """Beginnings of actions whose transactions fail."""
    switches: set[str] = field(default_factory=set)
    """Names of manners that scenarios have switched on."""

    restart: Callable[[], None] | None = None
    """Makes the first objects and accounts of an emptied store."""

    def begin_again(self) -> None:
        """Forget everything that requests did."""
        self.store.wipe()
        if self.restart is not None:
            self.restart()
        self.store.commit()

    def random(self, *words: object) -> Random:
        """Chance that comes out the same for the same seed and words."""
        return Random("/".join(map(str, (self.seed, *words))))


@dataclass(frozen=True, slots=True)
class Call:
    """One request, understood: what it is for, on which objects, with which values."""

    world: World
    plan: Plan
    ids: tuple[str, ...]
    """What stands in the path, one a step of the plan."""
    objects: tuple[Object | None, ...]
    """The object of each step; None for a step that is no object."""
    values: Mapping[str, Any]
    """Parameters of the body below the root, as data: `{"login": "ann", "role_ids": [1, 2]}`."""
    given: Mapping[str, Any]
    """Everything that the body and the query held, unknown and read-only included."""
    query: Mapping[str, Any]
    """The query as data: `period[startdate]=x` is `{"period": {"startdate": "x"}}`."""
    user: Object
    """Who calls."""
    now: datetime
    page: int | None = None
    per_page: int | None = None
    is_own: bool = False
    """A list shows only what belongs to the caller."""
    has_key: bool = False
    """The caller signed in with an API key."""

    @property
    def store(self) -> Store:
        return self.world.store

    @property
    def schema(self) -> Schema:
        return self.world.schema

    @property
    def target(self) -> Object | None:
        """The last object of the path."""
        return next((found for found in reversed(self.objects) if found is not None), None)

    @property
    def target_kind(self) -> str:
        """The kind of `target`."""
        pairs = zip(reversed(self.objects), reversed(self.plan.steps), strict=True)
        return next((step.kind for found, step in pairs if found is not None), "")

    def on_path(self, kind: str) -> Object | None:
        """The object of a kind that the path names."""
        pairs = zip(self.objects, self.plan.steps, strict=True)
        return next((found for found, step in pairs if step.kind == kind and found is not None), None)


Refusal = Callable[["Call", Mapping[str, list[str]]], Result | None]
"""How wrong parameters are told; None when they are no fault after all."""
Behaviour = Callable[[Call], Result | None]
Moment = Literal["made", "altered", "removed"]
Reaction = Callable[[Call, Object], None]
"""Follows something that the engine did to an object; it may change the store, the object included."""
View = Callable[[World, Object], None]
"""Completes a copy of an object, in place, before it is answered: figures that follow from other objects."""
Rows = Callable[[Call], list[Object]]
"""Makes the rows of a list that is not stored, such as statistics."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Special behaviour, by what it is for."""

    endpoints: Mapping[str, Behaviour] = field(default_factory=dict)
    """By endpoint id; asked before the engine, after the parameters were checked."""
    reactions: Mapping[tuple[Moment, str], Reaction] = field(default_factory=dict)
    """By moment and kind: ("made", "virtual_machine")."""
    views: Mapping[str, View] = field(default_factory=dict)
    """By kind."""
    rows: Mapping[str, Rows] = field(default_factory=dict)
    """By kind of row; the engine makes plain ones where none stands here."""
    refusals: Mapping[str, Refusal] = field(default_factory=dict)
    """By kind."""
    works: Mapping[str, Callable[[Call], bool]] = field(default_factory=dict)
    """By endpoint id: whether this very call needs a transaction; all scheduled ones do without."""

    def behaviour(self, schema: Schema, plan: Plan) -> Behaviour | None:
        """The behaviour of an endpoint, or that of another address of the same action."""
        found = self.endpoints.get(plan.endpoint.id)
        if found is None and plan.verb == "action":
            twins = schema.twins.get((plan.kind, plan.tail), ())
            found = next((self.endpoints[id] for id in twins if id in self.endpoints), None)
        return found
