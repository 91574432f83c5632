"""The menu of a YAML file, with every fault at once."""

import pytest

from bot.channels.wechat.menu import menu
from bot.settings import BadSettings

GOOD = """
buttons:
  - name: 办事
    below:
      - {name: 高龄津贴, says: 我想办高龄津贴}
      - {name: 网页大字版, opens: chat}
  - {name: 办到哪了, says: 办到哪了}
"""


def made(tmp_path, text, page="https://h/wechat/gh_1/page"):
    file = tmp_path / "menu.yaml"
    file.write_text(text, "utf-8")
    return menu(file, page=page)


def test_buttons_say_words_or_open_the_page(tmp_path):
    first, second = made(tmp_path, GOOD)["button"]

    assert second == {"type": "click", "name": "办到哪了", "key": "办到哪了"}
    assert first["sub_button"][1] == {
        "type": "view",
        "name": "网页大字版",
        "url": "https://h/wechat/gh_1/page",
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("buttons: []", "0 buttons"),
        ("buttons:\n" + "  - {name: a, says: b}\n" * 4, "4 buttons"),
        ("buttons:\n  - {name: a}", "a does nothing"),
        ("buttons:\n  - {name: a, says: b, opens: chat}", "says words and opens a page"),
        ("buttons:\n  - {name: 一二三四五六, says: b}", "longer than 16 bytes"),
        ("buttons:\n  - {name: a, says: " + "长" * 50 + "}", "more than 128 bytes"),
        ("buttons:\n  - {name: a, opens: nowhere}", "opens no address"),
        ("buttons:\n  - {name: a, sais: b}", "unknown key"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, text, fault):
    with pytest.raises(BadSettings, match=fault):
        made(tmp_path, text)


def test_a_page_needs_a_public_address(tmp_path):
    with pytest.raises(BadSettings, match="ZHANGBAN_PUBLIC_URL"):
        made(tmp_path, GOOD, page="")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(BadSettings, match="cannot be read"):
        menu(tmp_path / "none.yaml", page="")
