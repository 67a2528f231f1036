"""``python -m etl``: a worker process; ``kent worker`` and ``kent up`` start it."""

import logging
import sys

import structlog

from etl.chores import do_chores
from etl.jobs import KINDS
from etl.worker import Worker
from gis.database.owner import owner_conninfo
from gis.database.settings import DatabaseSettings
from gis.worker_settings import WorkerSettings


def main() -> int:
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    home = WorkerSettings().home
    Worker(home, lambda: owner_conninfo(home, DatabaseSettings()), KINDS, do_chores).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
