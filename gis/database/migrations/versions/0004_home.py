"""What the home's files last said, so that workers are told when it is something else."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("ALTER TABLE ops.revision ADD COLUMN home text")
