"""The desk's pages: the queue, a case, and the buttons of a case. Everything works without scripts.

A case outside the reader's region is not there (404). When something stands in the way, the page comes again
with every typed word still in it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from cases.case import ChangedMeanwhile, ConsentTakenBack, NoSuchCase, NoSuchMove, NotYours, ReasonMissing
from desk import desk_work
from desk.actions import MOVES
from desk.case_page import Typed
from desk.colleagues import NoSuchColleague
from desk.form import Form, NothingChosen, Unsettled, WhyMissing
from desk.pages import HEADERS, draw, see, sent_file, to_login
from desk.parts import ROLES, STATIC, DeskParts
from desk.queue_page import Filter
from storage.engine import StoreUnavailable
from storage.people import Account

# What stood in the way: the name under which the template has words for it, and the status of the answer.
FAULTS: Mapping[type[Exception], tuple[str, int]] = {
    ChangedMeanwhile: ("changed", 409),
    ConsentTakenBack: ("consent_taken_back", 409),
    NotYours: ("not_yours", 409),
    NoSuchMove: ("no_such_move", 409),
    ReasonMissing: ("reason_missing", 422),
    NothingChosen: ("nothing_chosen", 422),
    Unsettled: ("unsettled", 422),
    WhyMissing: ("why_missing", 422),
    NoSuchColleague: ("no_such_colleague", 422),
    StoreUnavailable: ("unavailable", 503),
}
LONGEST = 2000
LONGEST_FIND = 40
Signed = Callable[[Request, Account], Awaitable[Response]]


def routes(parts: DeskParts) -> list[BaseRoute]:
    """Return the desk's pages, and its style sheet under /desk/static."""
    desk = Desk(parts=parts)
    case = "/desk/cases/{number}"
    return [
        Route("/desk", desk.signed(desk.queue), methods=["GET"]),
        Route("/desk/next", desk.signed(desk.next), methods=["GET"]),
        Route("/desk/find", desk.signed(desk.find), methods=["POST"]),
        Route("/desk/news", desk.signed(desk.news), methods=["GET"]),
        Route(case, desk.signed(desk.case), methods=["GET"]),
        Route(case + "/talk", desk.signed(desk.new_lines), methods=["GET"]),
        Route(case + "/photos/{digest}", desk.signed(desk.photo), methods=["GET"]),
        Route(case + "/reveal", desk.signed(desk.reveal), methods=["POST"]),
        Route(case + "/{action}", desk.signed(desk.press), methods=["POST"]),
        Mount("/desk/static", StaticFiles(directory=STATIC)),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The desk's endpoints over its parts; all but `signed` are called with who is signed in."""

    parts: DeskParts

    def signed(self, endpoint: Signed) -> Callable[[Request], Awaitable[Response]]:
        """Return an endpoint that only caseworkers, leads and admins reach."""

        async def guarded(request: Request) -> Response:
            reader = await self.parts.guard.signed_in(request)
            if reader is None:
                return to_login(request)
            if reader.role not in ROLES:
                return self._trouble(request, reader, "not_for_you", 403)
            return await endpoint(request, reader)

        return guarded

    async def queue(self, request: Request, reader: Account) -> Response:
        """Show what comes first today, and the queue."""
        found = await run_in_threadpool(desk_work.open_queue, self.parts, reader, _wanted(request))
        values = {"page": found, "none": "none" in request.query_params, **self._frame(request, reader)}
        return draw(self.parts.templates, "desk/queue.html", values)

    async def next(self, request: Request, reader: Account) -> Response:
        """Go to the case that comes first, of the kind and benefit asked for; then to the queue's of that kind."""
        wanted = _wanted(request)
        found = await run_in_threadpool(desk_work.open_queue, self.parts, reader, wanted)
        return see(f"/desk/cases/{found.next}" if found.next else f"/desk?none=1{wanted.query}")

    async def news(self, request: Request, reader: Account) -> Response:
        """Return in a few words who waits for somebody's words, for a page that is open on something else."""
        found = await run_in_threadpool(desk_work.open_queue, self.parts, reader, Filter())
        return draw(self.parts.templates, "desk/news.html", {"page": found, "reader": reader})

    async def find(self, request: Request, reader: Account) -> Response:
        """Look for a case by what a caller says of it; a name must not stand in an address, so it comes by POST."""
        form = _form(await request.form(max_fields=10, max_files=0))
        if not self.parts.guard.check_token(request, form.text("token")):
            values = {"page": None, "fault": "stale_form", **self._frame(request, reader)}
            return draw(self.parts.templates, "desk/found.html", values, status=403)
        found = await run_in_threadpool(
            desk_work.looked_up, self.parts, reader, form.text("find")[:LONGEST_FIND]
        )
        if len(found.lines) == 1:
            return see(f"/desk/cases/{found.lines[0].row.number}")
        values = {"page": found, "finding": True, **self._frame(request, reader)}
        return draw(self.parts.templates, "desk/found.html", values)

    async def case(self, request: Request, reader: Account) -> Response:
        """Show a case."""
        return await self._drawn(request, reader, Typed())

    async def new_lines(self, request: Request, reader: Account) -> Response:
        """Return the conversation alone for a page that is open already; 204 when it has all the lines.

        A page that was drawn from an older version of the case is told so: its other parts do not renew themselves.
        """
        number = request.path_params["number"]
        try:
            opened = await run_in_threadpool(desk_work.open_page, self.parts, reader, number)
        except NoSuchCase:
            return await self._missing(request, reader, number)
        asked, page = request.query_params, opened.page
        drawn = asked.get("version", "")
        version = int(drawn) if drawn.isdecimal() else page.case.version
        moved = "moved" in asked or version == page.case.version  # nothing to tell, or told already
        if asked.get("seen") == str(page.talk.count) and moved:
            return Response(status_code=204, headers=HEADERS)
        return draw(self.parts.templates, "desk/talk.html", {"page": page, "version": version})

    async def press(self, request: Request, reader: Account) -> Response:
        """Do what a button says; a request or a decision is shown as it will be read, before it is sent."""
        number, action = request.path_params["number"], request.path_params["action"]
        if action not in MOVES:
            return self._trouble(request, reader, "no_such_page", 404)
        form = _form(await request.form(max_fields=100, max_files=0))
        typed = Typed(action=action, fields=form.fields, ticked=form.ticked)
        if not self.parts.guard.check_token(request, form.text("token")):
            return await self._drawn(request, reader, replace(typed, fault="stale_form"), 403)
        try:
            preview = await run_in_threadpool(desk_work.act, self.parts, reader, number, action, form)
        except NoSuchCase:
            return await self._missing(request, reader, number)
        except tuple(FAULTS) as error:
            fault, status = FAULTS[type(error)]
            return await self._drawn(request, reader, replace(typed, fault=fault), status)
        if preview is not None:
            return await self._drawn(request, reader, replace(typed, preview=preview))
        # The fragment of the form that was sent would scroll past what was done.
        return see(f"/desk/cases/{number}?done={action}#top")

    async def reveal(self, request: Request, reader: Account) -> Response:
        """Show one long number in full for half a minute, once its reader has said why; that is recorded."""
        number = request.path_params["number"]
        form = _form(await request.form(max_fields=10, max_files=0))
        typed = Typed(action="reveal", fields=form.fields)
        if not self.parts.guard.check_token(request, form.text("token")):
            return await self._drawn(request, reader, replace(typed, fault="stale_form"), 403)
        fact, reason = form.text("fact"), form.text("why")
        if not reason:
            return await self._drawn(request, reader, replace(typed, fault="reason_missing"), 422)
        try:
            full = await run_in_threadpool(desk_work.full_value, self.parts, reader, number, fact, reason)
        except NoSuchCase:
            return await self._missing(request, reader, number)
        drawn = await self._drawn(request, reader, Typed(action="reveal", full={fact: full}))
        drawn.headers["Refresh"] = f"{desk_work.FULL_FOR_SECONDS}; url=/desk/cases/{number}"
        return drawn

    async def photo(self, request: Request, reader: Account) -> Response:
        """Show a picture that the case's resident sent, or give another file of theirs to play or to save."""
        number, digest = request.path_params["number"], request.path_params["digest"]
        try:
            shown = await run_in_threadpool(desk_work.picture, self.parts, reader, number, digest)
        except LookupError:
            return await self._missing(request, reader, number)
        return sent_file(shown, digest)

    async def _drawn(self, request: Request, reader: Account, typed: Typed, status: int = 200) -> Response:
        number = request.path_params["number"]
        try:
            opened = await run_in_threadpool(desk_work.open_page, self.parts, reader, number)
        except NoSuchCase:
            return await self._missing(request, reader, number)
        done = request.query_params.get("done", "") if request.method == "GET" else ""
        frame = self._frame(request, reader)
        values = {"opened": opened, "page": opened.page, "typed": typed, "done": done, **frame}
        return draw(self.parts.templates, "desk/case.html", values, status=status)

    async def _missing(self, request: Request, reader: Account, number: str) -> Response:
        await run_in_threadpool(desk_work.note_missing, self.parts, reader, number)
        return self._trouble(request, reader, "no_such_case", 404)

    def _trouble(self, request: Request, reader: Account, fault: str, status: int) -> Response:
        values = {"fault": fault, **self._frame(request, reader)}
        return draw(self.parts.templates, "desk/trouble.html", values, status=status)

    def _frame(self, request: Request, reader: Account) -> dict[str, object]:
        return {"reader": reader, "token": self.parts.guard.make_token(request), "today": self.parts.today()}


def _wanted(request: Request) -> Filter:
    asked = request.query_params
    return Filter(
        kind=asked.get("kind", ""), benefit=asked.get("benefit", ""), whose=asked.get("whose", "all")
    )


def _form(sent: FormData) -> Form:
    fields = {name: value[:LONGEST] for name, value in sent.items() if isinstance(value, str)}
    ticked = tuple(value[:LONGEST] for value in sent.getlist("because") if isinstance(value, str))
    version = fields.get("version", "")
    return Form(fields=fields, ticked=ticked, version=int(version) if version.isdecimal() else 0)
