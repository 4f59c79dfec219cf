"""The cases of a help desk, numbered as they were collected, each with the way in which it is tested.

A case is a pasted piece with the rule that finds it, an answer with words of its explanation, a text with the
verdict on it, a topic of the help, the name of a test elsewhere, or the reason why nothing can find it.
"""

from __future__ import annotations

from dataclasses import dataclass

KEY = "0123456789abcdef0123456789abcdef01234567"
HOST = "https://cp.example.com"
SIGNED = f"curl -u ann@example.com:{KEY}"
JSON = "-H 'Content-Type: application/json'"
USER = '{"user":{"login":"zed","email":"z@example.com","password":"Geheim-2026"}}'
SITUATIONS = "tests/workspace/test_situations.py"
BLANK = '{"errors":{"login":["can\'t be blank"],"email":["can\'t be blank"],"password":["can\'t be blank"]}}'
PARTIAL = (
    '{"message":"Edge Group was modified with some errors.","error":"Locations with IDs [3] are unavailable"}'
)


@dataclass(frozen=True)
class Pasted:
    """A piece, and the rule that must find what is wrong."""

    piece: str
    rule: str
    version: str = ""


@dataclass(frozen=True)
class Answered:
    """An answer to a call, and words that its explanation must have."""

    status: int
    endpoint_id: str
    words: str
    body: str = ""
    sent: str = ""


@dataclass(frozen=True)
class Text:
    """A text as it reaches a ticket, words that are said of it, and where the fault lies ("" any)."""

    text: str
    words: str
    fault: str = ""


@dataclass(frozen=True)
class Topic:
    """Words that are looked for in the help, and words that must be found."""

    sought: str
    words: str


@dataclass(frozen=True)
class Elsewhere:
    """A test in another file: `path::function`."""

    test: str


@dataclass(frozen=True)
class Reason:
    """Why no request, answer or text shows it."""

    why: str


Case = Pasted | Answered | Text | Topic | Elsewhere | Reason


def situation(name: str) -> Elsewhere:
    return Elsewhere(f"{SITUATIONS}::{name}")


CASES: dict[int, Case] = {
    1: situation("test_a_wrong_pair"),
    2: situation("test_a_white_list"),
    3: Reason("a list in the panel's configuration file; what a caller sees is case 2"),
    4: situation("test_a_sign_in_that_worked_before"),
    5: situation("test_a_sign_in_that_worked_before"),
    6: Topic("key shown once", "shown once"),
    7: situation("test_a_key_that_is_made_with_a_password"),
    8: Pasted(f"{SIGNED} https://portal.example.com/api/invoices", "portal-address"),
    9: Pasted("GET /users.json HTTP/1.1\nHost: cp.example.com\nAccept: text/xml\n\n", "no-credentials"),
    10: Text("The wrapper class 'OnApp_Role' does not support OnApp version '0'", "version", "client"),
    11: Text("There are no configured billing plans on this server", "list"),
    12: situation("test_a_missing_permission"),
    13: Answered(
        403, "cdn_resources.create_http_pull", "an unknown type or kind in the body",
        '{"errors":["You do not have permissions for this action"]}',
    ),
    14: Answered(403, "virtual_servers.purge_all", "acceleration is off for this server"),
    15: Reason("which role a product's user has does not show in its numbers"),
    16: Pasted(
        f"{SIGNED} -L {JSON} -d '{USER}' http://cp.example.com/users.json\nHTTP/1.1 200 OK\n"
        'Content-Type: application/json\n\n[{"user":{"id":1}}]',
        "answer-list-for-post",
    ),
    17: situation("test_a_redirect_to_https"),
    18: Pasted(f"{SIGNED} http://https://cp.example.com/users.json", "scheme-twice"),
    19: situation("test_a_parent_that_is_not_there"),
    20: Answered(
        404, "cdn_resources.create_http_pull", "edge_group_ids", '{"errors":["EdgeGroup not found"]}',
    ),
    21: Answered(404, "virtual_servers.reset_password", "it is a federated server"),
    22: Answered(404, "virtual_servers.get", "the billing system still has its id"),
    23: Answered(404, "users.delete", "the first DELETE marks it as deleted"),
    24: Pasted(f"{SIGNED} {HOST}/users/1/user_statistics.json?period[startdate]=2026-03-01", "curl-globbing"),
    25: Pasted(f"{SIGNED} {HOST}/users.json?page=2&per_page=5", "unquoted-ampersand"),
    26: Pasted(
        f"{SIGNED} '{HOST}/users/1/user_statistics.json?startdate=2026-03-01%252B1'", "double-encoding",
    ),
    27: Pasted(f"{SIGNED} {HOST}//users.json", "double-slash"),
    28: Pasted(f"{SIGNED} {HOST}/billing_plans.json", "version-gone", "6.7"),
    29: Pasted(
        f"{SIGNED} -X PUT {JSON} -d '{{\"name\":\"a\"}}' {HOST}/dns_zones/1/records.json", "id-missing",
    ),
    30: Answered(422, "users.create", "the body was not understood", BLANK, USER),
    31: Pasted(
        f"{SIGNED} {JSON} -d '{USER[:-2]},\"role_ids\":2}}}}' {HOST}/users.json", "list-wanted",
    ),
    32: Reason("which text old clouds want for required_startup was never told"),
    33: Text("Password is too long (maximum is 40 characters)", "shorten"),
    34: Elsewhere("tests/workspace/test_evidence_lines.py::test_the_object_that_has_a_taken_value_is_named"),
    35: Reason("what a form leaves out cannot be seen in the request that comes of it"),
    36: Pasted(
        f"{SIGNED} -X PUT {JSON} -d '{{\"user\":{{\"first_name\":\"A &amp; B\"}}}}' {HOST}/users/7.json",
        "html-escaped-value",
    ),
    37: Answered(422, "hypervisors.update", "integers where the edit wants texts"),
    38: Pasted(
        f"{SIGNED} -H 'Content-Type: application/xml' -d '<ip_addresses type=\"array\"/><user_id>1</user_id>'"
        f" {HOST}/users.xml",
        "xml-two-roots",
    ),
    39: Pasted(f"{SIGNED} {JSON} -d '{{user:{{login:\"x\"}}}}' {HOST}/users.json", "unquoted-keys"),
    40: Answered(422, "vs_ip_addresses.assign", "from 5.4 addresses are sent as text"),
    41: Reason("the client's own reading of an answer; the field is in the catalog with its versions"),
    42: Text("Undefined index: class in JSON.php", "client", "client"),
    43: Text("there is no data for given period or something went wrong", "PHP", "client"),
    44: Elsewhere("tests/diagnosis/test_errors.py::test_forms_in_json"),
    45: Text("Bad response content type: text/html", "HTML"),
    46: Elsewhere("tests/catalog/test_versions.py::test_versions_compare_by_parts"),
    47: Text("Network interfaces is invalid", "network"),
    48: Text("Data store cannot be associated with this virtual machine.", "data store"),
    49: situation("test_a_suspended_server"),
    50: Text("is already allocated to this network card", "address"),
    51: Text("already has primary allocation.", "primary"),
    52: Text("Virtual server must have at least 512MB of RAM", "memory"),
    53: Text("cannot be decreased for VM built from ISO template", "grow"),
    54: Text("Virtual Server cannot be migrated", "target"),
    55: Text("Virtual server root password cannot be reset at the moment. ", "not a state to wait for"),
    56: Text("Encryption passphrase is invalid", "passphrase"),
    57: Text(
        "Backup cannot be made at this time: This disk cannot be backed up, check Location Group settings.",
        "location group",
    ),
    58: Text(
        "An error occurred managing the resource remotely, please try again later."
        " cert must not be malformed", "",
    ),
    59: Text("Limit rate field is invalid", ""),
    60: Text(
        "End date is lower than Start date and Frequency 234 is unknown. Expected values: [0, 1, 2]", "",
    ),
    61: Text("There is a duplicate record that is having the same name", "record"),
    62: Text("domain has already been taken. Please contact support to verify the ownership", "user"),
    63: Answered(
        422, "edge_groups.delete", "A billing plan or bucket refers to it".lower(),
        '{"error":"edge groups associated with billing plans cannot be deleted"}',
    ),
    64: Text("Compute resources in this zone have different amount of cpu units", ""),
    65: situation("test_an_error_inside_a_success"),
    66: Answered(201, "virtual_servers.create", "built only with required_virtual_machine_build", "", "{}"),
    67: situation("test_a_server_that_a_transaction_holds"),
    68: Elsewhere("tests/workspace/test_resending.py::test_a_lost_creation"),
    69: Topic("transactions 201", "transaction"),
    70: Reason("two equal requests within a second are two requests; the history shows both"),
    71: Answered(422, "vs_ip_addresses.assign", "reserved for another user"),
    72: Reason("which of the free addresses the cloud takes is not told"),
    73: Answered(
        204, "virtual_servers.edit", "takes effect only with a rebuild", "",
        '{"virtual_machine":{"template_id":8}}',
    ),
    74: Elsewhere("tests/workspace/test_settings_check.py::test_what_is_possible_is_called_so"),
    75: Reason("the module's own rule; the API is not asked"),
    76: situation("test_silence"),
    77: situation("test_a_call_that_is_gone"),
    78: Reason("a job that never ran sends no request"),
    79: situation("test_a_server_that_a_transaction_holds"),
    80: Answered(201, "vs_network_interfaces.rebuild_network", "then force is needed"),
}  # fmt: skip
