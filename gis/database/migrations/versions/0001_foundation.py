"""Schemas and tables that do not depend on any layer."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    statements = (Path(__file__).parents[2] / "sql" / "foundation.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements)
