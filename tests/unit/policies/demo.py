"""A small benefit that is in no library, one card and its figures, and what is found wrong with it."""

from datetime import date

from policies.compiled import problems
from tests.policies.library import files

TODAY = date(2026, 3, 20)
FIGURES = """
id: demo.amount
label: 试验补贴标准
unit: 元/月
figures:
  - {region: "990000", value: 30, since: 2026-01-01, mark: 政, source: G38, checked: 2026-03-01}
"""
CARD = """
id: demo
name: 试验补贴
case_prefix: Z
place: hukou
facts: [hukou, social_card_active, age]
form: [name]
criteria:
  all:
    - {id: hukou, fact: hukou, within: place, words: 户口在当地。, source: G38, mark: 政}
    - {id: age, fact: age, at_least: 60, words: "满{threshold}。", source: G38, mark: 政}
    - {id: card, fact: social_card_active, is: active, words: 卡激活了。, source: G38, mark: 政}
amounts: [demo.amount]
by_place: [amount]
last_checked: 2026-03-01
answers:
  definition:
    - {region: "000000", say: 这是试验用的。, source: G38, mark: 政, checked: 2026-03-01}
"""


def faults(**changed: str) -> list[str]:
    return [problem.fault for problem in problems(files(**changed))]
