"""Alembic's entry: runs the platform's own migrations on the connection that ``gis.database.migrate`` passes in."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table_schema="public",
    version_table="kent_migration",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
