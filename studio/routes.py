"""The policy editor's pages: the release in force, its cards, what `check` finds, and the unanswered box."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from content.chinese import in_chinese
from policies.policies import UnknownBenefit
from storage import releases, unanswered
from storage.people import Account
from storage.releases import PutInForce
from studio.box import Asked, asked, shown
from studio.pages import draw, see, to_login
from studio.parts import ROLES, STATIC, StudioParts
from studio.shelf import shown_card, stale_figures

LONGEST = 1000
MOST_TOGETHER = 1000
Signed = Callable[[Request, Account], Awaitable[Response]]


def routes(parts: StudioParts) -> list[BaseRoute]:
    """Return the studio's pages, and its style sheet under /studio/static."""
    studio = Studio(parts=parts)
    return [
        Route("/studio", studio.signed(studio.home), methods=["GET"]),
        Route("/studio/cards/{benefit}", studio.signed(studio.card), methods=["GET"]),
        Route("/studio/unanswered", studio.signed(studio.box), methods=["GET"]),
        Route("/studio/unanswered/{question}/close", studio.signed(studio.settle), methods=["POST"]),
        Mount("/studio/static", StaticFiles(directory=STATIC)),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """The studio's endpoints over its parts; all but `signed` are called with who is signed in."""

    parts: StudioParts

    def signed(self, endpoint: Signed) -> Callable[[Request], Awaitable[Response]]:
        """Return an endpoint that only editors and admins reach."""

        async def guarded(request: Request) -> Response:
            reader = await self.parts.guard.signed_in(request)
            if reader is None:
                return to_login(request)
            if reader.role not in ROLES:
                return self._trouble(request, reader, "not_for_you", 403)
            return await endpoint(request, reader)

        return guarded

    async def home(self, request: Request, reader: Account) -> Response:
        """Show the release in force, its cards, and what is wrong in the files."""
        policies = self.parts.policies()
        history, waiting = await run_in_threadpool(self._state)
        problems = await run_in_threadpool(self.parts.problems)
        values = {
            "policies": policies,
            "history": [(entry, shown(entry.at)) for entry in history],
            "problems": tuple(map(in_chinese, problems)),
            "waiting": waiting,
            "stale": stale_figures(policies, self.parts.today()),
            **self._frame(request, reader),
        }
        return draw(self.parts.templates, "studio/home.html", values)

    async def card(self, request: Request, reader: Account) -> Response:
        """Show a card with the source and mark of every figure and sentence."""
        try:
            found = shown_card(self.parts.policies(), request.path_params["benefit"], self.parts.today())
        except UnknownBenefit:
            return self._trouble(request, reader, "no_such_card", 404)
        return draw(self.parts.templates, "studio/card.html", {"card": found, **self._frame(request, reader)})

    async def box(self, request: Request, reader: Account) -> Response:
        """Show the questions nothing could answer."""
        return await self._box(request, reader)

    async def settle(self, request: Request, reader: Account) -> Response:
        """Close a question, and those shown with it, with a note on what was done about them."""
        sent = await request.form(max_fields=MOST_TOGETHER, max_files=0)
        note, token = (str(sent.get(name, "")).strip()[:LONGEST] for name in ("note", "token"))
        question = request.path_params["question"]
        if not self.parts.guard.check_token(request, token):
            return await self._box(request, reader, fault="stale_form", question=question, note=note)
        if not note:
            return await self._box(request, reader, fault="note_missing", question=question)
        together = dict.fromkeys((question, *map(str, sent.getlist("also"))))
        closed = await run_in_threadpool(self._close, tuple(together), reader.login, note)
        return see(f"/studio/unanswered?done={'closed' if closed else 'already'}")

    async def _box(
        self, request: Request, reader: Account, *, fault: str = "", question: str = "", note: str = ""
    ) -> Response:
        values = {
            "questions": await run_in_threadpool(self._open_questions),
            "fault": fault,
            "question": question,
            "note": note,
            "done": request.query_params.get("done", "") if request.method == "GET" else "",
            **self._frame(request, reader),
        }
        status = {"": 200, "stale_form": 403}.get(fault, 422)
        return draw(self.parts.templates, "studio/unanswered.html", values, status=status)

    def _state(self) -> tuple[tuple[PutInForce, ...], int]:
        with self.parts.store.reading() as db:
            return releases.history(db), len(unanswered.unanswered(db))

    def _open_questions(self) -> tuple[Asked, ...]:
        with self.parts.store.reading() as db:
            return asked(self.parts.policies(), unanswered.unanswered(db))

    def _close(self, questions: Sequence[str], login: str, note: str) -> int:
        with self.parts.store.writing() as db:
            return sum(unanswered.close(db, question, login, note) for question in questions)

    def _trouble(self, request: Request, reader: Account, fault: str, status: int) -> Response:
        values = {"fault": fault, **self._frame(request, reader)}
        return draw(self.parts.templates, "studio/trouble.html", values, status=status)

    def _frame(self, request: Request, reader: Account) -> dict[str, object]:
        return {"reader": reader, "token": self.parts.guard.make_token(request)}
