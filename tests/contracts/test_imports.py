"""What must not be loaded where; import-linter sees the source, this the running process."""

import subprocess
import sys


def test_the_server_starts_without_the_analysts_packages() -> None:
    """pandas and its kin would cost every worker a hundred megabytes."""
    heavy = {"geopandas", "pandas", "fiona", "pyogrio", "pyarrow", "sqlalchemy", "alembic", "matplotlib"}
    program = f"import sys, api.app; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
