"""Commands for the WeChat accounts: set the menu, make a code for a scene, find what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from bot.commands.faults import fail, say, settings_or_exit, told_plainly
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.wechat.api import Api

wechat = typer.Typer(help="WeChat: the menu, codes to scan, and what is wrong.", no_args_is_help=True)

Which = Annotated[
    str | None, typer.Option("--account", help="the original id (gh_…), where there are several")
]
SHOWN = "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket="


@wechat.command("menu")
def menu(
    file: Annotated[Path, typer.Argument(help="the menu's YAML file")],
    account: Which = None,
    dry: Annotated[bool, typer.Option("--dry", help="only read the file and say what would be set")] = False,
) -> None:
    """Set the menu under the chat; people see it when they come back to the chat, after five minutes at most."""
    from bot.channels.wechat.api import Fault
    from bot.channels.wechat.codes import explained
    from bot.channels.wechat.menu import menu as read

    settings = settings_or_exit()
    api = _api(settings, account)
    page = f"{settings.public_url}/wechat/{api.account.account}/page" if settings.public_url else ""
    with told_plainly():
        made = read(file, page=page)
    if not dry:
        try:
            api.post("/cgi-bin/menu/create", made)
        except Fault as fault:
            raise fail(explained(fault.code)) from None
    for button in made["button"]:  # type: ignore[attr-defined]
        say(f"{button['name']}")
        for below in button.get("sub_button", ()):
            say(f"  {below['name']}: {below.get('key') or below.get('url')}")
    say("Nothing was set." if dry else "The menu is set.")


@wechat.command("scene")
def scene(
    name: Annotated[
        str, typer.Argument(help="the scene's name, 1 to 64 characters; its words in accounts.yaml")
    ],
    account: Which = None,
) -> None:
    """Make a lasting code to scan for a scene, and print where its picture is."""
    from bot.channels.wechat.api import Fault
    from bot.channels.wechat.codes import explained

    api = _api(settings_or_exit(), account)
    wanted = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": name}}}
    try:
        made = api.post("/cgi-bin/qrcode/create", wanted)
    except Fault as fault:
        raise fail(explained(fault.code)) from None
    say(f"{SHOWN}{quote(str(made.get('ticket', '')), safe='')}")
    if name not in api.account.scenes:
        say(f"Note: accounts.yaml gives the scene {name} no words, so whoever scans it is only greeted.")


@wechat.command("check")
def check(account: Which = None) -> None:
    """Look at settings, token, IP whitelist, callback, quota and menu, and say what to do about each."""
    from bot import clock
    from bot.channels.wechat.diagnosis import diagnose

    settings = settings_or_exit()
    faults = 0
    for found in diagnose(_api(settings, account), settings.public_url, lambda: clock.now().timestamp()):
        say(f"{'good ' if found.good else 'FAULT'} {found.what:11} {found.told}")
        faults += not found.good
    raise typer.Exit(1 if faults else 0)


def _api(settings: Settings, name: str | None) -> Api:
    from bot.accounts import accounts
    from bot.channels.wechat.api import Api
    from bot.foundation import open_database

    with told_plainly():
        known = accounts(settings).wechat
        if not known:
            raise fail("No WeChat account is configured: set ZHANGBAN_WECHAT_ACCOUNT and the rest.", 2)
        if name is None and len(known) > 1:
            raise fail(f"There are several accounts, name one with --account: {', '.join(known)}", 2)
        chosen = known.get(name or next(iter(known)))
        if chosen is None:
            raise fail(f"There is no account {name}; known are {', '.join(known)}.", 2)
        return Api(chosen, open_database(settings), settings.data / "locks")
