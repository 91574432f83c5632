"""Settings say what is wrong, all at once, and keep data folders to their owner."""

import pytest

from bot.settings import BadSettings, data_home, make_data_folder, read_settings


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.10"])
def test_a_loopback_address_is_known(host):
    assert read_settings(host=host).loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "help.example.gov.cn"])
def test_any_other_address_can_be_reached_from_outside(host):
    assert not read_settings(host=host).loopback


def test_every_fault_names_its_variable_and_its_remedy():
    with pytest.raises(BadSettings) as told:
        read_settings(today="tomorrow", public_url="help.example.gov.cn", api_token="short")

    lines = str(told.value).splitlines()

    assert {line.split(":")[0] for line in lines} == {
        "ZHANGBAN_TODAY",
        "ZHANGBAN_API_TOKEN",
        "ZHANGBAN_PUBLIC_URL",
    }
    assert all("; " in line for line in lines)


def test_a_faulty_token_is_not_repeated():
    with pytest.raises(BadSettings) as told:
        read_settings(api_token="hunter2")

    assert "hunter2" not in str(told.value)


def test_the_default_folder_is_one_for_each_clone(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert data_home().parent.name == "zhangban"
    assert data_home() == data_home()


def test_the_data_folder_is_its_owners_only(tmp_path):
    settings = read_settings(data=tmp_path / "new")

    folder = make_data_folder(settings)

    assert folder.stat().st_mode & 0o777 == 0o700


def test_an_empty_variable_is_unset(monkeypatch):
    monkeypatch.setenv("ZHANGBAN_TODAY", "")

    assert read_settings().today is None


def test_without_a_database_address_a_file_in_the_data_folder_is_used(tmp_path):
    assert read_settings(data=tmp_path).database == f"sqlite:///{tmp_path / 'zhangban.sqlite3'}"
