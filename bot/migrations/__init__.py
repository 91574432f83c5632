"""Bring a database to the tables this program knows: `migrate`, called at every start before anything else.

Alembic costs time to import, so a database that is up to date never meets it. A revision is never edited once
it was released: it speaks of tables as they were, and so imports no tables of ours.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

HEAD = "0006"


def migrate(engine: sa.Engine) -> None:
    """Apply what is missing in one transaction; of two processes that start at once, the second finds it
    done."""
    if version(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def version(engine: sa.Engine) -> str | None:
    """Return the revision the database is at, or None for a new one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return found
