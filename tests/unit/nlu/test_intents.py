"""What a model is named after."""

from nlu.intents import model_file


def test_a_models_name_changes_with_what_is_learnt_and_with_nothing_else():
    files = {"training/a.yml": "one", "risk.yml": "two"}

    assert model_file(files) == model_file({**files, "risk.yml": "three"})
    assert model_file(files) != model_file({**files, "training/a.yml": "four"})
