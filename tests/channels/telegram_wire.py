"""How a call of the Bot API is written, in any of the three forms that are allowed, and how it is refused."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.channels.telegram_chats import Json, Refused


async def fields_of(request: Request) -> Json:
    """Return the fields of a call: from the query, and from JSON, a multipart form, or an encoded one."""
    query = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        raw = await request.body()
        return query | (json.loads(raw) if raw else {})
    if kind.startswith("multipart/form-data"):
        return query | dict(await request.form())
    fields = parse_qs((await request.body()).decode(), keep_blank_values=True)
    return query | {name: values[-1] for name, values in fields.items()}


def listed(value: Any) -> Any:
    """Return a field that holds a list, which a form gives as JSON in a string."""
    return json.loads(value) if isinstance(value, str) else value


def too_many(seconds: int) -> Refused:
    """Return the refusal that asks to wait so long."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", seconds)


def refused(refusal: Refused) -> Response:
    """Return a refusal as it is answered."""
    body: Json = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    return JSONResponse(body, status_code=refusal.status)
