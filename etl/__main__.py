"""``python -m etl``: a worker process; ``kent worker`` and ``kent up`` start it."""

import sys

from etl.gdal_drivers import leave_out_drivers
from gis.database.owner import owner_conninfo
from gis.database.settings import DatabaseSettings
from gis.log import configure_log
from gis.worker_settings import WorkerSettings


def main() -> int:
    leave_out_drivers()
    from etl.chores import do_chores
    from etl.jobs import KINDS
    from etl.read_models.refresh import follow_changes
    from etl.worker import Worker

    configure_log(stream=sys.stderr)
    home = WorkerSettings().home
    Worker(home, lambda: owner_conninfo(home, DatabaseSettings()), KINDS, do_chores, follow_changes).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
