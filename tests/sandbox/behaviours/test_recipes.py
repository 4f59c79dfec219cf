"""Recipes and their steps."""

from __future__ import annotations

from tests.sandbox.cloud import CloudForTests


def scripts(cloud: CloudForTests) -> list[str]:
    recipe = cloud.call("GET", "/recipes/1.json")[1]["recipe"]
    return [entry["recipe_step"]["script"] for entry in recipe["recipe_steps"]]


def test_a_recipe_shows_its_steps(cloud: CloudForTests) -> None:
    assert len(scripts(cloud)) == 2
    body = {"recipe_step": {"script": "reboot", "result_source": "exit_code"}}
    status, data = cloud.call("POST", "/recipes/1/recipe_steps.json", body)
    assert status == 201, data
    assert scripts(cloud)[2] == "reboot"


def test_steps_go_with_their_recipe(cloud: CloudForTests) -> None:
    assert cloud.call("DELETE", "/recipes/1.json")[0] == 204
    assert {row["recipe_id"] for row in cloud.store.select("recipe_step")[0]} == {2, 3}
