"""Clean requests made from the catalog, which a sandbox accepts, to be written in many forms and spoilt."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.request import Draft, encode_body, fill_samples

HOST = "https://cp.example.com"
LOGIN = "ann@example.com"
KEY = "0123456789abcdef0123456789abcdef01234567"
IDS = (
    "users.create",
    "vs_disks.create",
    "currencies.create",
    "recipes.create",
    "ip_nets.create",
    "software_licenses.create",
    "location_groups.create",
    "isos.create",
    "instance_packages.create",
    "organizations.create",
    "backup_servers.create",
    "payments.create",
)


@dataclass(frozen=True)
class Base:
    """A clean request."""

    endpoint: Endpoint
    path: str
    """With suffix."""
    body: dict[str, Any]
    xml: str

    @property
    def method(self) -> str:
        return self.endpoint.method

    @property
    def root(self) -> str:
        return self.endpoint.root

    @property
    def values(self) -> dict[str, Any]:
        """The parameters below the root."""
        inner: dict[str, Any] = self.body[self.root]
        return inner

    @property
    def url(self) -> str:
        return HOST + self.path

    @property
    def json(self) -> str:
        return json.dumps(self.body)

    def with_values(self, values: dict[str, Any]) -> Base:
        return replace(self, body={self.root: values})

    def first_required(self) -> str:
        """A required parameter at the top of the body, one of text where there is one."""
        names = [one for one in self.endpoint.required if one.place == "body" and one.name in self.values]
        return min(names, key=lambda one: one.type != "string").name


@cache
def the_catalog() -> Catalog:
    return Catalog.load()


@cache
def base(endpoint_id: str) -> Base:
    """The clean request of an endpoint, with sample values for what it requires."""
    endpoint = the_catalog().endpoint(endpoint_id)
    draft = Draft(endpoint)
    fill_samples(draft)
    body = json.loads(encode_body(draft))
    path = re.sub(r":\w+", "1", endpoint.path)
    return Base(endpoint, f"{path}.json", body, encode_body(draft, "xml"))


def bases() -> tuple[Base, ...]:
    return tuple(base(id) for id in IDS)
