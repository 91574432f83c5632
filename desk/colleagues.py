"""Who of the desk may be given a case: whoever works on cases of its region, but for its owner."""

from __future__ import annotations

from collections.abc import Mapping

from cases.case import Case, scope
from desk.parts import ROLES
from storage.engine import Db
from storage.people import accounts


class NoSuchColleague(ValueError):
    """The chosen colleague does not work on cases of this region, or no longer works here."""


def colleagues(db: Db, case: Case) -> Mapping[str, str]:
    """Return the names of those who may be given a case, by login."""
    return {
        account.login: account.name
        for account in accounts(db)
        if account.active
        and account.role in ROLES
        and account.login != case.owner
        and case.region.startswith(scope(account.region))
    }
