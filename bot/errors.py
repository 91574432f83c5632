"""How a refusal looks: a plain JSON sentence for programs, a plain page for people, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import JSONResponse, PlainTextResponse, Response

API_PATHS = (
    "/api/",
    "/model/",
    "/webhooks/",
    "/conversations/",
    "/metrics",
    "/healthz",
    "/readyz",
    "/telegram/",
)


class Refused(Exception):
    """A request that cannot be served: its status, the field it is about, what is wrong and what to do."""

    def __init__(self, status: int, field: str, what: str, remedy: str) -> None:
        super().__init__(f"{field} {what}")
        self.status, self.field, self.what, self.remedy = status, field, what, remedy


class Busy(Exception):
    """No turn can be taken now; the same message may come again after `seconds`."""

    def __init__(self, seconds: int = 2) -> None:
        super().__init__("too many messages are waiting")
        self.seconds = seconds


def api_error(
    status: int, field: str, what: str, remedy: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the JSON of a refusal: `{"error": "<field> <what>; <remedy>.", "field": …}`."""
    body = {"error": f"{field} {what}; {remedy}.", "field": field}
    return JSONResponse(body, status_code=status, headers=headers)


def refusal(error: Refused) -> JSONResponse:
    """Return the JSON of a `Refused`."""
    return api_error(error.status, error.field, error.what, error.remedy)


def busy(error: Busy) -> JSONResponse:
    """Return 503 with the seconds after which to come again."""
    headers = {"Retry-After": str(error.seconds)}
    return api_error(503, "server", "is busy or not ready yet", "send the same message again", headers)


def is_api(path: str) -> bool:
    """Tell whether a path is for programs, so that its errors are JSON."""
    return path.startswith(API_PATHS)


def one_refusal() -> Response:
    """Return the one answer to every push that is not the platform's, whatever is wrong with it."""
    return PlainTextResponse("refused", status_code=403)
