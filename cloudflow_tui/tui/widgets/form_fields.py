"""Which fields the form of a draft has, and in which order. Plain data; draws and changes nothing.

One field a value that can be set. A list or group of which nothing is set yet is one folded field, until it
is begun; then each of its items has fields of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cloudflow_tui.catalog.models import UNSET, Unset
from cloudflow_tui.request.names import Step, format_name, parse_name
from cloudflow_tui.request.required import required_values
from cloudflow_tui.request.shape import ANY_KEY, FREE, PLACES, Node, Path
from cloudflow_tui.request.tree import take
from cloudflow_tui.request.values import Value

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Parameter, Place, Reference
    from cloudflow_tui.request.draft import Draft

Section = Literal["required", "optional", "by hand"]
Spot = tuple["Place", Path]
"""Place and concrete path: what a field is known by while its draft changes."""
_FIRST = ("label", "name", "hostname", "login", "email", "template_id", "memory", "cpus")
_TYPE_WORDS = {"array": "list"}


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a draft, set or not."""

    name: str
    """As the draft takes it: `sources[1].target_type`."""
    place: Place
    path: Path
    node: Node
    parameter: Parameter | None
    """None for what the catalog does not declare."""
    section: Section
    is_folded: bool = False
    """A list or group that is not begun; it stands for its members."""
    list_path: Path = ()
    """The innermost list or group of free keys that it is a member of, or is; () for none."""

    @property
    def spot(self) -> Spot:
        return self.place, self.path

    @property
    def is_required(self) -> bool:
        return self.parameter is not None and self.parameter.is_required and not self.is_folded

    @property
    def is_secret(self) -> bool:
        from cloudflow_tui.redact.names import is_secret_name  # the package takes 10 ms to load

        declared = self.parameter is not None and self.parameter.is_secret
        return declared or is_secret_name(self.name)

    @property
    def type(self) -> str:
        """The type in the words of the form."""
        if self.is_secret:
            return "secret"
        if self.node.is_list or self.is_folded:
            return "list" if self.node.is_list else "group"
        if self.parameter is not None:
            return _TYPE_WORDS.get(self.parameter.type, self.parameter.type)
        return "object" if self.node.has_members else ""

    @property
    def reference(self) -> Reference | None:
        """The live list that its values come from."""
        return None if self.parameter is None or self.is_folded else self.parameter.reference

    @property
    def is_boolean(self) -> bool:
        return not self.node.is_list and self.parameter is not None and self.parameter.type == "boolean"

    @property
    def is_flag(self) -> bool:
        return self.parameter is not None and self.parameter.is_flag

    def value(self, draft: Draft) -> Value | Unset:
        """The value itself; not to be changed."""
        return take(draft.values(self.place), self.path)


def fields_of(
    draft: Draft, *, begun: Mapping[Spot, int] | None = None, is_unfolded: bool = False
) -> list[Field]:
    """The fields of a draft, required ones first.

    Args:
        begun: Lists and groups by place and path that shall have at least so many items.
        is_unfolded: Show the members of lists and groups that are not begun.
    """
    return _Listing(draft, begun or {}, is_unfolded=is_unfolded).fields()


class _Listing:
    """One walk through the parameters of a draft."""

    def __init__(self, draft: Draft, begun: Mapping[Spot, int], *, is_unfolded: bool) -> None:
        from cloudflow_tui.request.draft import Draft as EmptyDraft

        self._draft = draft
        self._begun = begun
        self._is_unfolded = is_unfolded
        asked = required_values(EmptyDraft(draft.endpoint)) if draft.endpoint.required else []
        self._asked = {(one.place, one.parameter.name) for one in asked}
        self._asked_paths = {(one.place, one.path[:n]) for one in asked for n in range(1, len(one.path))}

    def fields(self) -> list[Field]:
        found: dict[Spot, Field] = {}
        for parameter in self._draft.endpoint.parameters:
            for field in self._of_parameter(parameter):
                if field.is_folded or field.spot not in found:
                    found[field.spot] = field
        declared = sorted(found.values(), key=self._order)
        return [*declared, *self._by_hand(set(found))]

    def _of_parameter(self, parameter: Parameter) -> Iterator[Field]:
        place = parameter.place
        tree = self._draft.shape.trees[place]
        values = self._draft.values(place)
        steps = parse_name(parameter.name)
        section: Section = "required" if (place, parameter.name) in self._asked else "optional"
        for path, node, list_path, is_folded in self._paths(place, tree, values, steps, (), ()):
            if parameter.is_read_only and isinstance(take(values, path), Unset):
                continue
            name = self._name(place, path, node, is_folded=is_folded)
            shown = node.parameter if is_folded else parameter
            yield Field(name, place, path, node, shown, section, is_folded, list_path)
            value = take(values, path) if node.is_free else UNSET
            if isinstance(value, dict):
                for key in value:
                    inner = (*path, key)
                    key_name = self._draft.shape.name_of(place, inner)
                    yield Field(key_name, place, inner, FREE, None, section, list_path=path)

    def _name(self, place: Place, path: Path, node: Node, *, is_folded: bool) -> str:
        name = self._draft.shape.name_of(place, path)
        return f"{name}.{ANY_KEY}" if is_folded and not node.is_list else name

    def _paths(
        self,
        place: Place,
        node: Node,
        value: Value | Unset,
        steps: tuple[Step, ...],
        path: Path,
        within: Path,
    ) -> Iterator[tuple[Path, Node, Path, bool]]:
        """(path, node, innermost list, is folded) of the fields that a name stands for."""
        step, *rest = steps
        if step is None and not rest:
            yield path, node, within, False
            return
        inner = self._inner(place, node, value, step, path)
        if not inner:
            yield path, node, path, True
            return
        if step is None or (step == ANY_KEY and ANY_KEY not in node.children):
            within = path
        for concrete, one in inner:
            below = node.below(concrete) or FREE
            if not rest:
                yield (*path, concrete), below, within, False
            else:
                yield from self._paths(place, below, one, tuple(rest), (*path, concrete), within)

    def _inner(
        self, place: Place, node: Node, value: Value | Unset, step: Step, path: Path
    ) -> list[tuple[str | int, Value | Unset]]:
        """The items that a step stands for; none for a list or group that stays folded."""
        is_asked = (place, path) in self._asked_paths
        least = max(self._begun.get((place, path), 0), 1 if is_asked or self._is_unfolded else 0)
        if step is None or isinstance(step, int):
            items = value if isinstance(value, list) else []
            count = max(len(items), least)
            return [(index, items[index] if index < len(items) else UNSET) for index in range(count)]
        members = value if isinstance(value, dict) else {}
        if step == ANY_KEY and step not in node.children:
            found: list[tuple[str | int, Value | Unset]] = [
                (key, one) for key, one in members.items() if key not in node.children
            ]
            free = (str(number) for number in range(len(found) + least))
            taken = {key for key, _ in found}
            return [*found, *((key, UNSET) for key in free if key not in taken)][: max(len(found), least)]
        alike = [(key, one) for key, one in members.items() if node.below(key) is node.children.get(step)]
        return [*alike] or [(step, UNSET)]

    def _order(self, field: Field) -> tuple[object, ...]:
        """Required first, then the place, then what people fill in first, then the catalog, item by item."""
        node = self._draft.shape.trees[field.place]
        ranks: list[tuple[int, int]] = []
        for step in field.path:
            node = node.below(step) or FREE
            ranks.append((node.rank, step if isinstance(step, int) else 0))
        first = str(field.path[0])
        preferred = _FIRST.index(first) if first in _FIRST and field.section == "optional" else len(_FIRST)
        return (field.section != "required", PLACES.index(field.place), preferred, ranks)

    def _by_hand(self, known: set[Spot]) -> Iterator[Field]:
        """What is set and no parameter stands for."""
        for place in PLACES:
            for path in _leaves(self._draft.values(place), ()):
                if not any((place, path[:n]) in known for n in range(1, len(path) + 1)):
                    name = self._draft.shape.name_of(place, path)
                    yield Field(name, place, path, FREE, None, "by hand")


def _leaves(value: Value, path: Path) -> Iterator[Path]:
    if isinstance(value, dict) and (value or not path):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    elif path:
        yield path


def free_object_of(field: Field) -> str:
    """The name of the object of free keys that a field is or is a key of, "" for none."""
    if field.parameter is not None:
        return field.name if field.node.is_free and field.parameter.type == "object" else ""
    is_key = field.section != "by hand" and field.node is FREE
    return field.name.rpartition(".")[0] if is_key else ""


def plain_name(name: str) -> str:
    """The name without indexes, by which the catalog and answers of servers call it."""
    try:
        steps = parse_name(name)
    except ValueError:
        return name
    return format_name([None if isinstance(step, int) else step for step in steps])
