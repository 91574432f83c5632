"""What is understood of sentences that were never learnt from, and what the question before changes."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlu.acts import Act
from nlu.evaluate import reader, score
from nlu.heard import ALARMING
from nlu.read import problems
from nlu.reading import Expecting, Option
from nlu.text import letters_only
from nlu.trials import trials
from tests.nlu.training import trained

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
REVIEW = Expecting(
    kind="choice", options=tuple(Option(id=f"q{n}", number=n, words=(f"第{n}项",)) for n in range(1, 6))
)

# What is reached, less a little room; a change that falls below is looked at, not waved through.
FLOORS = {
    "act": 0.88,
    "benefit": 0.9,
    "aspect": 0.83,
    "risk": 0.98,
    "false alarm": 0.995,
    "false worry": 0.985,
    "also": 0.6,
}


@pytest.fixture(scope="module")
def held_out(understanding):
    """The labelled sentences beside this file; values.yml has a test of its own."""
    paths = [path for path in HERE.glob("*.yml") if path.name != "values.yml"]
    files = {f"tests/nlu/{path.name}": path.read_text("utf-8") for path in paths}
    return trials(files, understanding.library.benefits)


@pytest.fixture
def read(understanding):
    """Read one message after a question of a kind and the person's message before."""

    def _read(text, kind="", before=None, options=()):
        expecting = Expecting(kind=kind, options=options) if kind else None
        return understanding.read(
            understanding.analyse(text), expecting=expecting, before=before, today=TODAY
        )

    return _read


def test_the_library_has_no_faults(files):
    assert problems(files) == ()


def test_no_held_out_sentence_was_learnt_from(files, held_out):
    learnt = of_training(files)

    assert [
        trial.text
        for trial in held_out
        if len(letters_only(trial.text)) > 6 and letters_only(trial.text) in learnt
    ] == []
    assert len(held_out) >= 1200


def of_training(files):
    """The letters of every sentence under training/."""
    lines = [line for path, text in files.items() if "/training/" in path for line in text.splitlines()]
    bare = [re.sub(r"\[([^\]]+)\](\{[^}]*\}|\([^)]*\))", r"\1", line) for line in lines]
    return {letters_only(line.strip()[2:]) for line in bare if line.strip().startswith("- ")}


def test_held_out_sentences_are_understood_as_well_as_we_say(understanding, held_out):
    report = score(reader(understanding, TODAY), held_out)

    for about, floor in FLOORS.items():
        misses = [f"{m.wanted} -> {m.got}: {m.trial.text[:40]}" for m in report.misses if m.about == about]
        assert report.overall[about].share >= floor, (about, report.overall[about], misses)


def test_every_crisis_emergency_and_child_is_caught(understanding, held_out):
    report = score(reader(understanding, TODAY), [trial for trial in held_out if trial.risk])

    missed = [m for m in report.misses if m.wanted in ("crisis", "emergency", "minor")]
    assert missed == []


def test_danger_is_mostly_heard_where_no_rule_knows_its_words(understanding, held_out):
    """By the model alone: with no rules, four of five words of crisis are heard, and few others taken for danger."""
    deaf = replace(understanding, library=replace(understanding.library, rules=()))

    def heard(trial):
        return any(danger.risk in ALARMING for danger in deaf.analyse(trial.text).dangers)

    crises = [trial for trial in held_out if trial.risk == "crisis"]
    harmless = [trial for trial in held_out if not trial.risk]

    assert sum(map(heard, crises)) >= 0.75 * len(crises)
    assert sum(map(heard, harmless)) <= 0.015 * len(harmless)


def test_ordinary_messages_seldom_raise_an_alarm(understanding, held_out):
    certain = [
        trial.text
        for trial in held_out
        if not trial.risk
        and any(danger.confidence == 1 for danger in understanding.analyse(trial.text).dangers
                if danger.risk in ALARMING)
    ]  # fmt: skip

    assert len(certain) <= 0.005 * len(held_out), certain


CONTEXTS = [
    ("83", "age", Act.INFORM, "age", 83),
    ("八十三了", "age", Act.INFORM, "age", 83),
    ("江苏镇江京口", "region", Act.INFORM, "region", "321102"),
    ("王秀兰", "name", Act.INFORM, "name", "王秀兰"),
    ("4111111111111111", "bank_card", Act.INFORM, "bank_card", "4111111111111111"),
    ("给我妈", "relation", Act.INFORM, "relation", "mother"),
    ("老汉儿", "relation", Act.INFORM, "relation", "father"),
    ("自己", "relation", Act.INFORM, "relation", "self"),
    ("隔壁王大爷", "relation", Act.INFORM, "relation", "neighbour"),
    ("随便说一段话", "text", Act.INFORM, "text", "随便说一段话"),
    ("对头", "yes_no", Act.AFFIRM, "yes_no", "yes"),
    ("没得", "yes_no", Act.DENY, "yes_no", "no"),
]


@pytest.mark.parametrize(("text", "kind", "act", "value_kind", "value"), CONTEXTS)
def test_a_bare_answer_fits_the_question(read, text, kind, act, value_kind, value):
    reading = read(text, kind)

    assert (reading.act, reading.value(value_kind).value) == (act, value)


DIALOGUE = [
    ("不知道", "age", Act.SKIP), ("没有", "bank_card", Act.SKIP), ("上一步", "age", Act.BACK),
    ("为啥要银行卡", "bank_card", Act.WHY),
    ("再说一遍", "age", Act.REPEAT), ("说慢点", "age", Act.REPHRASE), ("我去拿身份证", "id_number", Act.PAUSE),
    ("不办了", "yes_no", Act.CANCEL), ("转人工", "text", Act.HUMAN), ("接着办", "", Act.RESUME), ("", "", Act.UNCLEAR),
    ("😀😀", "age", Act.UNCLEAR), ("不弄了太麻烦", "", Act.CANCEL),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "act"), DIALOGUE)
def test_words_about_the_conversation_are_not_answers(read, text, kind, act):
    assert read(text, kind).act is act


def test_a_wish_in_the_middle_of_a_form_stays_a_wish(read):
    reading = read("对了，八十五能多领点不?", "bank_card")

    assert (reading.act, reading.benefit, reading.aspect) == (Act.ASK_POLICY, "gaoling", "amount")
    assert reading.value("age").needs_confirm


@pytest.mark.parametrize(("text", "act", "also"), [
    ("儿子儿媳都没了,给孙子申请孤儿补助", Act.APPLY, []),
    ("我这个月钱没打来,顺便给我妈也报个高龄", Act.QUERY_PROGRESS, [Act.APPLY]),
])  # fmt: skip
def test_a_clause_that_tells_why_is_no_wish_before_the_wish_it_explains(read, text, act, also):
    reading = read(text)

    assert (reading.act, [further.name for further in reading.also]) == (act, also)


@pytest.mark.parametrize(("text", "benefit", "aspect"), [
    ("低保怎么办 还有我妈的残疾补贴上月没到账", "dibao", "process"),
    ("低保一个人多少钱 高龄津贴几号发", "dibao", "amount"),
])  # fmt: skip
def test_the_first_of_two_wishes_is_of_what_it_names_itself(read, text, benefit, aspect):
    reading = read(text)

    assert (reading.benefit, reading.aspect) == (benefit, aspect)


def test_a_second_wish_is_heard_without_a_pause(read):
    reading = read("我要给我爸申请低保另外我妈的高龄津贴怎么三个月没来了")

    assert (reading.act, reading.benefit) == (Act.APPLY, "dibao")
    assert [further.name for further in reading.also] == [Act.QUERY_PROGRESS]


@pytest.mark.parametrize(("text", "kind", "value"), [
    ("不对是82岁", "age", 82), ("不是我妈是我爸", "relation", "father"), ("第4条不对", "line", 4),
])  # fmt: skip
def test_a_correction_carries_what_is_right(read, text, kind, value):
    reading = read(text)

    assert (reading.act, reading.value(kind).value) == (Act.CORRECT, value)


def test_a_letter_that_tells_of_a_change_corrects_nothing(read):
    letter = (
        "你好，我奶奶九十一岁，以前补贴打在存折上，今年三月村里把存折换成了社保卡，卡号也改成新的了，"
        "换了以后四月五月六月都没有进账。麻烦帮我查一下是哪里卡住了。"
    )

    assert read(letter).act is Act.QUERY_PROGRESS


def test_a_number_at_a_review_chooses_and_a_faulted_line_corrects(read):
    chosen = read("4", "choice", options=REVIEW.options)
    faulted = read("第4条不对", "choice", options=REVIEW.options)

    assert (chosen.act, chosen.value("choice").value) == (Act.CHOOSE, "q4")
    assert (faulted.act, faulted.value("choice").value) == (Act.CORRECT, "q4")


def test_an_ellipsis_takes_its_wish_from_the_message_before(read):
    mother = read("那我妈呢", before="我79能领尊老金吗")
    county = read("扬中呢", before="镇江尊老金多少钱")

    assert (mother.act, mother.benefit, mother.subject) == (Act.CHECK_ELIGIBILITY, "gaoling", "mother")
    assert (county.act, county.aspect, county.region) == (Act.ASK_POLICY, "amount", "321182")


FOLLOWED = [
    ("那一百岁呢", "九十岁的尊老金多少钱", (Act.ASK_POLICY, "gaoling", "amount")),
    ("那农村呢", "城里低保标准多少", (Act.ASK_POLICY, "dibao", "amount")),
    ("那材料呢", "怎么申请临时救助", (Act.ASK_POLICY, "linshi_jiuzhu", "materials")),
    ("低保呢", "特困要什么条件", (Act.ASK_POLICY, "dibao", "eligibility")),
    ("去年8月", "镇江尊老金多少钱", (Act.ASK_POLICY, "gaoling", "amount")),
    ("一级呢", "二级残疾护理补贴多少钱", (Act.ASK_POLICY, "disability_care", "amount")),
    ("在哪办", "适老化改造怎么申请", (Act.ASK_POLICY, "home_adaptation", "where")),
    ("扬中", "镇江低保一个月多少", (Act.ASK_POLICY, "dibao", "amount")),
    ("带哪些东西", "离婚在哪里办", (Act.ASK_POLICY, "marriage", "materials")),
]


@pytest.mark.parametrize(("text", "before", "meant"), FOLLOWED)
def test_a_few_words_ask_the_last_question_of_something_else(read, text, before, meant):
    reading = read(text, before=before)

    assert (reading.act, reading.benefit, reading.aspect) == meant


def test_a_month_after_a_question_is_the_day_that_is_asked_about(read):
    assert read("去年8月呢", before="尊老金多少钱一个月").value("date").value == "2025-08-01"
    assert read("去年8月").value("date") is None


def test_the_same_as_before_takes_the_value_from_the_message_before(read):
    assert read("还是按刚才那个", "age", before="他今年78").value("age").value == 78


def test_values_stand_where_they_say(read):
    text = "我妈今年８３岁，户口在鎮江"
    reading = read(text)

    assert {value.kind: text[value.start : value.end] for value in reading.values} == {
        "relation": "我妈", "age": "今年８３岁", "region": "鎮江",
    }  # fmt: skip


def test_the_acts_of_a_message_are_as_likely_as_one_act_together(understanding):
    likely = understanding.analyse("尊老金多少钱一个月").whole.acts

    assert sum(guess.confidence for guess in likely) == pytest.approx(1)
    assert {guess.name for guess in likely} <= set(Act)


def test_a_bare_number_is_never_an_age_unless_asked(read):
    assert read("83").value("age") is None


KINDS = ["", "age", "name", "region", "bank_card", "yes_no", "choice", "text"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=300),
    kind=st.sampled_from(KINDS),
)
def test_no_message_raises(understanding, text, kind):
    expecting = Expecting(kind=kind, options=REVIEW.options if kind == "choice" else ()) if kind else None
    reading = understanding.read(understanding.analyse(text), expecting=expecting, before=text, today=TODAY)

    assert all(0 <= value.start <= value.end <= len(text) for value in reading.values)
    assert 0 <= reading.confidence <= 1


ADVERSARIAL = [
    "不想" * 5000,
    "1 " * 5000,
    "一" * 10_000,
    "我叫王" * 3300,
    "年1月" * 2500,
    "打" * 10_000,
    "(" * 10_000,
    "攒药" * 5000,
]


@pytest.mark.parametrize("text", ADVERSARIAL)
def test_ten_thousand_characters_are_read(understanding, text):
    """How long it takes benchmarks.understanding measures; a search that grows with the square never ends here."""
    reading = understanding.read(understanding.analyse(text * 10), expecting=None, before=None, today=TODAY)

    assert reading.text == text * 10


def test_serving_imports_no_training_library():
    code = "import nlu.read, sys; print([m for m in ('sklearn', 'scipy', 'pypinyin', 'jieba') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE.parent.parent
    )

    assert done.stdout.strip() == "[]"


@pytest.mark.training
def test_the_order_of_files_does_not_matter(files, tmp_path):
    thinned = {path: thin(text) if "/training/" in path else text for path, text in files.items()}
    for root, order in (("one", thinned.items()), ("two", reversed(thinned.items()))):
        for path, text in order:
            target = tmp_path / root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    first, second = (trained(tmp_path / root, tmp_path / f"{root}-models") for root in ("one", "two"))

    assert first.read_bytes() == second.read_bytes()


def thin(text: str) -> str:
    """Return a training file with every eighth of its sentences, the first of each list always among them."""
    kept, place = [], 0
    for line in text.splitlines(keepends=True):
        place = 0 if line.strip().startswith("examples:") else place + 1
        if not line.startswith("      - ") or place % 8 == 1:
            kept.append(line)
    return "".join(kept)
