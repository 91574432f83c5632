"""What is vendored is what the list says, and asks no other host for anything."""

import hashlib
import re

import pytest

from tests.house.tree import ROOT

VENDOR = ROOT / "bot" / "static" / "vendor"
LISTED = re.findall(
    r"^\| `(\w+)/` \| \S+ (\S+) \| `(\S+)` \|.*\| `([0-9a-f]{64})` \|$",
    (VENDOR / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_every_folder_is_listed():
    assert sorted(path.name for path in VENDOR.iterdir() if path.is_dir()) == sorted(row[0] for row in LISTED)


@pytest.mark.parametrize(("folder", "version", "file", "digest"), LISTED)
def test_a_vendored_file_is_the_one_listed_and_has_its_licence(folder, version, file, digest):
    here = VENDOR / folder

    assert hashlib.sha256((here / file).read_bytes()).hexdigest() == digest
    assert (here / "VERSION").read_text(encoding="utf-8").split()[-1] == version
    assert (here / "LICENSE").stat().st_size > 200


@pytest.mark.parametrize("path", sorted(VENDOR.glob("*/*.css")), ids=lambda path: path.name)
def test_a_vendored_style_sheet_requests_nothing(path):
    text = path.read_text(encoding="utf-8")
    outside = [
        start
        for start in re.findall(r"url\(\s*[\"']?(.{5})", text)
        if start != "data:" and start[:3] != "%23"
    ]

    assert not outside
    assert "@import" not in text
    assert "@font-face" not in text
