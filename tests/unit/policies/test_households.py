"""Households from a table: what a cell may hold, and each fault told with its row and column."""

from datetime import date
from decimal import Decimal

import pytest

from policies.households import BadRows, read_rows
from policies.verdict import Unknown
from tests.policies.library import library

HEAD = ["户", "户口在哪儿", "年龄", "全家一个月的收入", "残疾等级", "有效的残疾证", "出生日期"]


def _one(**cells: str) -> dict[str, object]:
    rows = read_rows(library(), [list(cells), list(cells.values())])
    return dict(rows[0].facts)


def _faults(*rows: list[str]) -> list[str]:
    with pytest.raises(BadRows) as caught:
        read_rows(library(), [HEAD, *rows])
    return [str(fault) for fault in caught.value.faults]


def test_a_row_is_a_household_with_its_facts():
    rows = read_rows(library(), [HEAD, ["王家", "扬中", "82", "1,500.50", "一级", "有", "1943-05-01"]])

    assert rows[0].name == "王家"
    assert dict(rows[0].facts) == {
        "hukou": "321182",
        "age": 82,
        "household_income": Decimal("1500.50"),
        "disability_level": "one",
        "disability_card": "yes",
        "birth_date": date(1943, 5, 1),
    }


def test_an_empty_cell_is_not_stated_and_a_known_unknown_is_declined():
    assert _one(年龄="", 残疾等级="不知道") == {"disability_level": Unknown.DECLINED}


def test_columns_may_be_called_by_the_facts_own_ids():
    assert _one(age="70", residence="rural") == {"age": 70, "residence": "rural"}


def test_a_household_without_a_name_is_called_by_its_row():
    assert [item.name for item in read_rows(library(), [["年龄"], ["70"], [""], ["80"]])] == ["2", "4"]


@pytest.mark.parametrize("cell", ["1943-05-01", "1943/5/1", "15827"])
def test_a_day_is_read_as_written_or_as_a_spreadsheet_counts_it(cell: str):
    assert _one(出生日期=cell) == {"birth_date": date(1943, 5, 1)}


def test_every_fault_is_told_with_row_and_column():
    faults = _faults(
        ["甲", "天上", "八十", "很多", "五级", "好像", "昨天"], ["乙", "扬中", "80.5", "-1", "", "", ""]
    )

    assert [fault.split(":")[0] for fault in faults] == [
        "row 2, 户口在哪儿", "row 2, 年龄", "row 2, 全家一个月的收入", "row 2, 残疾等级", "row 2, 有效的残疾证",
        "row 2, 出生日期", "row 3, 年龄", "row 3, 全家一个月的收入",
    ]  # fmt: skip
    assert all(" -> " in fault for fault in faults)


def test_a_column_nobody_knows_names_the_nearest():
    with pytest.raises(BadRows, match="use one of: 年龄"):
        read_rows(library(), [["年纪"], ["80"]])


def test_a_column_that_stands_twice_is_a_fault():
    with pytest.raises(BadRows, match="twice"):
        read_rows(library(), [["年龄", "年龄"], ["80", "81"]])


def test_a_cell_without_a_column_is_a_fault():
    with pytest.raises(BadRows, match="more cells than columns"):
        read_rows(library(), [["年龄"], ["80", "扬中"]])


def test_a_place_that_several_are_called_lists_them():
    several = [name for region in library().regions for name in library().regions.names(region.code)
               if len(library().regions.find(name)) > 1]  # fmt: skip
    if several:
        with pytest.raises(BadRows, match="several places"):
            read_rows(library(), [["户口在哪儿"], [several[0]]])


def test_a_table_without_column_names_is_a_fault():
    with pytest.raises(BadRows, match="no column names"):
        read_rows(library(), [])


def test_a_row_with_a_member_belongs_to_the_household_before_it():
    rows = read_rows(
        library(), [["户", "成员", "年龄"], ["王家", "", ""], ["王家", "奶奶", "90"], ["李家", "", "40"]]
    )

    assert [(item.name, [member.name for member in item.members]) for item in rows] == [
        ("王家", ["奶奶"]),
        ("李家", []),
    ]
    assert dict(rows[0].members[0].facts) == {"age": 90}


def test_a_member_without_a_household_and_a_household_that_stands_twice_are_faults():
    with pytest.raises(BadRows, match="no row of its own"):
        read_rows(library(), [["户", "成员"], ["王家", "奶奶"]])
    with pytest.raises(BadRows, match="stands in row 2 too"):
        read_rows(library(), [["户", "年龄"], ["王家", "40"], ["王家", "50"]])
