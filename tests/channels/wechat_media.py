"""What residents sent besides words, which the platform keeps for three days."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

from starlette.responses import Response

from tests.channels.loopback import Clock

KEPT_FOR = 3 * 86400.0


@dataclass(slots=True, kw_only=True)
class Media:
    """Files by their id: what each holds, its kind, and until when it is there."""

    clock: Clock
    files: dict[str, tuple[bytes, str, float]] = field(default_factory=dict)

    def keep(self, data: bytes, kind: str, *, late: float = 0.0) -> str:
        """Keep a file and return its id; `late` seconds pass before it is there."""
        name = secrets.token_urlsafe(32)
        if late:
            asyncio.get_running_loop().call_later(late, self._kept, name, data, kind)
        else:
            self._kept(name, data, kind)
        return name

    def _kept(self, name: str, data: bytes, kind: str) -> None:
        self.files[name] = (data, kind, self.clock.now() + KEPT_FOR)

    def download(self, name: str) -> Response | None:
        """Return the file as the platform gives it out, or None when it is not there or no longer."""
        found = self.files.get(name)
        if found is None or self.clock.now() > found[2]:
            return None
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(found[0], media_type=found[1], headers=disposition)
