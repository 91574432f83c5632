"""Tables from CSV and XLSX files, whoever saved them; what cannot be read says so."""

import zipfile
from pathlib import Path

import pytest

from bot.commands.sheets import NotATable, read_sheet

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHARED = f"<sst {MAIN}><si><t>年龄</t></si><si><r><t>户</t></r><r><t>口</t></r></si></sst>"
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    '<row r="3"><c r="A3"><v>82.0</v></c><c r="C3" t="inlineStr"><is><t>扬中</t></is></c></row>'
)


def _book(folder: Path, sheet: str, *, shared: str = SHARED, name: str = "xl/worksheets/sheet1.xml") -> Path:
    path = folder / "households.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(name, sheet)
        book.writestr("xl/sharedStrings.xml", shared)
    return path


def _sheet(rows: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_read_in_the_encodings_office_programs_write(tmp_path: Path, encoding: str):
    path = tmp_path / "households.csv"
    path.write_bytes('户,年龄\n"王,李",82\n'.encode(encoding))

    assert read_sheet(path) == [["户", "年龄"], ["王,李", "82"]]


def test_a_workbook_keeps_its_cells_in_their_columns_and_rows(tmp_path: Path):
    assert read_sheet(_book(tmp_path, _sheet(ROWS))) == [["年龄", "", "户口"], [], ["82", "", "扬中"]]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"\xd0\xcf\x11\xe0 old", "old .xls"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xff\xff\xff\xff", "neither UTF-8 nor GB 18030"),
    ],
)
def test_what_is_no_table_says_what_to_do(tmp_path: Path, body: bytes, says: str):
    path = tmp_path / "households.bin"
    path.write_bytes(body)

    with pytest.raises(NotATable, match=says):
        read_sheet(path)


def test_a_workbook_that_declares_a_document_type_is_refused(tmp_path: Path):
    bomb = '<!DOCTYPE lolz [<!ENTITY lol "lol">]>' + _sheet(ROWS)

    with pytest.raises(NotATable, match="document type"):
        read_sheet(_book(tmp_path, bomb))


def test_a_workbook_with_a_gap_of_millions_of_rows_is_refused(tmp_path: Path):
    with pytest.raises(NotATable, match="gap"):
        read_sheet(_book(tmp_path, _sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')))


def test_a_workbook_without_a_worksheet_is_refused(tmp_path: Path):
    with pytest.raises(NotATable, match="no worksheet"):
        read_sheet(_book(tmp_path, _sheet(ROWS), name="xl/other.xml"))
