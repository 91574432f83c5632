"""A message that was changed after it was answered: its newest text counts, and what changed is said."""

from bot.message import Message
from bot.turn import turn

WISH = ("我想给我爸办高龄津贴", "镇江京口", "83")


def edits(stage, message_id, text, *, step=1):
    """Change an earlier message and return what is said."""
    message = Message(
        sender=stage.sender,
        id=f"edit {message_id} {step}",
        text=text,
        edits=message_id,
        today=stage.today,
        region=stage.region,
    )
    return turn(stage.parts, message)


def begin(stage, words=WISH):
    for number, text in enumerate(words):
        said = stage.says(text, message_id=f"m{number}")
    return said


def phrases(bubbles):
    return [phrase for bubble in bubbles for phrase in bubble.phrases]


def test_the_last_answer_is_replaced_and_said_back(stage):
    asked = begin(stage)[-1].asks

    said = edits(stage, "m2", "82")

    assert "corrected" in phrases(said)
    assert "82" in said[0].text
    assert said[-1].asks == asked
    assert stage.slots()["age"] == 82


def test_a_message_can_be_changed_twice(stage):
    begin(stage)
    edits(stage, "m2", "82")

    edits(stage, "m2", "81", step=2)

    assert stage.slots()["age"] == 81


def test_an_earlier_answer_is_replaced_while_another_question_is_open(stage):
    begin(stage)

    edits(stage, "m1", "丹阳")

    assert stage.slots()["hukou"] == "321181"
    assert stage.slots()["age"] == 83


def test_what_was_said_in_passing_is_corrected(stage):
    begin(stage, ("给我爸办高龄津贴，他83岁了",))

    said = edits(stage, "m0", "给我爸办高龄津贴，他85岁了")

    assert "corrected" in phrases(said)
    assert stage.slots()["age"] == 85


def test_the_same_meaning_changes_nothing(stage):
    begin(stage)

    assert "corrected_to_same" in phrases(edits(stage, "m2", "八十三"))
    assert stage.slots()["age"] == 83


def test_the_same_text_is_not_answered(stage):
    begin(stage)

    assert edits(stage, "m2", "83") == ()


def test_an_answer_that_became_none_is_asked_again(stage):
    begin(stage)

    said = edits(stage, "m2", "不是这个")

    assert "edit_reopened" in phrases(said)
    assert said[-1].asks == "age"
    assert "age" not in stage.slots()


def test_a_number_that_cannot_be_right_opens_its_question(stage):
    begin(stage)

    said = edits(stage, "m2", "330")

    assert "age" not in stage.slots()
    assert said[-1].asks == "age"


def test_a_question_that_was_changed_is_answered_anew(stage):
    stage.says("高龄津贴是什么", message_id="m0")

    assert "policy_answer" in phrases(edits(stage, "m0", "高龄津贴多少钱"))


def test_words_of_danger_are_heard_in_an_edit_too(stage):
    begin(stage)

    assert "risk_crisis" in phrases(edits(stage, "m2", "不想活了"))


def test_an_edit_of_an_unknown_message_is_a_message(stage):
    assert phrases(edits(stage, "never came", "我想办高龄津贴"))[-1:] == ["ask_who_for"]


def test_a_repeat_of_an_edit_changes_nothing(stage):
    begin(stage)
    first = edits(stage, "m2", "82")

    assert edits(stage, "m2", "82") == first


def test_after_submitting_the_new_words_go_to_the_case(stage):
    begin(
        stage,
        (
            "给我妈申请高龄津贴，京口，83岁，身份证321102194305120022", "没有卡", "王秀兰", "6222021234567890128",
            "13800138000", "同意", "对",
        ),
    )  # fmt: skip

    said = edits(stage, "m4", "13900139000")

    assert phrases(said)[:1] == ["edit_after_submit"]
    assert stage.cases()[0].answered
