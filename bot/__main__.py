"""The command line: `python -m bot --help`. Each command imports what it needs when it runs, so that all start fast."""

from __future__ import annotations

import typer

from bot.commands import evaluation, flows, libraries, talking
from bot.commands.accounts import accounts
from bot.commands.policies import policies
from bot.commands.releases import releases
from bot.commands.telegram import telegram
from bot.commands.wechat import wechat

program = typer.Typer(
    help="Zhangban: a benefits assistant that answers with cited facts and takes an application to a decision.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
program.command()(talking.serve)
program.command()(talking.chat)
program.command()(libraries.check)
program.command()(libraries.train)
program.command()(evaluation.evaluate)
program.command()(libraries.read)
program.command()(flows.flow)
program.command()(talking.sweep)
program.add_typer(accounts, name="desk-user")
program.add_typer(policies, name="policy")
program.add_typer(releases, name="release")
program.add_typer(telegram, name="telegram")
program.add_typer(wechat, name="wechat")

if __name__ == "__main__":
    program(prog_name="python -m bot")
