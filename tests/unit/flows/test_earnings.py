"""Incomes of several people: whose each is, by the nearest name their words give."""

from decimal import Decimal

from flows.earnings import Income, incomes, put_right, stored, with_anew

SON = Income(whose="child", exactly="son", monthly=Decimal(3000), source="wage")
DAUGHTER = Income(whose="child", exactly="daughter", monthly=Decimal(2000), source="wage")
CHILD = Income(whose="child", monthly=Decimal(2600), source="wage")


def test_incomes_come_back_as_they_were_stored():
    assert incomes(stored((SON, DAUGHTER, CHILD))) == (SON, DAUGHTER, CHILD)


def test_a_daughters_income_does_not_take_the_place_of_a_sons():
    assert with_anew((SON,), (DAUGHTER,)) == (SON, DAUGHTER)


def test_an_only_childs_income_may_be_told_again_without_saying_which_child():
    assert [income.monthly for income in with_anew((SON,), (CHILD,))] == [Decimal(2600)]


def test_what_is_put_right_is_the_one_of_whoever_is_named():
    right = put_right((SON, DAUGHTER), (Income(whose="child", exactly="daughter", monthly=Decimal(2500)),))

    assert right is not None
    assert [(income.exactly, income.monthly) for income in right] == [
        ("son", Decimal(3000)),
        ("daughter", Decimal(2500)),
    ]
