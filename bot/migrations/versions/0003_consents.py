"""The ledger of consents."""

import sqlalchemy as sa
from alembic import op

from storage.engine import refuse_changes

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("purpose", sa.String(50), nullable=False),
        sa.Column("word", sa.String(10), nullable=False),
        sa.Column("version", sa.String(150), nullable=False),
        sa.Column("said_by", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_consent")),
        sa.UniqueConstraint("id", name=op.f("uq_consent_id")),
    )
    op.create_index(op.f("ix_consent_conversation"), "consent", ["conversation"], unique=False)
    op.create_index(op.f("ix_consent_person"), "consent", ["person"], unique=False)
    refuse_changes(op.get_bind(), "consent")


def downgrade() -> None:
    op.drop_table("consent")
