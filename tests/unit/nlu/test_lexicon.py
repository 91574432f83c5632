"""Words found in a text, for one list and for several at once."""

from hypothesis import given
from hypothesis import strategies as st

from nlu.lexicon import lexicon, shelf

LETTERS = "低保户金"
WORDS = st.lists(st.tuples(st.text(LETTERS, min_size=1, max_size=4), st.sampled_from("ab")), max_size=6)


def test_a_word_inside_a_longer_one_does_not_count():
    found = lexicon([("低保", "dibao"), ("低保户", "household"), ("保", "keep")]).find("低保户的低保")

    assert [(hit.start, hit.word, hit.meanings) for hit in found] == [
        (0, "低保户", ("household",)),
        (4, "低保", ("dibao",)),
    ]


@given(st.lists(WORDS, max_size=3), st.text(LETTERS, max_size=20))
def test_a_shelf_finds_what_each_of_its_lexicons_finds(entries, text):
    lexicons = [lexicon(each) for each in entries]

    assert shelf(lexicons).find(text) == tuple(tuple(words.find(text)) for words in lexicons)
