"""Which features are learnt from, and which head sees them."""

import numpy as np

from nlu.features import named
from nlu.intents import Topic
from nlu.samples import Sample, Sounds
from nlu.vocabulary import vocabulary

HINT = "acts:complain"
SILENT = Sounds(marks={}, by_letter={}, letters={})
LABELS = {"act": "complain", "question": "complain", "benefit": "none", "aspect": "", "risk": "safe"}


def learnt(*texts, hints=()):
    """A sample of each text, whose message has these hints."""
    topic = Topic(ours=0, elsewhere=0, named=0, hints=hints)
    return [
        Sample(seen=(text, topic), labels=LABELS, source=source, original=True)
        for source, text in enumerate(texts)
    ]


def test_what_stands_in_three_samples_is_learnt_from_and_what_stands_in_two_is_not():
    known = set(vocabulary(learnt("甲乙", "甲乙", "甲丙"), SILENT).features.tolist())

    assert ord("甲") in known
    assert ord("乙") not in known


def test_the_head_that_tells_benefits_apart_does_not_see_what_a_message_is_about():
    chosen = vocabulary([*learnt("甲", "乙", "丙", hints=(HINT,)), *learnt("丁")], SILENT)
    column = chosen.features.tolist().index(named(HINT))
    rows = np.arange(4)

    assert chosen.seen("act", rows)[:, [column]].nnz == 3
    assert chosen.seen("benefit", rows)[:, [column]].nnz == 0


def test_a_hint_counts_for_more_than_a_character_as_rare():
    chosen = vocabulary([*learnt("甲", "甲", "甲", hints=(HINT,)), *learnt("丁")], SILENT)
    places = chosen.features.tolist()

    assert chosen.weights[places.index(named(HINT))] > chosen.weights[places.index(ord("甲"))] > 0


def test_a_rare_character_counts_for_more_than_one_that_stands_almost_everywhere():
    chosen = vocabulary(learnt(*["甲"] * 7, *["甲乙"] * 3), SILENT)
    places = chosen.features.tolist()

    assert chosen.weights[places.index(ord("乙"))] > chosen.weights[places.index(ord("甲"))]
