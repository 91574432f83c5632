"""The floors of the web: the least a server of this shape can do, in a process of its own.

`/row` parses JSON, inserts one row, commits it with synchronous=FULL on the one thread that writes, and answers;
`/echo` parses JSON and answers. Run as `python -m benchmarks.floor PORT FILE`.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route


class Row:
    """A table of bodies; every insert is a transaction that has reached the disk when it returns."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.execute("CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")

    def keep(self, body: str) -> None:
        """Insert one row and commit."""
        self._base.execute("BEGIN IMMEDIATE")
        self._base.execute("INSERT INTO kept (body) VALUES (?)", (body,))
        self._base.execute("COMMIT")


def application(row: Row) -> Starlette:
    """Return the web application of the two floors."""
    thread = ThreadPoolExecutor(max_workers=1)

    async def keep(request: Request) -> Response:
        fields = json.loads(await request.body())
        await asyncio.get_running_loop().run_in_executor(thread, row.keep, json.dumps(fields))
        return JSONResponse([{"recipient_id": fields["sender"], "text": fields["message"]}])

    async def echo(request: Request) -> Response:
        fields = json.loads(await request.body())
        return JSONResponse({"text": fields["text"], "entities": []})

    async def ready(request: Request) -> Response:
        return PlainTextResponse("ready")

    return Starlette(
        routes=[
            Route("/row", keep, methods=["POST"]),
            Route("/echo", echo, methods=["POST"]),
            Route("/readyz", ready, methods=["GET"]),
        ]
    )


if __name__ == "__main__":
    uvicorn.run(
        application(Row(Path(sys.argv[2]))),
        port=int(sys.argv[1]),
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
    )
