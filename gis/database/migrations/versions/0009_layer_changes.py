"""Which transactions changed a layer, for caches of tiles."""

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    connection = op.get_bind()
    driver = connection.connection.driver_connection
    assert driver is not None
    statements = (Path(__file__).parents[2] / "sql" / "layer_changes.sql").read_text(encoding="utf-8")
    driver.execute(statements)  # as it is: format() has its own percent signs
