"""Danger by rule: the sentences beside this file, and the harmless ones that look alike."""

from pathlib import Path

import pytest
import yaml

from content.load import parse
from nlu.risk import dangers, read_rules
from nlu.text import normalise

HERE = Path(__file__).parent
SENTENCES = yaml.safe_load((HERE / "risk_sentences.yml").read_text("utf-8"))
RISKS = [(risk, text) for risk, texts in SENTENCES.items() if risk != "none" for text in texts]


@pytest.fixture(scope="module")
def rules():
    """The library's rules."""
    path = HERE.parents[2] / "nlu" / "library" / "risk.yml"
    root, _ = parse("nlu/library/risk.yml", path.read_text("utf-8"))
    problems = []
    found = read_rules(root, problems)
    assert problems == []
    return found


@pytest.mark.parametrize(("risk", "text"), RISKS)
def test_danger_is_found_in_its_words(rules, risk, text):
    assert risk in {str(danger.risk) for danger in dangers(normalise(text), rules)}


@pytest.mark.parametrize("text", SENTENCES["none"])
def test_what_only_looks_alike_is_left_alone(rules, text):
    assert dangers(normalise(text), rules) == ()


def test_a_danger_stands_where_it_says(rules):
    text = "領導您好，我不想活了。"
    (danger, *_) = dangers(normalise(text), rules)

    assert "不想活" in text[danger.start : danger.end]
