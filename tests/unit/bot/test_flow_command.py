"""An editor prints a flow by whatever name they know it by."""

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import program
from bot.commands.flows import found
from nlu.library import Library, read_library
from tests.stage import tree
from tests.unit.flows.scene import known, library


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["flow", *arguments])


@pytest.fixture(scope="module")
def words() -> Library:
    return read_library(tree().files, [], training=False)


@pytest.mark.parametrize("name", ["apply_gaoling", "gaoling", "高龄津贴", "尊老金", "办高龄津贴"])
def test_a_flow_is_found_by_its_own_names_and_by_those_of_its_benefit(name, words):
    assert found(name, library(), known(), words) == "apply_gaoling"


def test_a_flow_is_printed_as_an_outline_with_the_parts_it_calls():
    done = run("尊老金")

    assert done.exit_code == 0
    assert done.stdout.startswith("办高龄津贴")
    assert "\n    问“身份证号”" in done.stdout, "the shared part is shown inside"


def test_a_picture_is_mermaid_text():
    assert run("gaoling", "--mermaid").stdout.startswith("flowchart TD\n")


def test_the_list_names_every_flow_and_says_what_it_is_for():
    lines = run("--list").stdout.splitlines()

    assert any(line.startswith("complain  投诉: ") for line in lines)
    assert lines[0].startswith("apply_"), "applications come first"


def test_an_unknown_name_is_told_with_the_choices():
    done = run("没有")

    assert done.exit_code == 2
    assert "apply_gaoling 办高龄津贴" in done.stderr
