"""The draft of a request: what the user has put together so far, by parameter name.

Each value is not there (UNSET), empty or null, or a value. The draft is the request, not its form: nothing of
widgets here, nothing is checked (`validate`) or sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cloudflow_tui.catalog.models import UNSET, Unset
from cloudflow_tui.errors import BuildError, UnknownParameterError
from cloudflow_tui.request import stored
from cloudflow_tui.request.coerce import from_text, to_text
from cloudflow_tui.request.names import nearest, parse_name
from cloudflow_tui.request.shape import FREE, PLACES, Path, Shape, Spot
from cloudflow_tui.request.tree import put, take, take_out
from cloudflow_tui.request.values import Value, copy_value, is_same, plain_value

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint, Place
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request.body_encoding import BodyEncoding
    from cloudflow_tui.request.comments import Comments

FORMATS: tuple[Format, ...] = ("json", "xml")
OPTIONS: Final[dict[str, object]] = {
    "timeout_s": None, "has_suffix": True, "follow_redirects": False, "body_encoding": "utf-8",
}  # fmt: skip
"""How a request is sent, by the name in the draft, with what is usual."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a form is filled."""

    required_filled: int
    required_total: int
    optional_set: int
    optional_total: int


class Draft:
    """A request in the making for one endpoint. Changes in place; `copy` before keeping one."""

    __hash__ = None  # type: ignore[assignment]  # changes in place

    def __init__(self, endpoint: Endpoint, *, format: Format = "json") -> None:
        self.endpoint = endpoint
        self.shape = Shape(endpoint)
        self.headers: list[tuple[str, str]] = []
        """Own headers, order kept, repeats allowed; they replace the usual ones of their name."""
        self.extra_query: list[tuple[str, str]] = []
        """Sent behind the query of the parameters as they are; an empty value is a bare word."""
        self.raw_body: str | None = None
        """Sent as it is instead of the values; None when the values are sent."""
        self.timeout_s: float | None = None
        """Longest silence in seconds; None takes that of the profile."""
        self.comments: Comments = ()
        """Of the body, written where it is XML."""
        self.has_suffix = True
        """Whether the path says the format; else only the headers do."""
        self.follow_redirects = False
        self.body_encoding: BodyEncoding = "utf-8"
        self._trees: dict[Place, dict[str, Value]] = {place: {} for place in PLACES}
        self.format = format

    @property
    def format(self) -> Format:
        return self._format

    @format.setter
    def format(self, format: Format) -> None:
        if format not in FORMATS:
            near = nearest(format, FORMATS, 1)
            advice = f"Nearest: {near[0]}." if near else f"Use one of {', '.join(FORMATS)}."
            raise BuildError(f"{format!r} is no format of this API.", advice=advice)
        self._format: Format = format

    # Values by name

    def set(self, name: str, value: object, *, place: Place | None = None) -> None:
        """Set a parameter; text is made into its type where that works and kept where it does not.

        Args:
            name: As in the catalog, or with indexes: `sources[1].target_type`; `[]` within a name is `[0]`.
            value: UNSET takes it out.
            place: Where, when the endpoint has the name in several places; None sets all of them.

        Raises:
            UnknownParameterError: With the nearest names.
            BuildError: A value that no body can carry, or an index beyond reason.
        """
        if isinstance(value, Unset):
            self.unset(name, place=place)
            return
        if isinstance(value, str):
            self.set_text(name, value, place=place)
            return
        plain = plain_value(value, name)
        for spot in self._spots(name, place):
            if isinstance(plain, bool) and spot.node.parameter is not None and spot.node.parameter.is_flag:
                self._switch(spot, name, is_on=plain)
            else:
                self._put(spot, name, _fitted(spot, plain))

    def _switch(self, spot: Spot, name: str, *, is_on: bool) -> None:
        """A bare word of the query is there or it is not."""
        if is_on:
            self._put(spot, name, "")
        else:
            take_out(self._trees[spot.place], spot.path)

    def set_text(self, name: str, text: str, *, place: Place | None = None) -> None:
        """Set a parameter from the text of a form field or of `name=value`.

        A list is separated by commas or JSON, an object is JSON. Empty text is the empty value of the type.

        Raises:
            UnknownParameterError, BuildError: As `set`.
        """
        for spot in self._spots(name, place):
            value = from_text(spot.node, text)
            if isinstance(value, Unset):
                take_out(self._trees[spot.place], spot.path)
            else:
                self._put(spot, name, value)

    def _put(self, spot: Spot, name: str, value: Value) -> None:
        put(self._trees[spot.place], spot.path, copy_value(value), name)

    def get(self, name: str, *, place: Place | None = None) -> Value | Unset:
        """A copy of the value, UNSET when it is not there; the first place that has it.

        Raises:
            UnknownParameterError: With the nearest names.
        """
        for spot in self._spots(name, place):
            value = take(self._trees[spot.place], spot.path)
            if not isinstance(value, Unset):
                return copy_value(value)
        return UNSET

    def text(self, name: str, *, place: Place | None = None) -> str:
        """The value as a form field shows it, "" when it is not there."""
        spots = self._spots(name, place)
        for spot in spots:
            value = take(self._trees[spot.place], spot.path)
            if not isinstance(value, Unset):
                return to_text(spot.node, value)
        return ""

    def is_set(self, name: str, *, place: Place | None = None) -> bool:
        """Whether it is there, be it null or empty."""
        return not isinstance(self.get(name, place=place), Unset)

    def unset(self, name: str, *, place: Place | None = None) -> None:
        """Take a value out, and the lists and objects that become empty by it."""
        for spot in self._spots(name, place):
            take_out(self._trees[spot.place], spot.path)

    def length(self, name: str) -> int:
        """How many values a list has, 0 when it is no list or not there."""
        value = self.get(name)
        return len(value) if isinstance(value, list) else 0

    def add_unknown(self, name: str, value: object, place: Place | None = None) -> None:
        """Add a parameter that the catalog does not know.

        Args:
            name: May be nested, as in `set`.
            place: None puts it where calls of this method carry their parameters.

        Raises:
            BuildError: Not a name, or in the path, where only placeholders stand.
        """
        where = place or self._usual_place()
        try:
            steps = parse_name(name)
        except ValueError as error:
            raise BuildError(
                f"{name!r} is no name.", advice="Write a, a.b or a[0].b.", parameter=name
            ) from error
        if where == "path":
            raise BuildError(f"{name!r} cannot be added to the path.", advice="Add it to the query.")
        path: Path = tuple(0 if step is None else step for step in steps)
        if steps[-1] is None:
            path = path[:-1]
            value = value if isinstance(value, list | tuple) else [value]
        put(self._trees[where], path, plain_value(value, name), name)

    def _usual_place(self) -> Place:
        if self.shape.trees["body"].children or self.endpoint.method in ("POST", "PUT", "PATCH"):
            return "body"
        return "query"

    # All values

    def values(self, place: Place) -> dict[str, Value]:
        """The values of one place by key, nested; a view that must not be changed."""
        return self._trees[place]

    def items(self) -> list[tuple[str, Value]]:
        """Name and value of everything set; objects are taken apart, lists of plain values stay whole."""
        return [
            (self.shape.name_of(place, path), copy_value(value))
            for place in PLACES
            for path, value in _leaves(self._trees[place], ())
        ]

    def set_value(self, place: Place, path: Path, value: object) -> None:
        """Put a value at concrete steps, as they stand in `required_values`; nothing is made of text here.

        Raises:
            BuildError: A value that no body can carry, or an index beyond reason.
        """
        name = self.shape.name_of(place, path)
        put(self._trees[place], path, plain_value(value, name), name)

    def load_values(self, place: Place, values: Mapping[str, object]) -> None:
        """Replace all values of a place.

        Raises:
            BuildError: A value that no body can carry.
        """
        self._trees[place] = {str(key): plain_value(value, str(key)) for key, value in values.items()}

    def load_body(self, text: str, format: Format | None = None) -> tuple[str, ...]:
        """Replace the body values by those of a text, and drop a raw body; JSON leaves the comments of XML.

        Returns:
            Notes on what was read with tolerance, a sentence each.

        Raises:
            BodySyntaxError: Not well formed; the draft is unchanged.
        """
        from cloudflow_tui.request.decode import decode_values

        decoded = decode_values(self.shape, text, format or self.format)
        self._trees["body"] = decoded.values
        if (format or self.format) == "xml" or not decoded.values:
            self.comments = decoded.comments
        self.raw_body = None
        return decoded.notes

    # How far it is

    def missing(self) -> list[str]:
        """Names of required parameters that are not filled, in the order of the form."""
        from cloudflow_tui.request.required import required_values

        return [one.name for one in required_values(self) if not one.is_filled]

    def counts(self) -> Counts:
        """How many required parameters are filled and how many optional ones set."""
        from cloudflow_tui.request.required import required_values

        required = required_values(self)
        names = {(one.place, one.name) for one in required}
        optional = [one for one in self.endpoint.parameters if (one.place, one.name) not in names]
        return Counts(
            required_filled=sum(one.is_filled for one in required),
            required_total=len(required),
            optional_set=sum(self.is_set(one.name, place=one.place) for one in optional),
            optional_total=len(optional),
        )

    # Whole drafts

    def unusual_options(self) -> dict[str, object]:
        """The options of OPTIONS that are not as usual."""
        return {name: getattr(self, name) for name in OPTIONS if getattr(self, name) != OPTIONS[name]}

    def copy(self) -> Draft:
        """A draft of its own with the same content."""
        other = Draft.__new__(Draft)
        other.endpoint, other.shape = self.endpoint, self.shape
        other.take_over(self)
        return other

    def take_over(self, other: Draft) -> None:
        """Become what another draft of the same endpoint is."""
        self._format = other._format
        self.headers, self.extra_query = list(other.headers), list(other.extra_query)
        for name in ("raw_body", "comments", *OPTIONS):
            setattr(self, name, getattr(other, name))
        self._trees = {place: _copied(tree) for place, tree in other._trees.items()}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Draft):
            return NotImplemented
        return (
            self.endpoint.id == other.endpoint.id
            and (self.endpoint.method, self.endpoint.path) == (other.endpoint.method, other.endpoint.path)
            and self.format == other.format
            and self.headers == other.headers
            and self.extra_query == other.extra_query
            and (self.raw_body, self.comments) == (other.raw_body, other.comments)
            and all(getattr(self, name) == getattr(other, name) for name in OPTIONS)
            and all(is_same(self._trees[place], other._trees[place]) for place in PLACES)
        )

    def __repr__(self) -> str:
        names = ", ".join(name for name, _ in self.items())
        return f"Draft({self.endpoint.id or self.endpoint.title!r}, {self.format}, set: {names or 'nothing'})"

    def to_dict(self) -> dict[str, object]:
        """The draft as data that `json` can write; `from_dict` makes it again. Secrets are in it."""
        return stored.to_dict(self)

    @classmethod
    def from_dict(cls, endpoint: Endpoint, data: Mapping[str, object]) -> Draft:
        """A draft from what `to_dict` gave; missing keys are taken as not set.

        Raises:
            BuildError: A key holds something of another kind.
        """
        draft = cls(endpoint)
        stored.fill(draft, data)
        return draft

    # Names

    def _spots(self, name: str, place: Place | None) -> list[Spot]:
        try:
            steps = parse_name(name)
        except ValueError:
            raise self._unknown(name) from None
        places = PLACES if place is None else (place,)
        spots = [spot for where in places if (spot := self.shape.spot(where, steps)) is not None]
        if not spots and "body" in places and len(steps) > 1 and steps[0] == self.endpoint.root:
            inner = self.shape.spot("body", steps[1:])
            spots = [] if inner is None else [inner]
        if spots:
            return spots
        path: Path = tuple(step for step in steps if step is not None)
        by_hand = [
            Spot(where, path, FREE)
            for where in places
            if not isinstance(take(self._trees[where], path), Unset)
        ]
        if not by_hand:
            raise self._unknown(name)
        return by_hand

    def _unknown(self, name: str) -> UnknownParameterError:
        known = self.shape.known_names()
        return UnknownParameterError(self.endpoint.id or self.endpoint.title, name, nearest(name, known))


def _fitted(spot: Spot, value: Value) -> Value:
    """The value, with text in a list made into what the list holds."""
    if isinstance(value, list) and spot.node.item is not None and not spot.node.has_members:
        item = spot.node.item
        made = [from_text(item, one) if isinstance(one, str) else one for one in value]
        return [one for one in made if not isinstance(one, Unset)]
    return value


def _copied(tree: dict[str, Value]) -> dict[str, Value]:
    return {key: copy_value(value) for key, value in tree.items()}


def _leaves(value: Value, path: Path) -> Iterator[tuple[Path, Value]]:
    if isinstance(value, dict) and (value or not path):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    else:
        yield path, value
