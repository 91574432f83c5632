"""What an editor is told."""

from content.problem import BadLibrary, Problem

FIRST = Problem(path="a.yml", line=2, fault="the unit is missing", remedy="add `unit:`")
SECOND = Problem(path="a.yml", line=10, fault="unknown key 'x'", remedy="leave it out")


def test_a_problem_says_where_what_and_what_to_do():
    assert str(FIRST) == "a.yml:2: the unit is missing -> add `unit:`"


def test_a_bad_library_lists_all_problems_in_the_order_of_the_file():
    assert BadLibrary([SECOND, FIRST]).problems == (FIRST, SECOND)
    assert str(BadLibrary([SECOND, FIRST])).splitlines()[0] == str(FIRST)
