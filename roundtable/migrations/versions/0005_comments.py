"""0005_comments"""

import sqlalchemy as sa
from alembic import op

revision = "0005_comments"
down_revision = "0004_people"
branch_labels = None
depends_on = None

PEOPLE = ("author_id", "owed_by_id")
COMMENTS = ("parent_id", "merged_into_id")


def upgrade():
    with op.batch_alter_table("comments", schema=None) as batch_op:
        for name in (*PEOPLE, *COMMENTS):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch_op.create_index(batch_op.f(f"ix_comments_{name}"), [name], unique=False)
            target = "people" if name in PEOPLE else "comments"
            batch_op.create_foreign_key(batch_op.f(f"fk_comments_{name}"), target, [name], ["id"])
        batch_op.add_column(sa.Column("owed_at", sa.DateTime(timezone=True), nullable=True))
        for name in ("hidden_for", "hidden_why", "read_out"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        batch_op.add_column(sa.Column("sorted", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("seat_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_check_constraint("has_author", "seat_id IS NOT NULL OR author_id IS NOT NULL")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.alter_column("sorted", existing_type=sa.Boolean(), server_default=None)


def downgrade():
    # before this version all who spoke had a seat; what else was said is put aside (core/aside.py)
    op.execute("DELETE FROM supports WHERE comment_id IN (SELECT id FROM comments WHERE seat_id IS NULL)")
    op.execute("DELETE FROM comments WHERE seat_id IS NULL")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_constraint("has_author", type_="check")
        for name in (*PEOPLE, *COMMENTS):
            batch_op.drop_constraint(batch_op.f(f"fk_comments_{name}"), type_="foreignkey")
            batch_op.drop_index(batch_op.f(f"ix_comments_{name}"))
            batch_op.drop_column(name)
        for name in ("owed_at", "hidden_for", "hidden_why", "read_out", "sorted"):
            batch_op.drop_column(name)
        batch_op.alter_column("seat_id", existing_type=sa.Integer(), nullable=False)
