"""What one message means, and what the question and the message before it change."""

import pytest

from nlu.acts import Act
from nlu.reading import Expecting
from tests.nlu.asked import REVIEW, TODAY


@pytest.fixture
def read(understanding):
    """Read one message after a question of a kind and the person's message before."""

    def _read(text, kind="", before=None, options=()):
        expecting = Expecting(kind=kind, options=options) if kind else None
        return understanding.read(
            understanding.analyse(text), expecting=expecting, before=before, today=TODAY
        )

    return _read


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


def test_a_bare_number_is_never_an_age_unless_asked(read):
    assert read("83").value("age") is None
