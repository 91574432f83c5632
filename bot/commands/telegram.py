"""Commands for the Telegram bots: find what is wrong between us and the platform."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from bot.commands.faults import fail, say, settings_or_exit, told_plainly
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.accounts import TelegramAccount
    from bot.channels.telegram.calls import Standing

telegram = typer.Typer(help="Telegram: what is wrong.", no_args_is_help=True)
MANY_WAIT = 100
REMEDIES = {
    "InvalidToken": "Telegram does not know this token: copy it from @BotFather again.",
    "NetworkError": "Telegram cannot be reached: try `curl` on the address, or set HTTPS_PROXY.",
    "TimedOut": "Telegram did not answer in time: a firewall may lie between; set HTTPS_PROXY where one is needed.",
}


@telegram.callback()
def about() -> None:
    """Keep `check` a word of its own."""


@telegram.command("check")
def check() -> None:
    """Ask Telegram about each bot: whether the token counts, how updates come, what failed last; and say what to do."""
    from bot.accounts import accounts

    settings = settings_or_exit()
    with told_plainly():
        known = accounts(settings).telegram
    if not known:
        raise fail("No bot is configured; set ZHANGBAN_TELEGRAM_TOKEN, see docs/connect-telegram.md.", 2)
    faults = [fault for account in known.values() for fault in _checked(settings, account)]
    if faults:
        raise fail("\n".join(faults))
    say("Nothing is wrong.")


def _checked(settings: Settings, account: TelegramAccount) -> list[str]:
    """Print what one bot's standing is and return its faults."""
    from bot.channels.telegram.calls import Calls, Refused, Unreachable

    async def asked() -> Standing:
        calls = Calls(account)
        try:
            return await calls.standing()
        finally:
            await calls.close()

    try:
        found = asyncio.run(asked())
    except (Refused, Unreachable) as error:
        return [f"{account.bot}: {REMEDIES.get(str(error), f'Telegram refuses ({error}).')}"]
    papers = "taken" if account.identity_documents else "refused"
    say(
        f"{account.bot}: @{found.name}, updates are {'pushed' if found.address else 'polled'}, papers {papers}"
    )
    return [f"{account.bot}: {fault}" for fault in faults(found, wanted(settings, account))]


def wanted(settings: Settings, account: TelegramAccount) -> str:
    """Return where updates should be pushed, empty where they should be polled."""
    return f"{settings.public_url}/telegram/{account.bot}" if settings.public_url else ""


def faults(found: Standing, address: str) -> list[str]:
    """Return what is wrong with a bot's standing, each with what to do."""
    told = []
    if found.address != address:
        there, here = found.address or "nowhere (polled)", address or "nowhere (polled)"
        told.append(f"updates go to {there} and should go to {here}: start the server, it tells Telegram.")
    if found.waiting > MANY_WAIT:
        told.append(f"{found.waiting} updates wait: is the server running, and can Telegram reach it?")
    if found.last_error:
        told.append(
            f"Telegram's last push failed: {found.last_error}; see docs/connect-telegram.md, section 7."
        )
    return told
