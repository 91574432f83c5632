"""The accounts we talk through on WeChat and Telegram: one each from the settings, further ones from `accounts.yaml`.

The file lies in the data folder, beside the keys, because it holds secrets. What is wrong with it is said all at
once: file, line, fault, remedy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.settings import BadSettings, Settings
from content.fields import Fields
from content.load import Node, parse
from content.problem import Problem

FILE = "accounts.yaml"
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,120}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
Account = TypeVar("Account", "WechatAccount", "TelegramAccount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A platform's template that stands for one of our phrases.

    `fields` gives for each field of the template the gap of the phrase whose value fills it; `words` in place of a
    gap is the whole phrase. A `lasting` notice may be sent any number of times once it was accepted.
    """

    template: str
    fields: Mapping[str, str]
    lasting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WechatAccount:
    """A WeChat account by its original id (`gh_…`); `templates` and `subscriptions` are by phrase id.

    `scenes` gives what a person who scanned a code of that scene is taken to have said. With `links` a choice is a line
    to tap; without, only a numbered one.

    Without an AES key only plain messages are taken, with one only encrypted ones. While a token or a key is being
    changed the new one stands before a comma and the old one behind it: both count.
    """

    account: str
    token: str
    aes_key: str
    appid: str
    secret: str = field(repr=False)
    api_base: str
    identity_documents: bool = True
    templates: Mapping[str, Mapped] = field(default_factory=dict)
    subscriptions: Mapping[str, Mapped] = field(default_factory=dict)
    scenes: Mapping[str, str] = field(default_factory=dict)
    links: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramAccount:
    """A Telegram bot; `webhook_secrets` are all valid, the first is the one we tell Telegram.

    Identity documents are refused unless the file allows them: what is sent there lies on machines abroad.
    """

    bot: str
    token: str = field(repr=False)
    webhook_secrets: tuple[str, ...] = field(repr=False)
    api_base: str
    identity_documents: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Every account by its id: WeChat's by `gh_…`, Telegram's by the number before the colon of its token."""

    wechat: Mapping[str, WechatAccount] = field(default_factory=dict)
    telegram: Mapping[str, TelegramAccount] = field(default_factory=dict)


def accounts(settings: Settings) -> Accounts:
    """Return the accounts of the settings and the file; raises BadSettings with every fault.

    A file's entry for the settings' own account adds to it: what the entry leaves out comes from the settings.
    """
    path = settings.data / FILE
    problems: list[Problem] = []
    root = None
    if path.exists():
        root, faults = parse(path.as_posix(), path.read_text("utf-8"))
        problems.extend(faults)
    given = {
        "wechat": {settings.wechat_account} - {""},
        "telegram": {settings.telegram_token.partition(":")[0]} - {""},
    }
    wechat = {name: _own_wechat(settings) for name in given["wechat"]}
    telegram = {name: _own_telegram(settings) for name in given["telegram"]}
    if root is not None:
        with Fields(root, problems) as top:
            top.text("version", required=False)
            wechat |= _listed(top, "wechat", "account", wechat, lambda f, own: _wechat(f, own, settings))
            telegram |= _listed(top, "telegram", "bot", telegram, lambda f, own: _telegram(f, own, settings))
    if problems:
        raise BadSettings("\n".join(str(problem) for problem in sorted(problems)))
    return Accounts(wechat=wechat, telegram=telegram)


def _listed(
    top: Fields,
    key: str,
    name_key: str,
    own: Mapping[str, Account],
    read: Callable[[Fields, Account | None], Account],
) -> Mapping[str, Account]:
    found: dict[str, Account] = {}
    for item in top.items(key):
        with Fields(item, top.problems) as fields:
            name = fields.text(name_key)
            if name in found:
                fields.fault(f"{name} is listed twice", "keep one of the two", key=name_key)
            found[name] = read(fields, own.get(name))
    return found


def _own_wechat(settings: Settings) -> WechatAccount:
    return WechatAccount(
        account=settings.wechat_account,
        token=settings.wechat_token,
        aes_key=settings.wechat_aes_key,
        appid=settings.wechat_appid,
        secret=settings.wechat_secret,
        api_base=settings.wechat_api_base,
    )


def _own_telegram(settings: Settings) -> TelegramAccount:
    return TelegramAccount(
        bot=settings.telegram_token.partition(":")[0],
        token=settings.telegram_token,
        webhook_secrets=secrets_of(settings.telegram_webhook_secret),
        api_base=settings.telegram_api_base,
    )


def _wechat(fields: Fields, own: WechatAccount | None, settings: Settings) -> WechatAccount:
    def word(key: str) -> str:
        default = str(getattr(own, key)) if own else ""
        return fields.text(key, required=not default, default=default)

    aes_key = fields.text("aes_key", required=False, default=own.aes_key if own else "")
    if not all(_AES_KEY.fullmatch(key) for key in secrets_of(aes_key)):
        fields.fault("aes_key is not 43 letters and digits", "copy it from the platform", key="aes_key")
    return WechatAccount(
        account=fields.text("account"),
        token=word("token"),
        aes_key=aes_key,
        appid=word("appid"),
        secret=word("secret"),
        api_base=fields.text("api_base", required=False, default=settings.wechat_api_base).rstrip("/"),
        identity_documents=fields.flag("identity_documents", default=True),
        templates=_mappings(fields, "templates"),
        subscriptions=_mappings(fields, "subscriptions"),
        scenes=_words(fields, "scenes"),
        links=fields.flag("links", default=True),
    )


def _telegram(fields: Fields, own: TelegramAccount | None, settings: Settings) -> TelegramAccount:
    bot = fields.text("bot")
    token = fields.text("token", required=own is None, default=own.token if own else "")
    if token and not (_TOKEN.fullmatch(token) and token.partition(":")[0] == bot):
        fault = f"token is not one of bot {bot}"
        fields.fault(
            fault, "write it as @BotFather gave it; the bot's id stands before its colon", key="token"
        )
    secrets = secrets_of(fields.text("webhook_secret", required=False))
    if not all(_SECRET.fullmatch(secret) for secret in secrets):
        remedy = "use 1 to 256 of the letters A-Z a-z 0-9 _ -"
        fields.fault("webhook_secret holds other characters", remedy, key="webhook_secret")
    return TelegramAccount(
        bot=bot,
        token=token,
        webhook_secrets=secrets or (own.webhook_secrets if own else ()),
        api_base=fields.text("api_base", required=False, default=settings.telegram_api_base).rstrip("/"),
        identity_documents=fields.flag("identity_documents"),
    )


def secrets_of(text: str) -> tuple[str, ...]:
    """Return the secrets of a setting: the newest first, and after a comma the one it replaces.

    >>> secrets_of("new, old")
    ('new', 'old')
    """
    return tuple(secret.strip() for secret in text.split(",") if secret.strip())


def _mappings(fields: Fields, key: str) -> Mapping[str, Mapped]:
    return {phrase: _mapped(node, fields.problems) for phrase, node in fields.entries(key).items()}


def _mapped(node: Node, problems: list[Problem]) -> Mapped:
    with Fields(node, problems) as fields:
        template = fields.text("template")
        lasting = fields.flag("lasting")
        return Mapped(template=template, fields=_words(fields, "fields", required=True), lasting=lasting)


def _words(fields: Fields, key: str, *, required: bool = False) -> Mapping[str, str]:
    """Return a mapping of names to words."""
    found: dict[str, str] = {}
    for name, node in fields.entries(key, required=required).items():
        if isinstance(node.value, str):
            found[name] = node.value.strip()
        else:
            fault, remedy = f"{name} should be a word", f'write `{name}: "…"`'
            fields.problems.append(Problem(path=node.path, line=node.line, fault=fault, remedy=remedy))
    return found
