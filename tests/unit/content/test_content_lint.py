"""Checks that every library shares."""

from content.lint import dead_references, hard_words, long_sentences
from content.load import parse


def test_a_reference_that_leads_nowhere_is_found_wherever_it_stands():
    root, _ = parse("a.yml", "source: G1\nlist:\n  - {source: G2}\nfacts: [age, agee]\n")

    assert root is not None
    found = list(dead_references(root, {"source": {"G1"}, "facts": {"age"}}))

    assert [(problem.line, problem.fault) for problem in found] == [
        (3, "the source 'G2' does not exist"),
        (4, "the facts 'agee' does not exist"),
    ]
    assert found[1].remedy == "did you mean age?"


def test_a_hard_word_is_found_with_what_to_say_instead():
    found = list(hard_words("a.yml", 7, "请到户籍地申领。", {"申领": "领", "逾期": ""}))

    assert [(problem.line, problem.remedy) for problem in found] == [(7, "say 领")]


def test_a_sentence_is_long_from_one_character_over_the_limit():
    assert not list(long_sentences("a.yml", 1, "一二三四五。六七八九十。", 5))
    assert len(list(long_sentences("a.yml", 1, "一二三四五六。七。", 5))) == 1


def test_a_slot_counts_as_two_characters():
    assert not list(long_sentences("a.yml", 1, "满{gaoling.min_age}。", 3))
