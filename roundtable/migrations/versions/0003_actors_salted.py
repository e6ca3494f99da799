"""0003_actors_salted"""

import sqlalchemy as sa
from alembic import op

revision = "0003_actors_salted"
down_revision = "0002_consultations"
branch_labels = None
depends_on = None


def upgrade():
    # not in a batch: SQLite would make the table anew, without the triggers that keep it as it is
    op.add_column("entries", sa.Column("salt", sa.String(), nullable=True))


def downgrade():
    op.drop_column("entries", "salt")
