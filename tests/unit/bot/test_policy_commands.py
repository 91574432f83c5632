"""The commands for policies: a card as residents are answered, a table screened, two releases compared."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import program
from bot.foundation import open_database
from bot.settings import ROOT, read_settings
from cases import work
from cases.case import StatedFact
from tests.unit.cases.office import opened


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZHANGBAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ZHANGBAN_TODAY", "2026-03-20")
    return lambda *words: CliRunner().invoke(program, ["policy", *map(str, words)])


HEAD = "户,户口在哪儿,城里户口还是农村户口,家里人口,全家一个月的收入,家里现在的身份,多的房子、车子或大笔存款"


def _table(folder: Path, *rows: str) -> Path:
    path = folder / "households.csv"
    path.write_text("\n".join((HEAD, *rows)), "utf-8")
    return path


def test_a_benefits_id_alone_prints_its_card(run):
    shown = run("gaoling", "--region", "扬中", "--on", "2026-11-21")

    assert shown.exit_code == 0
    assert "89周岁到98周岁，每月120元" in shown.output  # G4
    assert shown.output.count("依据：") > 5


def test_show_says_the_same_and_an_unknown_benefit_lists_the_known(run):
    assert run("show", "gaoling").output == run("gaoling").output
    assert run("moon").exit_code == 2
    assert "gaoling" in run("moon").output


def test_a_table_is_screened_household_by_household(run, tmp_path: Path):
    found = run("screen", _table(tmp_path, "王家,城口,城里户口,3,1500,都没有,没有"))

    rows = list(csv.reader(found.stdout.splitlines()))
    assert ["王家", "", "低保", "看着合条件", "每月810元", ""] in rows  # G1: (770 - 500) x 3


def test_a_household_of_several_says_which_member(run, tmp_path: Path):
    path = tmp_path / "members.csv"
    path.write_text("户,成员,户口在哪儿,年龄\n王家,,京口区,\n王家,奶奶,,90\n王家,孩子,,9\n", "utf-8")

    rows = list(csv.reader(run("screen", path).stdout.splitlines()))

    assert ["王家", "奶奶", "高龄津贴", "看着合条件", "每月100元", ""] in rows  # G4
    assert [row for row in rows if row[1] == "孩子" and row[2] == "高龄津贴"] == []


def test_a_fault_in_the_table_stops_everything_and_names_its_cell(run, tmp_path: Path):
    found = run("screen", _table(tmp_path, "王家,天上,城里户口,三,1500,都没有,没有"))

    assert found.exit_code == 1
    assert "row 2, 户口在哪儿" in found.output
    assert "row 2, 家里人口" in found.output


def test_a_file_that_is_not_there_is_said_plainly(run, tmp_path: Path):
    found = run("screen", tmp_path / "none.csv")

    assert found.exit_code == 2
    assert "Traceback" not in found.output


def test_a_changed_standard_is_told_household_by_household(run, tmp_path: Path):
    for folder in ("policies", "flows", "nlu"):
        shutil.copytree(ROOT / folder / "library", tmp_path / "changed" / folder / "library")
    parameters = tmp_path / "changed/policies/library/parameters/dibao.yml"
    parameters.write_text(parameters.read_text("utf-8").replace("value: 770", "value: 800"), "utf-8")
    out = tmp_path / "changes.csv"

    table = _table(tmp_path, "王家,城口,城里户口,3,1500,都没有,没有")
    found = run("impact", "tree", tmp_path / "changed", "--households", table, "--out", out)

    assert found.exit_code == 0
    assert "dibao: more 1" in found.output
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert ["王家", "", "低保", "多了", "看着合条件 每月810元", "看着合条件 每月900元", "+90"] in rows


def test_a_release_nobody_kept_is_refused(run, tmp_path: Path):
    assert run("impact", "tree", "0123456789abcdef", "--households", _table(tmp_path)).exit_code == 2


def test_a_changed_standard_is_told_by_the_open_applications_it_touches(run, tmp_path: Path):
    for folder in ("policies", "flows", "nlu"):
        shutil.copytree(ROOT / folder / "library", tmp_path / "changed" / folder / "library")
    parameters = tmp_path / "changed/policies/library/parameters/dibao.yml"
    parameters.write_text(parameters.read_text("utf-8").replace("value: 770", "value: 800"), "utf-8")
    family = {"hukou": "500229", "residence": "urban", "household_size": 3, "household_income": 1500,
        "relief_status": "none", "much_property": "no", "name": "王秀兰"}  # fmt: skip
    facts = tuple(
        StatedFact(fact=fact, value=value, said_by="resident", words="", at="2026-03-19T02:00:00+00:00")
        for fact, value in family.items()
    )
    store = open_database(read_settings())
    here = {"benefit": "dibao", "region": "500229", "facts": facts, "today": date(2026, 3, 19)}
    touched = opened(store, "touched", **here)
    opened(store, "other", **{**here, "benefit": "tekun"})
    closed = opened(store, "closed", **here)
    with store.writing() as db:
        work.withdraw(db, closed, "resident")
    out = tmp_path / "changes.csv"

    found = run("cases", "tree", tmp_path / "changed", "--region", "城口", "--out", out)
    elsewhere = run("cases", "tree", tmp_path / "changed", "--region", "镇江")

    assert found.exit_code == 0, found.output
    assert "2 open applications, 1 of them touched." in found.output
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    # G1: 770 a month; by hand (770 - 500) x 3 before, (800 - 500) x 3 after.
    assert rows[1:] == [[touched, "", "低保", "多了", "看着合条件 每月810元", "看着合条件 每月900元", "+90"]]
    assert "王秀兰" not in found.output + out.read_text("utf-8-sig")
    assert "0 open applications" in elsewhere.output
