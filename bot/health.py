"""What operators and other programs ask of the server itself: alive, ready, its numbers, and what its API is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import watch
from bot.access import Access
from bot.metrics import Metrics
from storage.engine import Store, StoreUnavailable

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The server's own addresses; `/healthz` and `/readyz` need no token and say nothing but that."""

    access: Access
    metrics: Metrics
    store: Store
    is_ready: Callable[[], bool]
    pushed: frozenset[str]
    api: Mapping[str, object]

    def routes(self) -> Sequence[BaseRoute]:
        """Return the four addresses."""
        return (
            Route("/healthz", self.alive, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
            Route("/metrics", self.access.tokened(self.numbers), methods=["GET"]),
            Route("/api/openapi.json", self.access.tokened(self.described), methods=["GET"]),
        )

    async def alive(self, request: Request) -> Response:
        """Answer as long as the process serves."""
        return PlainTextResponse("ok")

    async def ready(self, request: Request) -> Response:
        """Answer 200 once turns are taken."""
        if self.is_ready():
            return PlainTextResponse("ready")
        return PlainTextResponse("not ready", status_code=503, headers={"Retry-After": "1"})

    async def numbers(self, request: Request) -> Response:
        """Answer with the counters, in Prometheus' text format."""
        try:
            now = await asyncio.to_thread(self._waiting)
        except StoreUnavailable:
            now = watch.Waiting(outbox={}, oldest={})
        return Response(self.metrics.text(now.outbox, now.oldest), headers={"Content-Type": PROMETHEUS})

    async def described(self, request: Request) -> Response:
        """Answer with the OpenAPI description of every address for programs."""
        return JSONResponse(dict(self.api))

    def _waiting(self) -> watch.Waiting:
        with self.store.reading() as db:
            return watch.waiting(db, self.pushed)
