"""Serve: build the program in this process, listen, print where it is, and say when it may be used."""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from typing import NoReturn

import uvicorn

from bot import demo, privacy
from bot.app import Program, assemble
from bot.errors import Busy
from bot.message import Bubble, Message
from bot.settings import BadSettings, Settings
from storage.people import Account, Role

Tell = Callable[[str], None]
LONGEST_STOP = 10
PAGES = {
    Role.CASEWORKER: "the desk",
    Role.LEAD: "the desk, a second pair of eyes",
    Role.EDITOR: "the studio",
    Role.ADMIN: "the desk and the studio",
}


class PortServer(uvicorn.Server):
    """uvicorn's server, which says when its port is open, or that it is another's by now."""

    opened: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, then tell; raises PortTaken where another program listens on the port by now."""
        try:
            await super().startup(sockets=sockets)
        except OSError as error:
            await self._give_up(error.strerror)
        # uvloop closes a socket that it cannot listen on, and says nothing.
        if any(door.fileno() < 0 for door in sockets or ()):
            await self._give_up(os.strerror(errno.EADDRINUSE))
        if self.started:
            self.opened()

    async def _give_up(self, reason: str | None) -> NoReturn:
        await self.lifespan.shutdown()
        raise PortTaken(reason)


class PortTaken(Exception):
    """Two programs hold one port as long as neither listens; this one was the second to. Says why it cannot."""


def serve(settings: Settings, tell: Tell, *, with_demo: bool) -> int:
    """Serve until stopped and return the exit code; raises BadSettings or BadLibrary before anything listens."""
    privacy.set_up_logs()
    door = bound(settings)
    program = assemble(settings, tell)
    logins = demo.accounts(program.foundation.store, settings.data / demo.LOGINS) if with_demo else {}
    server = PortServer(_config(program))

    def opened() -> None:
        program.running.port.set()
        for line in _welcome(_address(door, settings), logins, settings):
            tell(line)
        if with_demo:
            threading.Thread(target=_demo_cases, args=(program, tell), daemon=True).start()

    server.opened = opened
    try:
        server.run(sockets=[door])
    except PortTaken as error:
        raise _not_to_be_had(settings, str(error)) from None
    return 0 if server.started else 1


def bound(settings: Settings) -> socket.socket:
    """Return a socket that holds the port but does not listen yet, so that a taken port is told at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Only where the protocol is named does the event loop turn Nagle's algorithm off; without, every answer on a
    # connection that is kept open waits 40 ms for the other side's delayed acknowledgement.
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
    except OSError as error:
        door.close()
        raise _not_to_be_had(settings, str(error.strerror)) from None
    return door


def _not_to_be_had(settings: Settings, why: str) -> BadSettings:
    reason = f"{settings.host} port {settings.port} cannot be listened on ({why})"
    return BadSettings(f"{reason}; stop what uses it, or choose another with --port.")


def _config(program: Program) -> uvicorn.Config:
    return uvicorn.Config(
        program.app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        ws="none",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=LONGEST_STOP,
    )


def _address(door: socket.socket, settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"http://{host}:{door.getsockname()[1]}"


def _welcome(address: str, logins: Mapping[str, str], settings: Settings) -> list[str]:
    lines = [
        f"Chat for residents   {address}/chat",
        f"Desk for caseworkers {address}/desk",
        f"Studio for editors   {address}/studio",
        f"API description      {address}/api/openapi.json",
        f"Everything is kept in {settings.data}",
    ]
    if logins:
        lines.append(f"Demo log-ins (also in {settings.data / demo.LOGINS}):")
        known = demo.people_by_login()
        lines += [
            f"  {login:10} {password:14} {_who(known.get(login))}" for login, password in logins.items()
        ]
    return lines


def _who(account: Account | None) -> str:
    return f"{account.name}: {PAGES[account.role]}" if account else ""


def _demo_cases(program: Program, tell: Tell) -> None:
    while not program.running.is_ready:
        time.sleep(0.05)

    def take(message: Message) -> tuple[Bubble, ...]:
        if not program.running.is_ready:
            raise Busy
        return program.running.inbox.take_now(message)

    count = demo.cases(program.foundation.store, take)
    tell(f"Ready. The queue holds {count} cases, open and done.")
