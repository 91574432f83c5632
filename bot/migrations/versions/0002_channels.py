"""The channels' own tables: what Telegram was read up to and shut out of, files to fetch, spoken codes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "telegram_offset",
        sa.Column("bot", sa.String(20), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("bot", name=op.f("pk_telegram_offset")),
    )
    op.create_table(
        "telegram_mark",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("what", sa.String(10), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telegram_mark")),
    )
    op.create_table(
        "telegram_file",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telegram_file")),
    )
    op.create_table(
        "spoken_code",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("drafts", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("until", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversation.id"], name=op.f("fk_spoken_code_conversation_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_code")),
    )
    op.create_index(op.f("ix_spoken_code_conversation"), "spoken_code", ["conversation"], unique=False)
    op.create_table(
        "code_try",
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversation.id"], name=op.f("fk_code_try_conversation_conversation")
        ),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_code_try")),
    )
    op.create_table(
        "draft_joined",
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("draft", sa.String(100), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["spoken_code.id"], name=op.f("fk_draft_joined_code_spoken_code")),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversation.id"], name=op.f("fk_draft_joined_conversation_conversation")
        ),
        sa.ForeignKeyConstraint(["draft"], ["draft.id"], name=op.f("fk_draft_joined_draft_draft")),
        sa.PrimaryKeyConstraint("conversation", "draft", name=op.f("pk_draft_joined")),
    )
    _wechat()


def _wechat() -> None:
    op.create_table(
        "wechat_window",
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("messages_left", sa.Integer(), nullable=False),
        sa.Column("messages_until", sa.String(27), nullable=False),
        sa.Column("taps_left", sa.Integer(), nullable=False),
        sa.Column("taps_until", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_wechat_window")),
    )
    op.create_table(
        "wechat_nonce",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("push", sa.String(40), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wechat_nonce")),
    )
    op.create_index(op.f("ix_wechat_nonce_at"), "wechat_nonce", ["at"], unique=False)
    op.create_table(
        "wechat_token",
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_wechat_token")),
    )
    op.create_table(
        "wechat_media",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wechat_media")),
    )
    op.create_table(
        "wechat_announced",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wechat_announced")),
    )
    op.create_table(
        "wechat_page",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wechat_page")),
    )
    op.create_index(op.f("ix_wechat_page_until"), "wechat_page", ["until"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_wechat_page_until"), table_name="wechat_page")
    op.drop_index(op.f("ix_wechat_nonce_at"), table_name="wechat_nonce")
    for table in ("page", "announced", "media", "token", "nonce", "window"):
        op.drop_table(f"wechat_{table}")
    op.drop_table("draft_joined")
    op.drop_table("code_try")
    op.drop_index(op.f("ix_spoken_code_conversation"), table_name="spoken_code")
    op.drop_table("spoken_code")
    op.drop_table("telegram_file")
    op.drop_table("telegram_mark")
    op.drop_table("telegram_offset")
