"""Reports that keep what changed; quarantined rows that were corrected and loaded again."""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    statements = (Path(__file__).parents[2] / "sql" / "after_loads.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements)
