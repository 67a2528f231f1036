"""Read models: generalised levels of layers for low zooms."""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    statements = (Path(__file__).parents[2] / "sql" / "generalised.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements)
