"""Where the wish of a letter stands; and a reader elsewhere that may fail."""

import httpx
import pytest

from bot.readers.rasa import rasa
from nlu.acts import Act
from nlu.passage import LetterWords, passage
from nlu.patterns import pattern
from nlu.phrasebook import Phrasebook
from nlu.reading import Analysis, Guess, Span
from nlu.text import normalise

WORDS = LetterWords(
    wish=Phrasebook((pattern("[请问|恳请]"),)),
    closing=Phrasebook((pattern("[谢谢|敬礼]"),)),
    opening=Phrasebook((pattern("[尊敬的|您好]"),)),
)
LETTER = (
    "尊敬的领导。我家住在山里,儿子三年前出了车祸,老伴卧病在床,日子实在难过。请问我家能不能吃低保。谢谢领导。"
)
OWN = Analysis(
    clean=normalise("低保"),
    whole=Span(
        start=0,
        end=2,
        acts=(Guess(name="apply", confidence=0.6),),
        benefits=(Guess(name="dibao", confidence=0.9), Guess(name="orphan", confidence=0.1)),
        aspects=(),
    ),
    spans=(),
    dangers=(),
)


def test_the_wish_of_a_letter_stands_before_its_polite_end():
    start, end = passage(LETTER, WORDS)

    assert LETTER[start:end] == "请问我家能不能吃低保"


STORY = "我家住在山里,儿子三年前出了车祸,老伴卧病在床,日子实在难过,米都是借的。"
ENDS = [
    (STORY + "请问能吃低保吗?带什么去?谢谢。", "带什么去"),
    (STORY + "请问低保到哪里申请。恳请给条路谢谢。", "请问低保到哪里申请"),
    (STORY + "恳请给我家办低保。我们一辈子记得。", "恳请给我家办低保"),
]


@pytest.mark.parametrize(("letter", "wish"), ENDS)
def test_the_last_sentence_that_asks_or_pleads_carries_the_wish(letter, wish):
    start, end = passage(letter, WORDS)

    assert letter[start:end] == wish


def test_a_short_message_has_no_passage():
    assert passage("请问低保怎么办", WORDS) is None


def answering(status, body):
    """A Rasa server that always answers the same."""
    transport = httpx.MockTransport(lambda _request: httpx.Response(status, json=body))
    return rasa(httpx.Client(transport=transport), "http://rasa")


def test_rasa_says_the_act_and_the_benefit():
    body = {
        "intent_ranking": [{"name": "ask_policy", "confidence": 0.8}],
        "entities": [{"entity": "benefit", "value": "orphan"}],
    }

    merged = answering(200, body)("低保", OWN)

    assert (merged.reader, merged.whole.acts[0].name, merged.whole.benefits[0].name) == (
        "rasa",
        Act.ASK_POLICY,
        "orphan",
    )


def test_when_rasa_fails_our_own_analysis_stands():
    assert answering(500, {})("低保", OWN) is OWN
    assert (
        answering(200, {"intent_ranking": [{"name": "nonsense", "confidence": 1}], "entities": []})(
            "低保", OWN
        )
        is OWN
    )
