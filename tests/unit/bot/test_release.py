"""Which release is in force: the tree's when it changed, else what people put in force."""

from bot.release import Start, problems, release_tree, tree_release
from content.release import of_files, pack
from storage import releases

FIRST = of_files({"policies/library/a.yml": "one"})
SECOND = of_files({"policies/library/a.yml": "two"})


def start(store, tree, how=Start.SERVE):
    with store.writing() as db:
        return release_tree(db, tree, how)


def put(store, release):
    with store.writing() as db:
        releases.keep_release(db, release.digest, pack(release))
        releases.put_in_force(db, release.digest, "editor")


def test_the_first_start_puts_the_tree_in_force(store):
    assert start(store, FIRST) == FIRST.digest


def test_a_restart_changes_nothing(store):
    start(store, FIRST)
    start(store, FIRST)

    with store.reading() as db:
        assert len(releases.history(db)) == 1


def test_a_release_put_back_by_a_person_survives_a_restart(store):
    start(store, FIRST)
    start(store, SECOND)
    put(store, FIRST)

    assert start(store, SECOND) == FIRST.digest


def test_a_changed_tree_is_put_in_force_at_the_next_start(store):
    start(store, FIRST)
    put(store, FIRST)

    assert start(store, SECOND) == SECOND.digest
    assert start(store, FIRST) == FIRST.digest


def test_a_file_that_cannot_be_read_is_told_alone():
    path, tree = "policies/library/parameters/dibao.yml", tree_release()
    broken = tree.files[path].replace(
        "figures:\n", 'figures:\n      - {region: "500000"，since: 2026-07-01}\n', 1
    )

    (fault,) = problems(of_files({**tree.files, path: broken}))

    assert (fault.path, fault.fault.split(":")[0]) == (path, "is not YAML")
    assert "half-width" in fault.remedy


def test_who_tries_a_changed_tree_in_the_terminal_puts_nothing_in_force_for_residents(store):
    start(store, FIRST)

    tried = start(store, SECOND, Start.TRY)

    assert tried == SECOND.digest
    with store.reading() as db:
        assert releases.in_force(db) == FIRST.digest
        assert releases.release(db, SECOND.digest) is not None  # for the drafts that are begun with it


def test_what_runs_beside_the_server_follows_what_is_in_force_whatever_the_tree_holds(store):
    assert start(store, FIRST, Start.FOLLOW) == FIRST.digest  # nothing ever was: the tree

    assert start(store, SECOND, Start.FOLLOW) == FIRST.digest
    with store.reading() as db:
        assert releases.in_force(db) == FIRST.digest
