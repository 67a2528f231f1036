"""What changed is heard of in bounded time, and every change is."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    connection = op.get_bind()
    driver = connection.connection.driver_connection
    assert driver is not None
    statements = (Path(__file__).parents[2] / "sql" / "heard_changes.sql").read_text(encoding="utf-8")
    driver.execute(statements)  # as it is: format() has its own percent signs
