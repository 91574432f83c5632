"""Find what stands between an account and its people: settings, token, whitelist, callback, quota, menu, templates."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx

from bot.accounts import WechatAccount, secrets_of
from bot.channels.wechat.api import Api, Fault
from bot.channels.wechat.codes import explained
from bot.channels.wechat.sending import SEND

SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `remedy` is empty where nothing is to be done."""

    what: str
    good: bool
    told: str


def diagnose(api: Api, public_url: str, now: Callable[[], float]) -> Iterator[Finding]:
    """Look at everything once and yield what was found; nothing is changed, no person is written to."""
    account = api.account
    yield from _settings(account, public_url)
    token = _asked("token", "was given", api.tokens.now)
    yield token
    if token.good:
        yield _asked("quota", "is left", lambda: _quota(api))
        yield _asked("menu", "is set", lambda: _menu(api))
    yield _callback(account, public_url, now)


def _settings(account: WechatAccount, public_url: str) -> Iterator[Finding]:
    for name, value in (
        ("TOKEN", account.token),
        ("APPID", account.appid),
        ("SECRET", account.secret),
        ("AES_KEY", account.aes_key),
    ):
        told = "is set" if value else f"is missing; set ZHANGBAN_WECHAT_{name} or write it in accounts.yaml"
        if not value and name == "AES_KEY":
            told = "is missing, so pushes come in the clear; choose safe mode and set ZHANGBAN_WECHAT_AES_KEY"
        yield Finding(what=name, good=bool(value), told=told)
    mapped = bool(account.templates or account.subscriptions)
    told = (
        "are mapped" if mapped else "are not mapped: who was silent for 48 hours becomes a task for the desk"
    )
    yield Finding(what="templates", good=mapped, told=told)
    told = (
        public_url
        or "is missing, so links from the chat open the page as a stranger's; set ZHANGBAN_PUBLIC_URL"
    )
    yield Finding(what="PUBLIC_URL", good=bool(public_url), told=told)


def _asked(what: str, good: str, ask: Callable[[], object]) -> Finding:
    try:
        found = ask()
    except Fault as fault:
        return Finding(what=what, good=False, told=explained(fault.code))
    return Finding(what=what, good=True, told=found if what != "token" and isinstance(found, str) else good)


def _quota(api: Api) -> str:
    quota = api.post("/cgi-bin/openapi/quota/get", {"cgi_path": SEND}).get("quota", {})
    return f"{quota.get('remain')} of {quota.get('daily_limit')} messages are left today"


def _menu(api: Api) -> str:
    found = api.get("/cgi-bin/get_current_selfmenu_info").get("selfmenu_info", {})
    count = len(found.get("button", ()))
    return f"has {count} buttons" if count else "is empty; set one with: python -m bot wechat menu FILE"


def _callback(account: WechatAccount, public_url: str, now: Callable[[], float]) -> Finding:
    """Ask our own address what the platform asks when its page is saved."""
    if not public_url or not account.token:
        return Finding(what="callback", good=False, told="cannot be tried without PUBLIC_URL and TOKEN")
    at, nonce, echo = str(int(now())), secrets.token_hex(5), secrets.token_hex(8)
    proof = hashlib.sha1("".join(sorted((secrets_of(account.token)[0], at, nonce))).encode()).hexdigest()  # noqa: S324
    query = {"signature": proof, "timestamp": at, "nonce": nonce, "echostr": echo}
    address = f"{public_url}/wechat/{account.account}"
    try:
        answer = httpx.get(address, params=query, timeout=SECONDS)
    except httpx.HTTPError as error:
        told = f"{address} cannot be reached ({type(error).__name__}); check DNS, nginx and the certificate"
        return Finding(what="callback", good=False, told=told)
    if answer.status_code == 200 and answer.text == echo:
        return Finding(what="callback", good=True, told=f"{address} answers as the platform expects")
    told = f"{address} answers {answer.status_code}: is the server running, with this token, and its clock right?"
    return Finding(what="callback", good=False, told=told)
