"""What people accepted and what became of announcements on WeChat; what kind of file somebody sent."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wechat_acceptance",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wechat_acceptance")),
    )
    op.add_column("wechat_announced", sa.Column("notice", sa.String(40), nullable=True))
    op.add_column(
        "wechat_announced", sa.Column("status", sa.String(10), nullable=False, server_default="sent")
    )
    op.create_index(op.f("ix_wechat_announced_notice"), "wechat_announced", ["notice"], unique=False)
    op.add_column("photo", sa.Column("kind", sa.String(40), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("photo", "kind")
    op.drop_index(op.f("ix_wechat_announced_notice"), table_name="wechat_announced")
    op.drop_column("wechat_announced", "status")
    op.drop_column("wechat_announced", "notice")
    op.drop_table("wechat_acceptance")
