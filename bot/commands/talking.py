"""Commands that run the assistant: serve it, talk with it here, sweep once."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.faults import say, settings_or_exit, told_plainly
from bot.settings import Settings

FRESH = "start from nothing, and keep nothing"


def serve(
    demo: Annotated[bool, typer.Option("--demo", help="add demo caseworkers and a few cases")] = False,
    host: Annotated[str | None, typer.Option(help="the address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="the port; 0 takes a free one")] = None,
) -> None:
    """Serve the residents' chat, the desk, the studio and the API."""
    from bot.serve import serve as run

    settings = settings_or_exit(host=host, port=port)
    with told_plainly():
        raise typer.Exit(run(settings, say, with_demo=demo))


def chat(
    today: Annotated[str | None, typer.Option(help="the day to reckon from, such as 2026-11-21")] = None,
    region: Annotated[str | None, typer.Option(help="the account's place: a code or a name")] = None,
    sender: Annotated[str | None, typer.Option(help="whose conversation; default: your login")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help=FRESH)] = False,
) -> None:
    """Talk with the assistant in this terminal; /quit ends it."""
    from bot import privacy

    privacy.set_up_logs()
    with told_plainly(), _folder(settings_or_exit(today=today, region=region), fresh=fresh) as settings:
        _converse(settings, sender or (f"fresh-{secrets.token_hex(4)}" if fresh else None))


def sweep() -> None:
    """Run the daily sweep once, now: reminders, expired drafts, and what is stuck or overdue."""
    from bot import foundation, privacy
    from bot.accounts import accounts
    from bot.app import make_parts, make_tasks
    from bot.release import Start
    from bot.sweep import Sweep
    from bot.turn import turn

    privacy.set_up_logs()
    settings = settings_or_exit()
    with told_plainly():
        ground = foundation.lay(settings, say, Start.FOLLOW)
        known = accounts(settings)
    set_up = {"callback": settings.callback_url, "wechat": known.wechat, "telegram": known.telegram}
    pushed = frozenset(name for name, given in set_up.items() if given)
    parts = make_parts(ground, pushed)
    swept = Sweep(
        store=ground.store,
        tasks=make_tasks(ground),
        take=lambda message: turn(parts, message),
        pushed=pushed,
        photos=ground.photos,
    ).run()
    say(f"Reminded {swept.reminded}, expired {swept.expired}, tasks {swept.tasks}.")


def _converse(settings: Settings, name: str | None) -> None:
    from bot import foundation
    from bot.app import make_parts
    from bot.channels.terminal import QUIT, Terminal, terminal_sender
    from bot.greeting import greeting
    from bot.release import Start
    from bot.turn import turn

    ground = foundation.lay(settings, say, Start.TRY)
    parts = make_parts(ground)
    say(f"You are talking with the assistant; {QUIT} ends it.\n")
    talk = Terminal(
        take=lambda message: turn(parts, message),
        sender=terminal_sender(name),
        ask=lambda: input("> "),
        say=say,
    )
    talk.run(greeting(parts))
    ground.store.close()


@contextmanager
def _folder(settings: Settings, *, fresh: bool) -> Iterator[Settings]:
    """The settings as they are, or with a folder that is gone afterwards; trained models are shared."""
    if not fresh:
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="zhangban-") as name:
        models = settings.data / "models"
        models.mkdir(mode=0o700, parents=True, exist_ok=True)
        (Path(name) / "models").symlink_to(models)
        yield settings.model_copy(update={"data": Path(name), "database_url": ""})
