"""A caseworker at the desk of a running program: what they press, and what their page of a case shows."""

from __future__ import annotations

import html
import re

import httpx

from storage.people import Account, Role, add_account, hash_password
from tests.channels.stand import Stand
from tests.whole.program import opened

PASSWORD = "a password of the tests"


class Desk:
    """One signed-in caseworker; the cookie is carried by hand, since it is meant for https alone."""

    def __init__(self, stand: Stand, login: str = "li") -> None:
        account = Account(login=login, name="李强", role=Role.CASEWORKER, region="000000", active=True)
        password = hash_password(PASSWORD)
        with opened(stand.server.data) as store, store.writing() as db:
            add_account(db, account, password)
        self._client = httpx.Client(base_url=stand.server.base, timeout=30)
        answer = self._client.post("/login", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        self._client.headers["Cookie"] = answer.headers["set-cookie"].split(";")[0]

    def presses(self, number: str, action: str, **fields: str) -> None:
        """Press a button of a case's page, which must work."""
        page = self.page(number)
        hidden = {name: _hidden(page, name) for name in ("token", "version")}
        answer = self._client.post(f"/desk/cases/{number}/{action}", data={**hidden, **fields})
        assert answer.status_code == 303, (action, answer.status_code)

    def page(self, number: str) -> str:
        """Return the page of a case, as text with its characters unescaped."""
        answer = self._client.get(f"/desk/cases/{number}")
        assert answer.status_code == 200, answer.status_code
        return html.unescape(answer.text)

    def files(self, number: str) -> list[bytes]:
        """Return what can be opened from the page of a case, in its order."""
        links = re.findall(rf'"(/desk/cases/{number}/photos/\w+)"', self.page(number))
        answers = [self._client.get(link) for link in dict.fromkeys(links)]
        assert all(answer.status_code == 200 for answer in answers)
        return [answer.content for answer in answers]


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]
