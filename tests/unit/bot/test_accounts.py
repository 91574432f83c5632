"""Accounts come from the settings and from accounts.yaml; every fault of the file is told at once."""

import pytest

from bot.accounts import accounts
from bot.settings import BadSettings, Settings

TOKEN = "7000000001:AAE-emulated"


def settings(tmp_path, text="", **more):
    if text:
        (tmp_path / "accounts.yaml").write_text(text, "utf-8")
    return Settings(data=tmp_path, _env_file=None, **more)


def test_without_any_there_are_none(tmp_path):
    known = accounts(settings(tmp_path))

    assert not known.wechat
    assert not known.telegram


def test_the_settings_alone_make_one_account_of_each_kind(tmp_path):
    known = accounts(
        settings(
            tmp_path,
            telegram_token=TOKEN,
            telegram_webhook_secret="new,old",
            wechat_account="gh_1",
            wechat_token="t",
        )
    )

    assert known.telegram["7000000001"].webhook_secrets == ("new", "old")
    assert known.wechat["gh_1"].token == "t"


def test_telegram_takes_no_identity_documents_unless_the_file_says_so(tmp_path):
    alone = accounts(settings(tmp_path, telegram_token=TOKEN)).telegram["7000000001"]
    text = 'telegram:\n  - bot: "7000000001"\n    identity_documents: true\n'
    allowed = accounts(settings(tmp_path, text, telegram_token=TOKEN)).telegram["7000000001"]

    assert not alone.identity_documents
    assert allowed.identity_documents
    assert allowed.token == TOKEN


def test_the_file_adds_accounts_beside_the_settings_own(tmp_path):
    text = 'telegram:\n  - bot: "7000000002"\n    token: "7000000002:BBF"\n'

    assert set(accounts(settings(tmp_path, text, telegram_token=TOKEN)).telegram) == {
        "7000000001",
        "7000000002",
    }


def test_templates_are_read_by_phrase(tmp_path):
    text = (
        "wechat:\n  - account: gh_1\n    templates:\n      case_approved:\n        template: abc\n"
        "        fields:\n          thing1: benefit\n          character_string2: number\n"
    )

    mapped = accounts(settings(tmp_path, text, wechat_account="gh_1", wechat_token="t", wechat_appid="a",
                               wechat_secret="s")).wechat["gh_1"].templates["case_approved"]  # fmt: skip

    assert mapped.template == "abc"
    assert mapped.fields == {"thing1": "benefit", "character_string2": "number"}


def test_every_fault_is_told_at_once_with_file_and_line_and_no_secret(tmp_path):
    text = (
        'telegram:\n  - bot: "1"\n    token: "2:secretvalue"\n    identity_document: true\n'
        '  - bot: "3"\nwechat:\n  - account: gh_1\n    aes_key: short\n'
    )

    with pytest.raises(BadSettings) as told:
        accounts(settings(tmp_path, text))

    faults = str(told.value)
    for part in (
        "accounts.yaml:3: token is not one of bot 1",
        "accounts.yaml:4: unknown key 'identity_document'",
        "accounts.yaml:5: token is missing",
        "aes_key",
    ):
        assert part in faults
    assert "secretvalue" not in faults


@pytest.mark.parametrize("token", ["x", "1:a b", ":abc", "1:" + "x" * 200])
def test_a_token_that_botfather_never_gave_is_refused(tmp_path, token):
    with pytest.raises(ValueError, match="telegram_token"):
        settings(tmp_path, telegram_token=token)
