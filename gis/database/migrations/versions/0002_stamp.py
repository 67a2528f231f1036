"""What the database was last brought to, so that an unchanged city starts without comparing everything."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("ALTER TABLE ops.revision ADD COLUMN stamp text")
