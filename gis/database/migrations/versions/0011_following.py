"""Following a layer of another Kent."""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    statements = (Path(__file__).parents[2] / "sql" / "following.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements)
