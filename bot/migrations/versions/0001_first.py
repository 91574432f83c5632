"""The first tables: what was said, drafts, cases, people, releases, and the record of who did what."""

import sqlalchemy as sa
from alembic import op

from storage.engine import refuse_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only when the column is exactly INTEGER.
serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("audit", "case_event")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("login", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("region", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_account")),
    )
    op.create_table(
        "audit",
        sa.Column("seq", serial, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("what", sa.String(100), nullable=False),
        sa.Column("object", sa.String(200), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        info={"append_only": True},
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", serial, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "case_counter",
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_case_counter")),
    )
    op.create_table(
        "case_event",
        sa.Column("id", serial, autoincrement=True, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        sa.UniqueConstraint("about", "ordinal", name=op.f("uq_case_event_about_ordinal")),
    )
    op.create_table(
        "cases",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("benefit", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("opened", sa.String(27), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.Column("waited", sa.Integer(), nullable=False),
        sa.Column("refusal_by", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("sender", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("assessment", sa.LargeBinary(), nullable=True),
        sa.Column("consent", sa.LargeBinary(), nullable=True),
        sa.Column("request", sa.LargeBinary(), nullable=True),
        sa.Column("refusal", sa.LargeBinary(), nullable=True),
        sa.Column("reasons", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_cases")),
        sa.UniqueConstraint("key", name=op.f("uq_cases_key")),
    )
    op.create_index("ix_cases_conversation", "cases", ["conversation"], unique=False)
    op.create_index("ix_cases_status_due", "cases", ["status", "due"], unique=False)
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(100), nullable=True),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("spoken_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("benefit", sa.String(50), nullable=False),
        sa.Column("flow", sa.String(100), nullable=False),
        sa.Column("release", sa.String(100), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("spoken_at", sa.String(27), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_status_spoken_at", "draft", ["status", "spoken_at"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("seq", serial, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("origin", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox")),
        sa.UniqueConstraint("id", name=op.f("uq_inbox_id")),
    )
    op.create_index("ix_inbox_conversation_turn", "inbox", ["conversation", "turn"], unique=False)
    op.create_index("ix_inbox_status_at", "inbox", ["status", "at"], unique=False)
    op.create_table(
        "job_handover",
        sa.Column("id", sa.String(300), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.Column("not_before", sa.String(27), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_handover")),
    )
    op.create_table(
        "photo",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("digest", "message", name=op.f("pk_photo")),
    )
    op.create_index(op.f("ix_photo_conversation"), "photo", ["conversation"], unique=False)
    op.create_table(
        "release",
        sa.Column("digest", sa.String(100), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_release")),
    )
    op.create_table(
        "sign_in_guess",
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("since", sa.String(27), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_sign_in_guess")),
    )
    op.create_table(
        "unanswered",
        sa.Column("seq", serial, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("region", sa.String(20), nullable=False),
        sa.Column("benefit", sa.String(50), nullable=True),
        sa.Column("aspect", sa.String(50), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("closed_at", sa.String(27), nullable=True),
        sa.Column("closed_by", sa.String(100), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_unanswered")),
        sa.UniqueConstraint("id", name=op.f("uq_unanswered_id")),
    )
    op.create_table(
        "working_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_working_day")),
    )
    op.create_table(
        "draft_pointer",
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("draft", sa.String(100), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversation.id"], name=op.f("fk_draft_pointer_conversation_conversation")
        ),
        sa.ForeignKeyConstraint(["draft"], ["draft.id"], name=op.f("fk_draft_pointer_draft_draft")),
        sa.PrimaryKeyConstraint("conversation", "draft", name=op.f("pk_draft_pointer")),
    )
    op.create_table(
        "outbox",
        sa.Column("seq", serial, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("line", serial, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(100), nullable=False),
        sa.Column("always", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("worker", sa.String(100), nullable=True),
        sa.Column("leased_until", sa.String(27), nullable=True),
        sa.Column("retry_at", sa.String(27), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversation.id"], name=op.f("fk_outbox_conversation_conversation")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("conversation", "line", name=op.f("uq_outbox_conversation_line")),
        sa.UniqueConstraint("id", name=op.f("uq_outbox_id")),
    )
    op.create_index("ix_outbox_status_channel", "outbox", ["status", "channel"], unique=False)
    op.create_table(
        "release_in_force",
        sa.Column("seq", serial, autoincrement=True, nullable=False),
        sa.Column("digest", sa.String(100), nullable=False),
        sa.Column("put_by", sa.String(100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"], ["release.digest"], name=op.f("fk_release_in_force_digest_release")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_release_in_force")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("login", sa.String(100), nullable=False),
        sa.Column("started_at", sa.String(27), nullable=False),
        sa.Column("seen_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name=op.f("fk_session_login_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_login"), "session", ["login"], unique=False)
    for table in APPEND_ONLY:
        refuse_changes(op.get_bind(), table)


def downgrade() -> None:
    op.drop_index(op.f("ix_session_login"), table_name="session")
    op.drop_table("session")
    op.drop_table("release_in_force")
    op.drop_index("ix_outbox_status_channel", table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("draft_pointer")
    op.drop_table("working_day")
    op.drop_table("unanswered")
    op.drop_table("sign_in_guess")
    op.drop_table("release")
    op.drop_index(op.f("ix_photo_conversation"), table_name="photo")
    op.drop_table("photo")
    op.drop_table("job_handover")
    op.drop_index("ix_inbox_status_at", table_name="inbox")
    op.drop_index("ix_inbox_conversation_turn", table_name="inbox")
    op.drop_table("inbox")
    op.drop_index("ix_draft_status_spoken_at", table_name="draft")
    op.drop_table("draft")
    op.drop_table("conversation")
    op.drop_index("ix_cases_status_due", table_name="cases")
    op.drop_index("ix_cases_conversation", table_name="cases")
    op.drop_table("cases")
    op.drop_table("case_event")
    op.drop_table("case_counter")
    op.drop_table("audit_head")
    op.drop_table("audit")
    op.drop_table("account")
