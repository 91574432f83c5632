"""What the classifier sees of a text."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlu.features import coded, ear, features, named, sound_pairs, spelled
from nlu.intents import Topic

NOTHING = Topic(ours=0, elsewhere=0, named=0)
NO_PAIRS = np.zeros(0, dtype=np.int64)
SOUNDS = {ord("贴"): "\ue101", ord("帖"): "\ue101"}
HINT = "acts:complain"


def seen(*texts, topic=NOTHING, familiar=NO_PAIRS, only=None, sources=None):
    """The features of each text, spelled."""
    found = features([(text, topic) for text in texts], ear(SOUNDS, familiar, only), sources)
    words = {named(word): word for each in found.words for word in each}
    spelling = [spelled(code, words) for code in found.distinct.tolist()]
    ends = found.starts.tolist()
    return [
        {spelling[place] for place in found.places[low:high].tolist()}
        for low, high in itertools.pairwise(ends)
    ]


def test_every_number_looks_the_same():
    one, other = seen("我83岁, 一个月1200", "我9岁 一个月5")

    assert one == other


def test_two_characters_of_one_sound_share_features():
    one, other = seen("津贴", "津帖")

    assert "\ue101" in one & other


def test_of_a_text_its_characters_pairs_and_triples_are_seen_and_where_it_begins_and_ends():
    (found,) = seen("能领吗")

    assert {"能", "能领", "能领吗", "^能", "吗$", "<能", ">吗", ">领吗"} <= found
    assert not {"能吗", "$^"} & found


def test_the_first_and_the_last_of_several_clauses_are_seen_as_such():
    (found,) = seen("您好,我姓王,怎么办")

    assert {"first:^您", "first:您好", "last:办", "last:么办", "last:办$"} <= found
    assert not {"first:姓王", "last:姓王"} & found


def test_a_text_of_one_clause_has_no_first_and_no_last():
    (found,) = seen("怎么办")

    assert not [feature for feature in found if feature.startswith(("first:", "last:"))]


def test_words_never_heard_in_our_matters_are_counted():
    heard, _ = sound_pairs(["股票大盘"], ear(SOUNDS, NO_PAIRS).sounds)

    assert "#new3" in seen("股票大盘")[0]
    assert "#new0" in seen("股票大盘", familiar=np.sort(heard))[0]


def test_a_training_sentence_does_not_know_what_was_heard_in_it_alone():
    heard = np.sort(sound_pairs(["股票大盘"], ear(SOUNDS, NO_PAIRS).sounds)[0])
    only = np.full(len(heard), 7)

    own, other = seen("股票大盘", "股票大盘", familiar=heard, only=only, sources=np.array([7, 8]))

    assert "#new3" in own
    assert "#new0" in other


def test_hints_are_features_of_their_own():
    (found,) = seen("甲乙", topic=Topic(ours=1, elsewhere=0, named=0, hints=(HINT,)))

    assert HINT in found


@given(st.lists(st.text("我妈低保a1,。 \n^$<>_贴帖😀", max_size=12), min_size=1, max_size=5))
def test_a_text_looks_the_same_alone_and_among_others(texts):
    together = seen(*texts)

    assert together == [seen(text)[0] for text in texts]


@given(st.text(max_size=30))
def test_any_text_has_features(text):
    assert len(coded(text)) == len(text)
    assert len(seen(text)) == 1
