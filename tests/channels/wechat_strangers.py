"""What whoever is not WeChat gets when they knock, and what they leave behind."""

from tests.channels.wechat_pushes import xml_of
from tests.whole.program import rows


def words(stand, openid="o-attacker", **more):
    return xml_of(stand.wechat.message(openid, "text", Content="我要办尊老金", **more))


def answered(stand, push, **more):
    answer = stand.wechat.run(stand.wechat.post(*push, **more))
    assert answer.elapsed.total_seconds() < 30, "a body that takes as long as this was searched, not refused"
    return answer.status_code, answer.content


def written(stand):
    """What the database holds of people's words."""
    held = rows(stand.server.data)
    return {name: len(held[name]) for name in ("inbox", "outbox", "conversation", "draft", "cases")}


def refusal(stand):
    return answered(stand, ({}, b""))


def served(stand, openid):
    """A resident is served within the platform's patience."""
    delivery = stand.wechat.says(openid, "你好")
    return delivery.text and delivery.answers == ["text"]
