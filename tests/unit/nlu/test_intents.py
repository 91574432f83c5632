"""What the classifier sees of a text."""

from nlu.intents import Topic, features, letters, model_file, signs

NOTHING = Topic(ours=0, elsewhere=0, named=0)


def test_every_number_looks_the_same():
    assert letters("我83岁, 一个月1200") == letters("我9岁 一个月5")


def test_two_characters_of_one_sound_share_features():
    sounds = {ord("贴"): "\ue101", ord("帖"): "\ue101"}

    one, other = (features(text, text.translate(sounds)) for text in ("津贴", "津帖"))

    assert "\ue101" in one & other


def test_words_never_heard_in_our_matters_are_counted():
    assert "#new3" in signs(NOTHING, "股票大盘", "股票大盘", lambda _pair: False)
    assert "#new0" in signs(NOTHING, "股票大盘", "股票大盘", lambda _pair: True)


def test_hints_are_features_of_their_own():
    hinted = Topic(ours=1, elsewhere=0, named=0, hints=("acts:complain",))

    assert "acts:complain" in signs(hinted, "甲乙", "甲乙", lambda _pair: True)


def test_a_models_name_changes_with_what_is_learnt_and_with_nothing_else():
    files = {"training/a.yml": "one", "risk.yml": "two"}

    assert model_file(files) == model_file({**files, "risk.yml": "three"})
    assert model_file(files) != model_file({**files, "training/a.yml": "four"})
