"""`cloudflow-tui settings`: checked settings and the template list on stdout, exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cloudflow_tui.__main__ import main

Capture = pytest.CaptureFixture[str]


@pytest.mark.usefixtures("on_sandbox")
def test_settings_as_words(capsys: Capture) -> None:
    assert main(["settings", "check", "template_id=1", "hypervisor zone=1", "network zone=1"]) == 0
    captured = capsys.readouterr()
    assert "✓ template_id: Template 1 (Debian 12 x64) is there. (#" in captured.out
    assert "5 right." in captured.err


@pytest.mark.usefixtures("on_sandbox")
def test_settings_in_a_file(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "product.txt"
    file.write_text("Template: 4|Windows\nPrimary disk size: 30\n", encoding="utf-8")
    assert main(["settings", "check", str(file), "--json"]) == 2
    checked = json.loads(capsys.readouterr().out)["checked"]
    assert [one["verdict"] for one in checked] == ["good", "wrong"]
    assert checked[1]["setting"] == "Template and Primary disk size"


def test_nothing_to_check(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear support, it does not work.", encoding="utf-8")
    assert main(["settings", "check", str(file)]) == 2
    assert "No setting is in what was given" in capsys.readouterr().err


def test_two_files_are_too_many(capsys: Capture) -> None:
    assert main(["settings", "check", "a.txt", "b.txt"]) == 2
    assert "takes one file" in capsys.readouterr().err


@pytest.mark.usefixtures("on_sandbox")
@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("markdown", "| Debian 12 x64 | 1 |"),
        ("csv", "Milan (Milan KVM),Debian 12 x64,1,5,512"),
        ("html", "<tr><td>Debian 12 x64</td><td>1</td></tr>"),
    ],
)
def test_the_template_list(form: str, line: str, capsys: Capture) -> None:
    assert main(["settings", "templates", "--as", form]) == 0
    assert line in capsys.readouterr().out.splitlines()
