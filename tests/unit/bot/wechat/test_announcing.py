"""Outside the window a notice is announced by the subscription that was accepted, else by a template or a person."""

from bot.accounts import Mapped
from bot.channels.wechat.announcing import SUBSCRIPTION, TEMPLATE
from storage import notices
from tests.unit.bot.wechat.line import ANNA, Line

MAPPED = {"default": Mapped(template="T", fields={"thing1": "words"})}


def test_outside_the_window_the_subscription_goes_before_the_template(store):
    line = Line(store, templates=MAPPED, subscriptions=MAPPED, public_url="https://h")
    line.accepted()

    refused = line.send("您的申请批了")

    assert (refused.final, refused.after) == (False, 3 * 24 * 3600.0)
    ((path, body),) = line.api.calls
    assert path == SUBSCRIPTION
    assert body["data"] == {"thing1": {"value": "您的申请批了"}}
    assert body["page"] == "https://h/wechat/gh_1/page"


def test_who_accepted_no_notice_gets_a_template_of_fitting_length(store):
    line = Line(store, templates=MAPPED, subscriptions=MAPPED)

    assert line.send("补" * 30).after is not None

    ((path, body),) = line.api.calls
    assert path == TEMPLATE
    assert body["data"]["thing1"]["value"] == "补" * 19 + "…"


def announced(line, *texts):
    """Say something to a person who is away, and return how each was announced."""
    for text in texts:
        line.send(text)
    return [path for path, _ in line.api.calls]


def test_an_acceptance_is_good_for_one_notice(store):
    line = Line(store, templates=MAPPED, subscriptions=MAPPED)
    line.accepted()

    assert announced(line, "您的申请批了", "请补一样材料") == [SUBSCRIPTION, TEMPLATE]


def test_a_lasting_acceptance_is_good_for_many(store):
    lasting = {"default": Mapped(template="T", fields={"thing1": "words"}, lasting=True)}
    line = Line(store, templates=MAPPED, subscriptions=lasting)
    line.accepted()

    assert announced(line, "您的申请批了", "请补一样材料") == [SUBSCRIPTION, SUBSCRIPTION]


def test_an_acceptance_the_platform_does_not_know_is_not_tried_again(store):
    line = Line(store, 43101, templates=MAPPED, subscriptions=MAPPED)
    line.accepted()

    assert announced(line, "您的申请批了", "请补一样材料") == [TEMPLATE, TEMPLATE]


def test_without_a_mapping_a_person_must_call_and_the_words_wait(store):
    refused = Line(store).send("您的申请批了")

    assert (refused.away, refused.person, refused.final) == (True, True, False)
    assert refused.after == 3 * 24 * 3600.0


def test_who_does_not_come_back_after_an_announcement_is_called_by_a_person(store, clock):
    line = Line(store, templates=MAPPED)
    assert line.send("您的申请批了").person is False
    clock.pass_by(days=3)

    assert line.send("您的申请批了").person
    assert len(line.api.calls) == 1


def test_an_announcement_that_failed_is_not_told_to_the_desk_a_second_time(store, clock):
    line = Line(store, templates=MAPPED)
    line.send("您的申请批了")
    with store.writing() as db:
        notices.ended(db, ANNA, ("", "T"), good=False)
    clock.pass_by(days=3)

    assert line.send("您的申请批了").person is False


def test_an_announcement_the_platform_could_not_take_is_tried_again(store):
    line = Line(store, -1, templates=MAPPED)

    assert (line.send("您的申请批了").final, line.send("您的申请批了").after) == (False, 3 * 24 * 3600.0)


def test_a_window_that_closed_earlier_than_we_thought_leads_to_the_announcement(store):
    line = Line(store, 45015, templates=MAPPED)
    line.wrote()

    assert line.send("您的申请批了").after == 3 * 24 * 3600.0
    assert [path for path, _ in line.api.calls] == [TEMPLATE]
