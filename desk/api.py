"""The cases as JSON for other programs: plain columns in the list, masked facts in a case. Reading only.

Who may call is checked by the shell before these handlers are reached; they see the whole nation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cases import store
from cases.case import OPEN, Case, Kind, NoSuchCase, StatedFact, Status
from cases.queue import QueueRow, queue
from desk.masking import SECRET_KINDS, masked
from desk.naming import fact_kind
from desk.parts import DeskParts
from policies.policies import Policies

NATION = "000000"


def api_routes(parts: DeskParts) -> list[Route]:
    """Return GET /api/cases (`kind`, `status`, `region` narrow it) and GET /api/cases/{number}."""
    api = Api(parts=parts)
    return [
        Route("/api/cases", api.every, methods=["GET"]),
        Route("/api/cases/{number}", api.one, methods=["GET"]),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The two handlers over the desk's parts."""

    parts: DeskParts

    async def every(self, request: Request) -> Response:
        """Return open cases (or those of the statuses asked for), in the queue's order."""
        asked = request.query_params
        kinds, statuses = asked.getlist("kind"), asked.getlist("status")
        unknown = {*kinds} - {*Kind} or {*statuses} - {*Status}
        if unknown:
            return _error(400, "kind" if {*kinds} - {*Kind} else "status", sorted(unknown)[0])
        region = asked.get("region", NATION)
        rows = await run_in_threadpool(
            self._listed, region, tuple(map(Kind, kinds)), tuple(map(Status, statuses)) or tuple(OPEN)
        )
        return JSONResponse({"cases": [_row(row) for row in rows]})

    async def one(self, request: Request) -> Response:
        """Return a case; long numbers in it are masked."""
        number = request.path_params["number"]
        try:
            case = await run_in_threadpool(self._one, number)
        except NoSuchCase:
            return _error(404, "number", number)
        return JSONResponse(_whole(self.parts.policies(), case))

    def _listed(
        self, region: str, kinds: tuple[Kind, ...], statuses: tuple[Status, ...]
    ) -> tuple[QueueRow, ...]:
        with self.parts.store.reading() as db:
            return queue(db, region=region, kinds=kinds, statuses=statuses)

    def _one(self, number: str) -> Case:
        with self.parts.store.reading() as db:
            return store.case(db, number, region=NATION)


def _error(status: int, field: str, value: str) -> Response:
    body = {"error": f"{field} {value[:40]!r} is not known; see GET /api/cases.", "field": field}
    return JSONResponse(body, status_code=status)


def _row(row: QueueRow) -> Mapping[str, object]:
    return {name: _plain(value) for name, value in asdict(row).items()}


def _whole(policies: Policies, case: Case) -> Mapping[str, object]:
    plain = (
        "number", "kind", "status", "benefit", "region", "opened_on", "due", "owner", "version", "answered",
        "waiting_since", "waited",
    )  # fmt: skip
    return {
        **{name: _plain(getattr(case, name)) for name in plain},
        "words": masked(case.words),
        "request": masked(case.request) if case.request else None,
        "reasons": [masked(reason) for reason in case.reasons],
        "facts": [_fact(policies, fact) for fact in case.facts],
        "assessment": asdict(case.assessment) if case.assessment else None,
    }


def _fact(policies: Policies, stated: StatedFact) -> Mapping[str, object]:
    secret = fact_kind(policies, stated.fact) in SECRET_KINDS or isinstance(stated.value, str)
    value = masked(str(stated.value)) if secret and stated.value is not None else stated.value
    return {"fact": stated.fact, "value": value, "said_by": stated.said_by, "at": stated.at}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
