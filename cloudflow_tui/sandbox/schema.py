"""What the catalog says of objects: which kinds there are, where they live, what each call does to them.

Derived from the endpoints alone, with `data/kinds.json` where names mislead. Holds no objects and
answers nothing; `routing` finds a plan, `engine` carries it out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from cloudflow_tui.catalog.models import Endpoint, Parameter
from cloudflow_tui.sandbox.words import class_name, plural, singular

DATA_FOLDER: Final = Path(__file__).parent / "data"

ALL: Final = "all"
"""Relation: every object of the kind is seen below every parent."""
CONTAINED: Final = "contained"
"""Relation: an object remembers its parents itself, because no attribute names them."""

_COPYING: Final = ("clone", "create_copy")

Verb = Literal[
    "list", "rows", "show", "create", "alter", "delete", "attach", "attach_by", "detach", "copy", "unset",
    "alter_listed", "delete_listed", "document", "alter_document", "action",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One placeholder of a path and what it stands for."""

    name: str
    kind: str
    """"" for a placeholder that is no object."""
    prefix: str
    """Path of the catalog before it."""


@dataclass(slots=True)
class Kind:
    """One kind of object, filled while the catalog is read and not changed afterwards."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    """Name → type, of all answers that show such an object."""
    parameters: dict[str, Parameter] = field(default_factory=dict)
    """Top-level name → parameter, of the calls that create or alter such an object."""
    parents: dict[str, str] = field(default_factory=dict)
    """Kind of a parent → attribute that holds its id, ALL or CONTAINED."""
    keys: tuple[str, ...] = ()
    """Attributes that find an object beside id and identifier."""
    is_stored: bool = False
    """False: rows without identity, made when asked."""
    is_top: bool = False
    """A list without parent shows it."""

    @property
    def class_name(self) -> str:
        return class_name(self.name)

    @property
    def is_rows(self) -> bool:
        """Measured rows, such as statistics: made when asked, not kept."""
        return self.name.endswith(("_stat", "_stats", "_usage")) or "stat_time" in self.attributes

    @property
    def containers(self) -> tuple[str, ...]:
        return tuple(parent for parent, relation in self.parents.items() if relation == CONTAINED)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one endpoint does, in the engine's terms."""

    endpoint: Endpoint
    verb: Verb
    kind: str
    """The kind listed, shown, made or changed; of an action the one it acts on; "" when there is none."""
    steps: tuple[Step, ...]
    element: str
    """Root of one answered object, "" for a bare one."""
    attributes: tuple[tuple[str, str], ...]
    """Name and type of what the answer shows."""
    document: str = ""
    """Catalog path of the document read or altered."""
    filter: str = ""
    """"own", "user" or "system": which owners a list shows."""

    @property
    def last_word(self) -> str:
        """The last fixed part of the path: `startup`, `users`."""
        return next(part for part in reversed(self.endpoint.path.split("/")) if not part.startswith(":"))

    @property
    def tail(self) -> str:
        """The fixed parts behind the last placeholder: `maintenance_mode/enable`."""
        parts = self.endpoint.path.split("/")
        last = max((index for index, part in enumerate(parts) if part.startswith(":")), default=0)
        return "/".join(parts[last + 1 :])

    @property
    def is_member(self) -> bool:
        return self.endpoint.path.rsplit("/", 1)[-1].startswith(":")


@dataclass(frozen=True, slots=True)
class Hints:
    """`data/kinds.json`."""

    kinds: Mapping[str, str]
    free: frozenset[str]
    keys: Mapping[str, list[str]]
    relations: Mapping[str, Mapping[str, str]]
    documents: Mapping[str, str]
    creates: Mapping[str, str]
    filters: Mapping[str, str]
    permissions: Mapping[str, str]
    deeds: Mapping[str, Mapping[str, object]]
    """Last fixed words of an action's path → attributes that it sets, where the object has them."""
    unique: Mapping[str, list[str]]


def load_hints() -> Hints:
    """The hints that ship with the sandbox."""
    data = json.loads((DATA_FOLDER / "kinds.json").read_text("utf-8"))
    data["free"] = frozenset(data["free"])
    return Hints(**data)


class Schema:
    """Kinds and plans of a whole catalog."""

    def __init__(self, endpoints: Iterable[Endpoint], hints: Hints | None = None) -> None:
        self.hints = hints or load_hints()
        self.endpoints = tuple(endpoints)
        self.kinds: dict[str, Kind] = {}
        self.plans: dict[str, Plan] = {}
        self._by_id = {endpoint.id: endpoint for endpoint in self.endpoints}
        # A GET that changes something shows no document, so it says nothing of what its path holds.
        self._calls = {
            (e.method, e.path): e for e in self.endpoints if e.method != "GET" or e.effect == "read"
        }
        self._lists = {e.path: e for e in self.endpoints if e.method == "GET" and e.answer.is_list}
        self._members: dict[str, list[Endpoint]] = {}
        for endpoint in self.endpoints:
            head, _, tail = endpoint.path.rpartition("/")
            if tail.startswith(":"):
                self._members.setdefault(head, []).append(endpoint)
        self._collections: dict[str, str] = {}
        for endpoint in self.endpoints:
            self.plans[endpoint.id] = self._plan(endpoint)
        for plan in self.plans.values():
            self._note(plan)
        self._settle_parents()
        self.twins: dict[tuple[str, str], list[str]] = {}
        """Kind and tail of an action → ids of its endpoints; the same action may have several addresses."""
        for plan in self.plans.values():
            if plan.verb == "action" and plan.kind and plan.tail:
                self.twins.setdefault((plan.kind, plan.tail), []).append(plan.endpoint.id)

    def kind(self, name: str) -> Kind:
        """The kind of that name; made when the catalog has none yet."""
        found = self.kinds.get(name)
        if found is None:
            found = self.kinds[name] = Kind(name, keys=tuple(self.hints.keys.get(name, ())))
        return found

    def kind_of_list(self, endpoint_id: str) -> str:
        """The kind that a list endpoint yields, "" for an endpoint that is not there."""
        endpoint = self._by_id.get(endpoint_id)
        return "" if endpoint is None else self.collection_kind(endpoint.path)

    def permission_of(self, kind: str) -> str:
        """First word of the permissions for a kind: `hypervisor_group` → `hypervisor_zones`."""
        return self.hints.permissions.get(kind) or plural(kind)

    def resource_of(self, plan: Plan) -> str:
        """First word of the permission that a call needs."""
        if plan.kind and self.kind(plan.kind).is_stored:
            return self.permission_of(plan.kind)
        holder = next((step.kind for step in reversed(plan.steps) if step.kind), plan.kind)
        return self.permission_of(holder) if holder else plan.endpoint.path.split("/")[1]

    def collection_kind(self, path: str) -> str:
        """The kind that lives under a catalog path, "" when the path is no collection."""
        found = self._collections.get(path)
        if found is None:
            found = self._collections[path] = self.hints.kinds.get(path) or self._guess_kind(path)
        return found

    def _guess_kind(self, path: str) -> str:
        listing = self._lists.get(path)
        last = path.rsplit("/", 1)[-1]
        if listing is not None:
            return singular(listing.answer.root or last)
        members = self._members.get(path, [])
        shown = [e for e in members if e.method == "GET" and e.answer.root and not e.answer.is_list]
        if shown:
            return shown[0].answer.root
        if not members:
            return ""
        made = self._calls.get(("POST", path))
        return made.root if made is not None and made.root else ""

    def _steps(self, endpoint: Endpoint) -> Iterator[Step]:
        parts = endpoint.path.split("/")
        parameters = {parameter.name: parameter for parameter in endpoint.parameters_in("path")}
        for index, part in enumerate(parts):
            if not part.startswith(":"):
                continue
            name, prefix = part[1:], "/".join(parts[:index])
            yield Step(name, self._step_kind(name, prefix, parameters.get(name)), prefix)

    def _step_kind(self, name: str, prefix: str, parameter: Parameter | None) -> str:
        if name in self.hints.free:
            return ""
        if prefix in self.hints.kinds:
            return self.hints.kinds[prefix]
        if parameter is not None and parameter.reference is not None:
            kind = self.kind_of_list(parameter.reference.endpoint_id)
            if kind:
                return kind
        return self.collection_kind(prefix) or name.removesuffix("_id")

    def _plan(self, endpoint: Endpoint) -> Plan:
        steps = tuple(self._steps(endpoint))
        verb, kind, document = self._classify(endpoint, steps)
        answer = endpoint.answer
        element = singular(answer.root) if answer.is_list else answer.root
        if not element and answer.status == 201 and verb in ("create", "attach_by"):
            element = endpoint.root or kind
        if not answer.is_list and [attribute.name for attribute in answer.attributes] == [answer.root]:
            # {"version": "6.7"}: the root is the attribute itself.
            element = ""
        return Plan(
            endpoint=endpoint,
            verb=verb,
            kind=kind,
            steps=steps,
            element="" if element in ("hash", "root") else element,
            attributes=tuple(
                (a.name, a.type) for a in answer.attributes if "." not in a.name and "[" not in a.name
            ),
            document=document,
            filter=self.hints.filters.get(endpoint.path, "") if answer.is_list else "",
        )  # fmt: skip

    def _classify(self, endpoint: Endpoint, steps: tuple[Step, ...]) -> tuple[Verb, str, str]:
        call = f"{endpoint.method} {endpoint.path}"
        if call in self.hints.creates:
            return "create", self.hints.creates[call], ""
        if call in self.hints.documents:
            return "alter_document", "", self.hints.documents[call]
        if endpoint.method == "GET" or (endpoint.effect == "read" and ("GET", endpoint.path) in self._calls):
            return self._classify_get(endpoint, steps)
        if endpoint.method == "POST":
            return self._classify_post(endpoint, steps)
        if endpoint.method == "DELETE":
            return self._classify_delete(endpoint, steps)
        return self._classify_put(endpoint, steps)

    def _classify_get(self, endpoint: Endpoint, steps: tuple[Step, ...]) -> tuple[Verb, str, str]:
        path, root = endpoint.path, endpoint.answer.root
        target = steps[-1].kind if steps else ""
        if endpoint.effect != "read":
            return "action", target, ""
        if endpoint.answer.is_list:
            collection = path if not path.rsplit("/", 1)[-1].startswith(":") else path.rsplit("/", 1)[0]
            return "list", self.collection_kind(collection), ""
        is_member = bool(steps) and path.endswith(f":{steps[-1].name}")
        if is_member:
            return ("show", target, "") if target else ("action", "", "")
        if target and root in ("", target):
            has_attributes = bool(endpoint.answer.attributes)
            return ("action" if root == "" and not has_attributes else "show"), target, ""
        return "document", target, path

    def _classify_post(self, endpoint: Endpoint, steps: tuple[Step, ...]) -> tuple[Verb, str, str]:
        path, last = endpoint.path, endpoint.path.rsplit("/", 1)[-1]
        target = steps[-1].kind if steps else ""
        if last.startswith(":"):
            joins_two = len(steps) > 1 and bool(target and steps[-2].kind)
            return ("attach" if joins_two else "action"), target, ""
        kind = self.collection_kind(path)
        if kind:
            linked = self._linked_parameter(endpoint, kind)
            return ("attach_by" if linked and steps else "create"), kind, ""
        read = self._read(path)
        if read is not None and not read.answer.is_list:
            return "alter_document", target, path
        if last in ("attach", "detach") and len(steps) > 1:
            return ("attach" if last == "attach" else "detach"), target, ""
        if last in _COPYING and target:
            return "copy", target, ""
        if not target and endpoint.root and endpoint.answer.root and endpoint.parameters_in("body"):
            return "create", endpoint.answer.root, ""
        return "action", target, ""

    def _read(self, path: str) -> Endpoint | None:
        """The call that reads what is at a path; some old GET calls act instead."""
        found = self._calls.get(("GET", path))
        return found if found is not None and found.effect == "read" else None

    def _linked_parameter(self, endpoint: Endpoint, kind: str) -> Parameter | None:
        """The body parameter that names an object of the very kind the collection holds."""
        for parameter in endpoint.parameters_in("body"):
            if parameter.reference is not None and parameter.name.startswith(kind):
                found = self.kind_of_list(parameter.reference.endpoint_id)
                if found == kind and parameter.name in (f"{kind}_id", f"{kind}_ids", f"{kind}_ids[]"):
                    return parameter
        return None

    def _classify_put(self, endpoint: Endpoint, steps: tuple[Step, ...]) -> tuple[Verb, str, str]:
        path, target = endpoint.path, steps[-1].kind if steps else ""
        if path.rsplit("/", 1)[-1].startswith(":"):
            return ("alter" if target else "action"), target, ""
        if target and path.rsplit("/", 1)[-1] in _COPYING:
            return "copy", target, ""
        shown = self._read(path)
        if shown is not None and not shown.answer.is_list:
            verb, kind, _ = self._classify_get(shown, steps)
            return ("alter_document", kind, path) if verb == "document" else ("alter", kind, "")
        if shown is not None:
            return "alter_listed", self.collection_kind(path), ""
        return "action", target, ""

    def _classify_delete(self, endpoint: Endpoint, steps: tuple[Step, ...]) -> tuple[Verb, str, str]:
        path, target = endpoint.path, steps[-1].kind if steps else ""
        head, _, last = path.rpartition("/")
        if last.startswith(":"):
            attached = ("POST", path) in self._calls
            made = self._calls.get(("POST", head))
            if made is not None and made.path == head and self._linked_parameter(made, target):
                attached = True
            return ("detach" if attached and len(steps) > 1 else "delete"), target, ""
        read = self._read(path)
        if read is not None:
            listed = read.answer.is_list
            return ("delete_listed" if listed else "action"), self.collection_kind(path) or target, ""
        if last == "destroy" and target:
            return "delete", target, ""
        return ("unset" if target else "action"), target, ""

    def _note(self, plan: Plan) -> None:
        """Record what a plan tells about kinds: attributes, parameters, parents."""
        for step in plan.steps:
            if step.kind:
                self.kind(step.kind).is_stored = True
        for earlier, later in zip(plan.steps, plan.steps[1:], strict=False):
            if later.kind and earlier.kind and plan.verb not in ("attach", "detach"):
                self.kind(later.kind).parents.setdefault(earlier.kind, f":{earlier.name}")
        if not plan.kind:
            return
        kind = self.kind(plan.kind)
        if plan.verb in ("list", "show", "create", "attach_by"):
            for name, type_ in plan.attributes:
                # Some answers list their own root among the attributes.
                if name not in (plan.kind, plan.element):
                    kind.attributes.setdefault(name, type_)
        if plan.verb in ("create", "alter", "alter_listed", "delete_listed"):
            kind.is_stored = True
            for parameter in plan.endpoint.parameters_in("body"):
                kind.parameters.setdefault(parameter.name.split(".")[0].split("[")[0], parameter)
        if plan.verb in ("list", "create", "attach_by", "alter_listed", "delete_listed"):
            if plan.steps and plan.steps[-1].kind:
                parent = plan.steps[-1]
                kind.parents.setdefault(parent.kind, f":{parent.name}")
            elif plan.verb == "list":
                kind.is_top = True

    def _settle_parents(self) -> None:
        """Turn noted placeholders into an attribute, ALL or CONTAINED."""
        made_below = {
            (plan.kind, plan.steps[-2 if plan.is_member else -1].kind)
            for plan in self.plans.values()
            if plan.verb in ("create", "attach", "attach_by", "detach")
            and len(plan.steps) > (1 if plan.is_member else 0)
        }
        for kind in self.kinds.values():
            kind.parents.pop(kind.name, None)
            if kind.is_rows:
                kind.is_stored = False
            elif "id" in kind.attributes:
                kind.is_stored = True
            given = self.hints.relations.get(kind.name, {})
            for parent, noted in list(kind.parents.items()):
                placeholder = noted.removeprefix(":")
                choices = (placeholder, f"{parent}_id")
                held = next((name for name in choices if name in kind.attributes), "")
                loose = ALL if kind.is_top and (kind.name, parent) not in made_below else CONTAINED
                kind.parents[parent] = given.get(parent) or held or loose
