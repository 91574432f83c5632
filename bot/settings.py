"""Settings: ZHANGBAN_* variables, or the same names in a `.env` beside the program.

What is wrong is said all at once, each with its variable and what to write instead; an empty variable is unset.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent

_REMEDIES = {
    "port": "write a number from 0 to 65535, such as 8000",
    "today": "write a day as 2026-01-31, or unset it",
    "public_url": "write scheme and host, such as https://help.example.gov.cn, or unset it",
    "callback_url": "write a whole address, such as http://127.0.0.1:9000/callback, or unset it",
    "region": 'write a region code of 6 or 9 digits ("321100") or a place name',
    "telegram_token": "write it as @BotFather gave it, such as 123456:ABC-DEF, or unset it",
    "telegram_webhook_secret": "write 1 to 256 of A-Z a-z 0-9 _ -; after a comma the old one while both count",
    "telegram_api_base": "write scheme and host, such as https://api.telegram.org",
    "wechat_account": "write the original id of the account, such as gh_0123456789ab, or unset it",
    "wechat_aes_key": "write the 43 characters of EncodingAESKey, or unset it",
    "wechat_api_base": "write scheme and host, such as https://api.weixin.qq.com",
    "api_token": "write at least 16 characters without blanks, such as `openssl rand -hex 24` gives",
}


class BadSettings(Exception):
    """Settings that cannot be used; each line says which, why, and what to write."""


def data_home() -> Path:
    """Return the default folder of this clone: the user's data home / zhangban / a name from the clone's path."""
    if sys.platform == "darwin":
        home = Path.home() / "Library" / "Application Support"
    else:
        home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    clone = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return home / "zhangban" / clone


class Settings(BaseSettings):
    """Everything that may differ between two installations of the same tree."""

    model_config = SettingsConfigDict(
        env_prefix="ZHANGBAN_", env_file=ROOT / ".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data: Path = Field(default_factory=data_home)
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    region: str = "000000"
    today: date | None = None
    api_token: str = Field(default="", repr=False)
    public_url: str = ""
    callback_url: str = ""
    telegram_token: str = Field(default="", repr=False, pattern=r"^([0-9]{1,20}:[A-Za-z0-9_-]{1,120})?$")
    telegram_webhook_secret: str = Field(default="", repr=False, pattern=r"^[A-Za-z0-9_, -]{0,513}$")
    telegram_api_base: str = "https://api.telegram.org"
    wechat_account: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{1,64})?$")
    wechat_token: str = Field(default="", repr=False)
    wechat_aes_key: str = Field(
        default="", repr=False, pattern=r"^([A-Za-z0-9+/]{43}(, ?[A-Za-z0-9+/]{43})?)?$"
    )
    wechat_appid: str = ""
    wechat_secret: str = Field(default="", repr=False)
    wechat_api_base: str = "https://api.weixin.qq.com"
    reader: Literal["own", "rasa"] = "own"
    rasa_url: str = "http://127.0.0.1:5005"

    @field_validator("public_url", "callback_url", "telegram_api_base", "wechat_api_base", "rasa_url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("is not a web address")
        return value.rstrip("/")

    @field_validator("api_token")
    @classmethod
    def _long_token(cls, value: str) -> str:
        if value and (len(value) < 16 or not value.isascii() or " " in value):
            raise ValueError("is too short or holds blanks")
        return value

    @property
    def database(self) -> str:
        """The database's address: what was set, else an SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data / 'zhangban.sqlite3'}"

    @property
    def secure(self) -> bool:
        """Whether browsers reach us over https, so that cookies may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def loopback(self) -> bool:
        """Whether the address we listen on can be reached from this machine only."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_settings(**given: object) -> Settings:
    """Return the settings, those given here before the environment's; raises BadSettings with every fault."""
    chosen: Mapping[str, Any] = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**chosen)
    except ValidationError as error:
        raise BadSettings("\n".join(_fault(fault) for fault in error.errors(include_input=False))) from None


def make_data_folder(settings: Settings) -> Path:
    """Create the data folder, open to its owner only; raises BadSettings when that cannot be done."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (settings.data / "models").mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        message = f"ZHANGBAN_DATA: {settings.data} cannot be made ({error.strerror}); name a folder you may write to."
        raise BadSettings(message) from None
    return settings.data


def _fault(fault: Mapping[str, Any]) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else "settings"
    what = str(fault["msg"]).removeprefix("Value error, ")
    remedy = _REMEDIES.get(name, "see README.md for what it may be")
    return f"ZHANGBAN_{name.upper()}: {what[:1].lower()}{what[1:]}; {remedy}."
