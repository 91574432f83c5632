"""A case knows by which flow, and under which release of it, its answers were given."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("flow", sa.Text(), nullable=True))
    op.add_column("cases", sa.Column("flow_release", sa.Text(), nullable=True))


def downgrade() -> None:
    for column in ("flow_release", "flow"):
        op.drop_column("cases", column)
