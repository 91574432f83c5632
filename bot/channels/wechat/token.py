"""Access tokens: fetched by one process at a time, shared through the store, renewed when the platform drops one.

`stable_token` gives the same token until five minutes before its end, so a second fetcher does no harm; a forced one
takes the old token away and is used only where the platform refuses the token it still gives out.
"""

from __future__ import annotations

import fcntl
import hmac
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from storage import wechat
from storage.engine import Store

# A token that would run out while it is used is not given out.
MARGIN = timedelta(seconds=60)

Fetch = Callable[[bool], tuple[str, int]]
"""Ask the platform for a token, by force or not; returns it with the seconds it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One kind of token of one account, called `name`; `folder` holds the lock that processes share."""

    name: str
    store: Store
    folder: Path
    fetch: Fetch

    def now(self) -> str:
        """Return a token that holds, fetching one when there is none; raises what `fetch` raises."""
        return self._stored(besides="") or self._renewed(besides="")

    def renewed(self, refused: str) -> str:
        """Return another token than the one the platform has just refused."""
        return self._renewed(besides=refused)

    def _renewed(self, besides: str) -> str:
        with self._lock():
            # Whoever held the lock before us has probably fetched it already.
            found = self._stored(besides)
            if found:
                return found
            value, seconds = self.fetch(False)
            if hmac.compare_digest(value.encode(), besides.encode()):
                value, seconds = self.fetch(True)
            with self.store.writing() as db:
                wechat.keep_token(db, self.name, value, seconds)
            return value

    def _stored(self, besides: str) -> str:
        with self.store.reading() as db:
            known = wechat.token(db, self.name)
            if known is None or known.expires_at - MARGIN <= db.now:
                return ""
        return "" if hmac.compare_digest(known.value.encode(), besides.encode()) else known.value

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Hold the lock file; the system lets go of it when the process ends, however it ends."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / (re.sub(r"[^A-Za-z0-9_-]", "_", self.name) + ".lock")
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
