"""Each situation of a help desk, brought about in a sandbox over HTTP, and what is said of it.

One sandbox for all of them; each test begins from its first state and calls as bob, a customer.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workspace.desk import PASSWORD, Desk

# 404


async def test_a_deleted_object(desk: Desk) -> None:
    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    user = await desk.said(
        admin, "POST", "/users", login="shortlived", email="s@example.net", password="Geheim-2026x"
    )
    number = user.data["user"]["id"]
    for _ in range(2):
        await desk.said(admin, "DELETE", f"/users/{number}")
    said = await desk.said(admin, "GET", f"/users/{number}")
    assert said.exchange.status == 404
    assert "The catalog knows the address: GET /users/:user_id." in said
    assert f"/users/{number} was deleted on" in said
    assert f"by {desk.cloud.login}." in said


async def test_a_parent_that_is_not_there(desk: Desk) -> None:
    said = await desk.said(desk.caller(), "GET", "/virtual_machines/99999/disks")
    assert "Read /virtual_machines/99999 to see whether it exists?" in said
    assert "/virtual_machines/99999 does not exist." in (await said.after("parent")).lines[0]


async def test_a_call_that_is_gone(desk: Desk) -> None:
    said = await desk.said(desk.caller(version="6.7"), "GET", "/billing_plans")
    assert said.exchange.status == 404
    assert "It is gone: it was there until 5.5, this cloud is 6.7. Instead: GET /billing/buckets." in said
    assert "was deleted" not in said, "a list has no object that could be gone"


async def test_an_address_that_nobody_knows(desk: Desk) -> None:
    said = await desk.said(desk.caller(), "GET", "/virtual_machine")
    assert "The catalog does not know this address." in said


# 401


@pytest.mark.parametrize(
    ("login", "secret", "words"),
    [
        ("bob@example.net", "0" * 40, "an e-mail: that goes with an API key, not with the password"),
        ("bob@example.net", PASSWORD, "an e-mail: that goes with an API key, not with the password"),
        ("bob", "0" * 40, "a login: that goes with its password, not with an API key"),
    ],
)
async def test_a_wrong_pair(login: str, secret: str, words: str, desk: Desk) -> None:
    said = await desk.said(desk.caller(login, secret), "GET", "/virtual_machines")
    assert said.exchange.status == 401
    assert words in said
    assert "a few wrong sign-ins can lock the account or the address" in said
    assert said.gathered.questions == (), "nothing more is asked after a refused sign-in"
    assert secret not in said.text


@pytest.mark.parametrize("scenario", ["suspended-user", "locked-account", "password-login-off"])
async def test_a_sign_in_that_worked_before(scenario: str, desk: Desk) -> None:
    bob = desk.caller()
    good = await desk.said(bob, "GET", "/virtual_machines")
    assert good.exchange.status == 200
    await desk.scenario(scenario)
    said = await desk.said(bob, "GET", "/virtual_machines")
    assert said.exchange.status == 401
    assert f"Seen: #{good.exchange.number} The same sign-in worked" in said
    assert "Possible: the secret was changed since, or the account was suspended or locked." in said


# 403


async def test_a_missing_permission(desk: Desk) -> None:
    await desk.scenario("missing-permission")
    said = await desk.said(desk.caller(), "GET", "/settings/networks")
    assert said.exchange.status == 403
    assert "Compare the permissions in the user's roles with the call." in said
    assert "Possible: calls below /settings are for administrators." in said
    found = await said.after("rights")
    assert "bob has the roles User" in found.lines[0]
    assert "the call needs networks.read, which these roles lack" in found.lines[1]


async def test_a_white_list(desk: Desk) -> None:
    await desk.scenario("white-list")
    said = await desk.said(desk.caller(), "GET", "/virtual_machines")
    assert said.exchange.status == 403
    assert "Access Denied as your IP is not white-listed" in said
    assert "Compare the address of the caller with the user's white list" in said


async def test_a_version_that_may_not_be_seen(desk: Desk) -> None:
    await desk.scenario("no-version")
    assert (await desk.said(desk.caller(), "GET", "/version")).exchange.status == 403


async def test_a_key_that_is_made_with_a_password(desk: Desk) -> None:
    await desk.scenario("keys-need-keys")
    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    said = await desk.said(admin, "POST", f"/users/{desk.bob_id}/user_api_keys/generate")
    assert said.exchange.status == 403
    assert "a key is made only by a caller who signs in with a key" in said


async def test_an_administrator_call_by_a_customer(desk: Desk) -> None:
    said = await desk.said(desk.caller(), "GET", "/billing/buckets")
    assert said.exchange.status == 403
    assert "Read your roles and their permissions?" in said


# 422


async def test_a_server_that_a_transaction_holds(desk: Desk) -> None:
    await desk.scenario("busy-server")
    path = f"/virtual_machines/{desk.server_id}"
    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    said = await desk.said(admin, "POST", f"{path}/reboot")
    assert said.exchange.status == 422
    assert "Possible: another transaction holds the object" in said
    found = await said.after("transactions")
    assert f"(migrate_virtual_machine) is running on {path}." in found.lines[0]
    assert found.resend is not None
    assert found.resend.question.startswith("Wait for transaction ")


async def test_a_transaction_that_the_customer_may_not_see(desk: Desk) -> None:
    await desk.scenario("busy-server")
    said = await desk.said(desk.caller(), "POST", f"/virtual_machines/{desk.server_id}/reboot")
    assert said.exchange.status == 422
    found = await said.after("transactions")
    assert "No transaction that bob may see holds" in found.lines[0]
    assert found.resend is None


async def test_a_suspended_server(desk: Desk) -> None:
    await desk.scenario("suspended-server")
    said = await desk.said(desk.caller(), "POST", f"/virtual_machines/{desk.server_id}/startup")
    assert "the server is suspended; the suspend call is a toggle and lifts it" in said


async def test_fields_that_are_refused(desk: Desk) -> None:
    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    said = await desk.said(admin, "POST", "/users", login="bob", password="Geheim-2026x")
    assert {one.parameter for one in said.explanation.field_errors} == {"login", "email"}


async def test_a_reference_of_another_kind(desk: Desk) -> None:
    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    said = await desk.said(
        admin, "POST", "virtual_servers.create", label="w", hostname="w", memory=1024, cpus=1, cpu_shares=1,
        primary_disk_size=10, template_id=777, required_virtual_machine_build="0",
    )  # fmt: skip
    assert said.exchange.status in (404, 422)
    found = await said.after("reference")
    assert any("777 of template_id is not in /templates" in line for line in found.lines)
    assert any("belongs to another cloud" in line for line in found.lines)


async def test_an_id_of_another_cloud(desk: Desk) -> None:
    from cloudflow_tui.workspace.evidence_siblings import seen_on_another_cloud

    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    listed = await desk.said(admin, "GET", "hypervisors.list")
    other = desk.caller(desk.cloud.login, desk.cloud.password)
    other.profile = replace(other.profile, name="prod")
    [found] = seen_on_another_cloud(other, "hypervisors.list", "1")
    assert found.text.startswith("The cloud of profile lab has 1 (")
    assert found.number == listed.exchange.number
    assert list(seen_on_another_cloud(admin, "hypervisors.list", "1")) == []


async def test_no_free_address(desk: Desk) -> None:
    await desk.scenario("no-free-addresses")
    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    said = await desk.said(
        admin, "POST", "virtual_servers.create", label="w", hostname="w", memory=1024, cpus=1, cpu_shares=1,
        primary_disk_size=10, template_id=1, required_virtual_machine_build="0",
        required_ip_address_assignment="1",
        hypervisor_id=1, primary_network_id=1,
    )  # fmt: skip
    assert said.exchange.status == 422
    assert "Network interfaces is invalid" in said


# What is not an answer, or none that helps


async def test_a_cut_answer_to_a_write(desk: Desk) -> None:
    await desk.scenario("cut-answers")
    said = await desk.said(desk.caller(), "POST", f"/virtual_machines/{desk.server_id}/reboot")
    assert said.exchange.response is None or said.exchange.failure is not None
    assert "Look whether it was carried out before sending it again." in said
    found = await said.after("started")
    assert "(reboot_virtual_machine)" in found.lines[0]
    assert found.resend is None, "its own work runs already"


async def test_a_cut_answer_to_a_creation(desk: Desk) -> None:
    await desk.scenario("cut-answers")
    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    said = await desk.said(
        admin, "POST", "/users", login="halfmade", email="h@example.net", password="Geheim-2026x"
    )
    found = await said.after("search")
    assert "login halfmade is there as " in found.lines[0]
    assert found.resend is None


async def test_silence(desk: Desk) -> None:
    await desk.scenario("slow")
    said = await desk.said(desk.caller(), "GET", "/virtual_machines", timeout_s=0.2)
    assert "No answer from 127.0.0.1" in said
    assert "may have arrived" not in said, "a read may be sent again"


async def test_a_fault_of_the_server(desk: Desk) -> None:
    bob = desk.caller()
    good = await desk.said(bob, "GET", "/virtual_machines")
    await desk.scenario("html-500")
    await desk.said(bob, "POST", f"/virtual_machines/{desk.server_id}/reboot")
    said = await desk.said(bob, "POST", f"/virtual_machines/{desk.server_id}/reboot")
    assert "HTML came where JSON was asked for." in said
    assert "Contact support with the time, the call and the answer." in said
    assert f"Seen: #{good.exchange.number} The last good answer came" in said
    assert "2 calls in a row failed" in said


async def test_maintenance(desk: Desk) -> None:
    bob = desk.caller()
    await desk.scenario("maintenance")
    said = await desk.said(bob, "GET", "/virtual_machines")
    assert said.exchange.status == 503
    assert "Retry-After" in said


async def test_a_page_of_a_proxy(desk: Desk) -> None:
    bob = desk.caller()
    await desk.scenario("proxy-page")
    said = await desk.said(bob, "GET", "/virtual_machines")
    assert (said.exchange.status, said.explanation.glyph) == (200, "!")
    assert "HTML came where JSON was asked for." in said


async def test_a_redirect_to_https(desk: Desk) -> None:
    bob = desk.caller()
    await desk.scenario("https-redirect")
    said = await desk.said(bob, "POST", f"/virtual_machines/{desk.server_id}/reboot")
    assert "most clients repeat a POST there as a GET without body" in said


async def test_an_error_inside_a_success(desk: Desk) -> None:
    await desk.scenario("partial-success")
    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    said = await desk.said(admin, "POST", "/edge_groups/1/assign", location=404)
    assert (said.exchange.status, said.explanation.glyph) == (200, "!")
    assert "Locations with IDs [404] are unavailable" in said


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:1", "127.0.0.1:1 refuses connections."),
        ("https://cp.example.invalid", "No host is called cp.example.invalid."),
        ("https://127.0.0.1:{port}", "does not speak TLS."),
    ],
)
async def test_no_connection(url: str, words: str, desk: Desk) -> None:
    port = desk.cloud.url.rpartition(":")[2]
    said = await desk.said(desk.caller(url=url.format(port=port)), "GET", "/virtual_machines")
    assert words in said


# Work that was scheduled


async def test_a_build_that_fails(desk: Desk) -> None:
    from cloudflow_tui.workspace.follow import follow

    await desk.scenario("failed-build")
    admin = desk.caller(desk.cloud.login, desk.cloud.password)
    said = await desk.said(admin, "POST", f"/virtual_machines/{desk.server_id}/build", template_id=1)
    assert said.exchange.status == 201
    assert "Look in the transactions, the newest first, how the work ends." in said
    states = [state async for state in follow(admin, said.exchange, interval_s=0.05)]
    assert states[-1].end == "failed"
    assert any("failed" in step.status for step in states[-1].steps)
