"""Training files: what is read, and what is refused with file and line."""

from content.problem import Problem
from nlu.training import examples

GOOD = """version: "3.1"
nlu:
  - intent: ask_policy
    metadata: {aspect: amount}
    examples: |
      - [尊老金]{"entity":"benefit","value":"gaoling"}多少钱
      - 给[我妈](relation)办的
"""


def test_annotations_give_offsets_in_the_sentence_without_them():
    problems: list[Problem] = []

    found = {example.text: example for example in examples({"a.yml": GOOD}, ["gaoling"], problems)}

    assert problems == []
    assert found["尊老金多少钱"].labelled("benefit") == "gaoling"
    assert found["尊老金多少钱"].labelled("aspect") == "amount"
    entity = found["给我妈办的"].entities[0]
    assert "给我妈办的"[entity.start : entity.end] == "我妈"


def test_each_fault_is_reported_with_its_line():
    bad = GOOD + '      - [低保]{"entity":"benefit","value":"nothing"}\n      - [没关\n      - [甲](colour)\n'
    problems: list[Problem] = []

    examples({"a.yml": bad}, ["gaoling"], problems)

    assert [problem.line for problem in problems] == [8, 9, 10]


def test_an_unknown_act_is_a_problem():
    problems: list[Problem] = []

    examples({"a.yml": GOOD.replace("ask_policy", "ask_polcy")}, ["gaoling"], problems)

    assert [problem.line for problem in problems] == [3]
