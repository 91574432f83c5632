"""Alembic's entrance: it runs revisions on the connection that `bot.migrations.migrate` hands over."""

from __future__ import annotations

from alembic import context

# Imported for their tables: the models that revisions are compared with.
from bot.migrations.models import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
