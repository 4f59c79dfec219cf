"""What the catalog asks of a call, told with a status before there is an answer."""

from __future__ import annotations

from cloudflow_tui.catalog.models import Parameter, Reference
from cloudflow_tui.diagnosis import explain_status
from cloudflow_tui.diagnosis.call_rules import rules_of
from tests.factories import make_endpoint
from tests.interchange.corpus.bases import the_catalog


def test_a_422_tells_what_is_required_and_its_limits() -> None:
    told = explain_status(422, the_catalog().endpoint("users.create"))
    assert "Required: login, email, password." in told.hints
    assert "The body's root is user." in told.hints
    assert "password: 6 characters min." in told.hints
    assert any("the body was not understood" in hint for hint in told.hints)
    assert any("deleted user that was not erased" in step for step in told.next_steps)


def test_a_404_tells_where_the_ids_come_from() -> None:
    told = explain_status(404, the_catalog().endpoint("users.delete"))
    assert "user_id in the path: an id from users.list." in told.hints


def test_many_limits_are_cut() -> None:
    names = [f"p{number}" for number in range(20)]
    parameters = tuple(Parameter(name, "body", "string", is_required=True, max_length=9) for name in names)
    told = list(rules_of(422, make_endpoint("x.y", "POST", "/x", parameters=parameters)))
    assert "8 more have limits: cloudflow-tui catalog show x.y" in told


def test_other_statuses_need_none() -> None:
    endpoint = make_endpoint("x.y", "GET", "/x/:id", parameters=(Parameter("id", "path", "integer"),))
    assert list(rules_of(500, endpoint)) == []
    assert list(rules_of(404, endpoint)) == ["id in the path."]


def test_a_path_parameter_with_its_list() -> None:
    id = Parameter("id", "path", "integer", reference=Reference("x.list", "label"))
    assert list(rules_of(404, make_endpoint("x.y", "GET", "/x/:id", parameters=(id,)))) == [
        "id in the path: an id from x.list."
    ]
