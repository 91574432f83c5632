"""Caseworkers and editors: accounts, passwords and sessions.

A guess is counted before it is looked at, so that many at once are not more guesses than five in a quarter of
an hour; whether a login exists shows neither in the answer nor in its duration. Hashing never happens inside
a transaction: it takes a quarter of a second, and turns would wait for it.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from storage.columns import Instant
from storage.engine import Db, Store, metadata, upsert

GUESSES = 5
GUESS_WINDOW = timedelta(minutes=15)
IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=10)
SEEN_EVERY = timedelta(minutes=1)
TOKEN_BYTES = 32


class Role(StrEnum):
    """What an account may do, from looking after cases to looking after accounts."""

    CASEWORKER = "caseworker"
    LEAD = "lead"
    EDITOR = "editor"
    ADMIN = "admin"


class Refusal(StrEnum):
    """Why a sign-in was refused; a stranger is told the same for an unknown login as for a wrong password."""

    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who signs in: `region` is the code whose cases, and those of its parts, they see."""

    login: str
    name: str
    role: Role
    region: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A new session; the token is shown to nobody but the person's browser and is not stored as it is."""

    account: Account
    token: str


accounts_table = sa.Table(
    "account",
    metadata,
    sa.Column("login", sa.String(100), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("region", sa.String(20), nullable=False),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
)

guesses = sa.Table(
    "sign_in_guess",
    metadata,
    sa.Column("login", sa.String(64), primary_key=True),  # keyed digest: people type passwords here
    sa.Column("since", Instant, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
)

sessions = sa.Table(
    "session",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),  # keyed digest of the token
    sa.Column("login", sa.ForeignKey("account.login"), nullable=False, index=True),
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
)


def hash_password(password: str) -> str:
    """Return the Argon2id hash to store; takes a quarter of a second, so call it outside a transaction."""
    return PasswordHasher().hash(password)


def add_account(db: Db, account: Account, password_hash: str) -> None:
    """Make an account, or give an existing login this name, role, region and password; its sessions end."""
    values = {
        "name": account.name,
        "role": account.role.value,
        "region": account.region,
        "password_hash": password_hash,
        "active": account.active,
    }
    upsert(db, accounts_table, {"login": account.login, "made_at": db.now, **values}, values)
    _end_sessions(db, account.login)


def set_active(db: Db, login: str, active: bool) -> None:
    """Allow or end an account's use; ending it ends its sessions at once."""
    db.connection.execute(
        sa.update(accounts_table).where(accounts_table.c.login == login).values(active=active)
    )
    _end_sessions(db, login)


def account(db: Db, login: str) -> Account | None:
    """Return an account, active or not, or None for an unknown login."""
    row = db.connection.execute(sa.select(accounts_table).where(accounts_table.c.login == login)).first()
    return None if row is None else _account(row)


def accounts(db: Db) -> tuple[Account, ...]:
    """Return all accounts by login."""
    rows = db.connection.execute(sa.select(accounts_table).order_by(accounts_table.c.login))
    return tuple(map(_account, rows))


def sign_in(store: Store, login: str, password: str) -> SignedIn | Refusal:
    """Check a password and begin a session; three short steps, with the hashing outside any transaction.

    After five failures in a quarter of an hour every sign-in to the login is refused until that quarter is
    over.
    """
    with store.writing() as db:
        counted = _count_guess(db, login)
        row = db.connection.execute(sa.select(accounts_table).where(accounts_table.c.login == login)).first()
    if not counted:
        return Refusal.LOCKED
    if not _matches(None if row is None else row.password_hash, password):
        return Refusal.WRONG
    with store.writing() as db:
        # Read again: the account may have been ended, or its password changed, while we were hashing.
        now = db.connection.execute(sa.select(accounts_table).where(accounts_table.c.login == login)).first()
        if now is None or row is None or not now.active:
            return Refusal.WRONG
        if not hmac.compare_digest(now.password_hash, row.password_hash):
            return Refusal.WRONG
        db.connection.execute(sa.delete(guesses).where(guesses.c.login == _login_digest(db, login)))
        return SignedIn(account=_account(now), token=_begin_session(db, login))


def signed_in(store: Store, token: str, *, active: bool = True) -> Account | None:
    """Return whose session a token is, or None once it was idle for 30 minutes or is ten hours old.

    What a page asks by itself is not `active`: it does not keep the session of somebody who went away.
    """
    with store.reading() as db:
        session = _session_id(db, token)
        where = sessions.c.id == session
        found = sa.select(accounts_table, sessions.c.started_at, sessions.c.seen_at).join(
            sessions, sessions.c.login == accounts_table.c.login
        )
        row = db.connection.execute(found.where(where, accounts_table.c.active)).first()
        if row is None or db.now - row.started_at >= ABSOLUTE_LIMIT or db.now - row.seen_at >= IDLE_LIMIT:
            return None
        stale = active and db.now - row.seen_at >= SEEN_EVERY
    if stale:
        with store.writing() as db:
            db.connection.execute(sa.update(sessions).where(where).values(seen_at=db.now))
    return _account(row)


def sign_out(db: Db, token: str) -> None:
    """End the session of a token."""
    session = _session_id(db, token)
    db.connection.execute(sa.delete(sessions).where(sessions.c.id == session))


def _count_guess(db: Db, login: str) -> bool:
    db.connection.execute(sa.delete(guesses).where(guesses.c.since <= db.now - GUESS_WINDOW))
    first = {"login": _login_digest(db, login), "since": db.now, "count": 1}
    # A guess beyond the limit does not renew the window: a stranger locks nobody out for longer.
    row = upsert(db, guesses, first, {"count": guesses.c.count + 1}, (guesses.c.count,))
    return bool(row[0] <= GUESSES)


def _matches(stored: str | None, password: str) -> bool:
    if stored is None:
        hash_password(password)  # the same work as for a login that exists
        return False
    try:
        return PasswordHasher().verify(stored, password)
    except VerificationError:
        return False


def _begin_session(db: Db, login: str) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    old = sessions.c.started_at <= db.now - ABSOLUTE_LIMIT
    db.connection.execute(sa.delete(sessions).where(old))
    values = {"id": _session_id(db, token), "login": login, "started_at": db.now, "seen_at": db.now}
    db.connection.execute(sa.insert(sessions).values(**values))
    return token


def _end_sessions(db: Db, login: str) -> None:
    db.connection.execute(sa.delete(sessions).where(sessions.c.login == login))


def _session_id(db: Db, token: str) -> str:
    return db.vault.index("session", token).hex()


def _login_digest(db: Db, login: str) -> str:
    return db.vault.index("login", login).hex()


def _account(row: sa.Row[*tuple[object, ...]]) -> Account:
    return Account(
        login=row.login, name=row.name, role=Role(row.role), region=row.region, active=bool(row.active)
    )
