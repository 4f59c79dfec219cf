"""Transactions: newest first, ten at a time, with the long log only when asked for."""

from __future__ import annotations

from tests.sandbox.cloud import CloudForTests


def test_newest_first_ten_at_a_time(cloud: CloudForTests) -> None:
    _, rows = cloud.call("GET", "/transactions.json")
    numbers = [row["transaction"]["id"] for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 10
    assert numbers[0] == cloud.store.next_id("transaction") - 1


def test_the_log_comes_when_asked_for(cloud: CloudForTests) -> None:
    _, plain = cloud.call("GET", "/transactions.json")
    _, detailed = cloud.call("GET", "/transactions.json?detailed")
    assert not any("log_output" in row["transaction"] for row in plain)
    assert any(row["transaction"]["log_output"] for row in detailed)


def test_one_transaction_has_its_log(cloud: CloudForTests) -> None:
    assert "Executing" in cloud.call("GET", "/transactions/1.json")[1]["transaction"]["log_output"]


def test_of_one_server(cloud: CloudForTests) -> None:
    _, rows = cloud.call("GET", "/virtual_machines/3/transactions.json")
    assert rows
    assert {row["transaction"]["parent_id"] for row in rows} == {3}
