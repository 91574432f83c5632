"""WeChat's stable_token: one token until five minutes before its end, a new one only where it is asked for by force.

A token taken away is 40001; one that ran out is 42001.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.channels.loopback import Clock

LIFE, RENEWED_BEFORE = 7200, 300
FORCED_A_DAY, BETWEEN_FORCED = 20, 30.0


@dataclass(slots=True, kw_only=True)
class Tokens:
    """The tokens of one account; `given` counts how many different ones there were."""

    appid: str
    secret: str
    clock: Clock
    current: str = ""
    until: float = 0.0
    given: int = 0
    fetches: int = 0
    forced: list[float] = field(default_factory=list)
    _ends: dict[str, float] = field(default_factory=dict)
    _taken_away: set[str] = field(default_factory=set)

    def fetch(self, body: Mapping[str, object]) -> dict[str, object]:
        """Answer POST /cgi-bin/stable_token."""
        self.fetches += 1
        if body.get("grant_type") != "client_credential":
            return {"errcode": 40002, "errmsg": "invalid grant_type"}
        if body.get("appid") != self.appid:
            return {"errcode": 40013, "errmsg": "invalid appid"}
        if body.get("secret") != self.secret:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        now = self.clock.now()
        if body.get("force_refresh") is True:
            recent = [at for at in self.forced if now - at < 86400]
            if len(recent) >= FORCED_A_DAY:
                return {"errcode": 45009, "errmsg": "reach max api daily quota limit"}
            if not recent or now - recent[-1] >= BETWEEN_FORCED:
                self.forced = [*recent, now]
                self.take_away()
        if self.until - now < RENEWED_BEFORE:
            self._renew(now)
        return {"access_token": self.current, "expires_in": int(self.until - now)}

    def fault_of(self, token: str) -> int:
        """Return 0 for a token that holds, else the platform's code."""
        if not token:
            return 41001
        if token in self._taken_away:
            return 40001
        if token not in self._ends:
            return 40014
        return 42001 if self.clock.now() > self._ends[token] else 0

    def take_away(self) -> None:
        """Make the current token invalid before its time, as another program's forced refresh does."""
        if self.current:
            self._taken_away.add(self.current)
        self.current, self.until = "", 0.0

    def _renew(self, now: float) -> None:
        # Real tokens have been as long as 512 characters: a store with less room loses them.
        self.current, self.until = secrets.token_urlsafe(384), now + LIFE
        self._ends[self.current] = self.until
        self.given += 1
