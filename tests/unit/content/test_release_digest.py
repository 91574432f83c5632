"""A release is named by its content."""

from content.release import of_files, pack, unpack

FILES = {"policies/library/a.yml": "a: 1\n", "flows/library/b.yml": "b: 字\n"}


def test_the_same_files_in_any_order_have_the_same_digest():
    assert of_files(FILES).digest == of_files(dict(reversed(FILES.items()))).digest


def test_a_changed_character_or_path_has_another_digest():
    digests = {
        of_files(files).digest
        for files in (FILES, {**FILES, "flows/library/b.yml": "b: 子\n"}, {"x.yml": "a: 1\n"})
    }

    assert len(digests) == 3
    assert {len(digest) for digest in digests} == {16}


def test_a_packed_release_comes_back_whole():
    assert unpack(pack(of_files(FILES))) == of_files(FILES)


def test_the_files_of_one_folder_can_be_taken():
    assert set(of_files(FILES).under("flows/library")) == {"flows/library/b.yml"}
