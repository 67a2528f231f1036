"""Files kept with features."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    statements = (Path(__file__).parents[2] / "sql" / "attachments.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements)
