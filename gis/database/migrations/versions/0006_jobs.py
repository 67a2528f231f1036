"""Jobs with progress and retries, schedules, uploads, roles of accounts."""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    statements = (Path(__file__).parents[2] / "sql" / "jobs.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements)
