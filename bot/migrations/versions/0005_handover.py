"""A case knows since when somebody waits, what an alert is about, and how things stood when a person was called."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("waits_since", sa.String(27), nullable=True))
    op.add_column("cases", sa.Column("cause", sa.Text(), nullable=True))
    op.add_column("cases", sa.Column("summary", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for column in ("summary", "cause", "waits_since"):
        op.drop_column("cases", column)
