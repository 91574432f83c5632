"""The tree holds nothing of the machine it was made on, and its lock files hold hashes and no addresses."""

import re

import pytest

from tests.house.tree import ROOT, kept_files, text_of

HOME = re.compile(r"(?:/home/[a-z][\w.-]*/|/Users/[A-Za-z][\w.-]*/|(?<![\w.])/ro{2}t/|[A-Z]:\\Users\\)")
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[)")
THIS = "tests/house/test_tree.py"


LOCKS = ("requirements.lock", "requirements-dev.lock")


def _pinned(name: str) -> dict[str, str]:
    """What a lock file pins, each with the hashes it may have."""
    joined = text_of(name).replace("\\\n", " ").splitlines()
    lines = [line.split(" ", 1) for line in joined if re.match(r"[a-z0-9][\w.-]*==", line)]
    return {line[0]: line[1] for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_holds_hashes_and_no_address(name):
    pinned = _pinned(name)

    assert pinned
    assert all("--hash=sha256:" in rest for rest in pinned.values())
    assert "://" not in text_of(name)
    assert not re.search(r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links)\b", text_of(name), re.MULTILINE)


def test_the_dev_lock_pins_what_the_runtime_lock_pins():
    runtime, dev = LOCKS

    assert _pinned(runtime).keys() <= _pinned(dev).keys()


def test_no_file_names_a_folder_of_somebodys_machine():
    here = re.compile(re.escape(str(ROOT)) + r"(?![\w-])") if len(ROOT.parts) > 2 else None
    found = [
        name
        for name in kept_files()
        if name != THIS and (HOME.search(text := text_of(name)) or (here and here.search(text)))
    ]

    assert not found, found


def test_every_ignored_type_says_which_fault_it_ignores():
    found = [
        name
        for name in kept_files()
        if name.endswith(".py") and name != THIS and BARE_IGNORE.search(text_of(name))
    ]

    assert not found, found


def test_the_readme_names_the_two_commands():
    for name in ("README.md", "README.zh.md"):
        if (ROOT / name).exists():
            assert "make run" in text_of(name), name
            assert "make test" in text_of(name), name
