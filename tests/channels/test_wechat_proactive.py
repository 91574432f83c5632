"""Words nobody asked for just now: by subscription, by template, or to a person's desk; never silence."""

import pytest

from bot.message import Bubble
from tests.channels.loopback import wait_until
from tests.channels.stand import standing

pytestmark = pytest.mark.whole
ACCOUNTS = """
version: "1"
telegram:
  - bot: "7000000001"
    identity_documents: true
wechat:
  - account: gh_0123456789ab
    templates:
      default:
        template: TEMPLATE
        fields: {thing1: words}
    subscriptions:
      default:
        template: SUBSCRIPTION
        fields: {thing1: words}
"""
WORDS = "您的申请请补一张银行卡正面照，拍清楚卡号就可以了，谢谢您配合。"


@pytest.fixture(scope="module")
def mapped(tmp_path_factory):
    with standing(tmp_path_factory.mktemp("mapped"), accounts=ACCOUNTS) as stand:
        stand.wechat.api.templates = {"TEMPLATE": ("thing1",), "SUBSCRIPTION": ("thing1",)}
        yield stand


def wrote_long_ago(stand, openid):
    """A resident whose window closed on the platform's side."""
    stand.wechat.says(openid, "你好")
    stand.wechat.clock.pass_by(hours=49)
    return stand.wechat.resident(openid)


def notice_before_the_words(stand, resident):
    """Let a caseworker say something to a person who is away: return how it is announced, and see that it comes."""
    stand.caseworker_says(stand.on_wechat(resident.openid), WORDS)
    wait_until(lambda: len(resident.shown) == 2, "the notice came")
    stand.wechat.says(resident.openid, "什么事")
    wait_until(lambda: WORDS in "".join(resident.texts()[2:]), "the words came")
    return resident.shown[1].how


def test_inside_the_window_a_caseworkers_words_come_as_they_are(mapped):
    mapped.wechat.says("o-inside", "你好")

    mapped.caseworker_says(mapped.on_wechat("o-inside"), WORDS)

    resident = mapped.wechat.resident("o-inside")
    wait_until(lambda: len(resident.shown) == 2, "the words came")
    assert resident.shown[1].how == "custom"
    assert resident.shown[1].text == WORDS


def test_outside_the_window_who_accepted_gets_a_subscription_notice_and_the_words_lead_the_next_answer(
    mapped,
):
    resident = wrote_long_ago(mapped, "o-accepted")
    mapped.wechat.accepts("o-accepted", "SUBSCRIPTION")

    assert notice_before_the_words(mapped, resident) == "subscription"


def test_outside_the_window_who_accepted_nothing_gets_a_template(mapped):
    resident = wrote_long_ago(mapped, "o-template")

    assert notice_before_the_words(mapped, resident) == "template"


def test_one_acceptance_told_three_times_is_good_for_one_notice(mapped):
    resident = wrote_long_ago(mapped, "o-once")
    mapped.wechat.accepts("o-once", "SUBSCRIPTION", copies=3)

    for words in (WORDS, "您的申请批下来了。"):
        mapped.caseworker_says(mapped.on_wechat("o-once"), words)
    wait_until(lambda: len(resident.shown) == 2, "the notice came")
    mapped.wechat.says("o-once", "什么事")
    mapped.wechat.clock.pass_by(hours=49)
    mapped.caseworker_says(mapped.on_wechat("o-once"), "您的申请又有了消息。")

    wait_until(lambda: resident.shown[-1].how == "template", "the template came")
    assert [one.how for one in resident.shown].count("subscription") == 1


def test_who_refused_gets_a_template_and_no_call_for_a_notice(mapped):
    resident = wrote_long_ago(mapped, "o-refused-notices")
    mapped.wechat.accepts("o-refused-notices", "SUBSCRIPTION", word="reject")
    before = len(mapped.wechat.api.called("/cgi-bin/message/subscribe/bizsend"))

    mapped.caseworker_says(mapped.on_wechat("o-refused-notices"), WORDS)

    wait_until(lambda: len(resident.shown) == 2, "the template came")
    assert len(mapped.wechat.api.called("/cgi-bin/message/subscribe/bizsend")) == before


@pytest.mark.parametrize("way", ["subscription", "template"])
def test_an_announcement_that_did_not_arrive_is_a_task_at_once_and_one_alone(mapped, way):
    resident = wrote_long_ago(mapped, f"o-lost-{way}")
    if way == "subscription":
        mapped.wechat.accepts(f"o-lost-{way}", "SUBSCRIPTION")
    resident.fault, before = "user block", mapped.tasks()

    mapped.caseworker_says(mapped.on_wechat(f"o-lost-{way}"), WORDS)

    wait_until(lambda: mapped.tasks() == before + 1, "the desk has a task")
    assert len(resident.shown) == 1
    mapped.wechat.says(f"o-lost-{way}", "在吗")
    wait_until(lambda: WORDS in "".join(resident.texts()), "the words came all the same")


def test_words_that_were_announced_come_even_when_the_next_answer_is_late(mapped):
    resident = wrote_long_ago(mapped, "o-late-back")
    mapped.caseworker_says(mapped.on_wechat("o-late-back"), WORDS)
    wait_until(lambda: len(resident.shown) == 2, "the notice came")
    late = mapped.wish("late-back", Bubble(text="这是晚到的话"), seconds=4.5)

    mapped.wechat.says("o-late-back", late)

    wait_until(lambda: len(resident.shown) >= 4, "both came")
    assert [WORDS in resident.shown[2].text, resident.shown[3].text] == [True, "这是晚到的话"]


def test_who_left_becomes_a_task_at_the_desk_and_is_served_when_they_come_back(mapped):
    resident = wrote_long_ago(mapped, "o-left")
    mapped.wechat.does("o-left", "unsubscribe")
    before = mapped.tasks()

    mapped.caseworker_says(mapped.on_wechat("o-left"), WORDS)

    wait_until(lambda: mapped.tasks() == before + 1, "the desk has a task")
    assert len(resident.shown) == 1
    mapped.wechat.does("o-left", "subscribe", EventKey="")
    assert mapped.wechat.says("o-left", "你好").answers == ["text"]
    assert WORDS in "".join(resident.texts())


def test_without_a_mapping_the_desk_has_a_task(pushed):
    resident = wrote_long_ago(pushed, "o-unmapped")
    before = pushed.tasks()

    pushed.caseworker_says(pushed.on_wechat("o-unmapped"), WORDS)

    wait_until(lambda: pushed.tasks() == before + 1, "the desk has a task")
    assert len(resident.shown) == 1


def test_a_template_the_platform_does_not_know_becomes_a_task(mapped):
    wrote_long_ago(mapped, "o-gone")
    before, known = mapped.tasks(), mapped.wechat.api.templates
    mapped.wechat.api.templates = {}

    mapped.caseworker_says(mapped.on_wechat("o-gone"), WORDS)

    wait_until(lambda: mapped.tasks() == before + 1, "the desk has a task")
    mapped.wechat.api.templates = known


def test_a_used_up_day_is_told_to_the_desk_and_the_words_wait(mapped):
    mapped.wechat.says("o-quota", "你好")
    before = mapped.tasks()
    mapped.wechat.api.left_today["/cgi-bin/message/custom/send"] = 0

    mapped.caseworker_says(mapped.on_wechat("o-quota"), WORDS)

    wait_until(lambda: mapped.tasks() == before + 1, "the desk has a task")
    mapped.wechat.api.left_today.clear()
    assert WORDS in mapped.wechat.says("o-quota", "在吗").text
