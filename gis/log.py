"""How programs of Kent write their logs: a line an event, a plain traceback where something unexpected happened.

structlog's own default, where rich is installed, prints the local variables of every frame: rows of files, and with them
personal values, would end up in the log; and a server stands still for seconds while it does so.
"""

import logging
from typing import TextIO

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback


def configure_log(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """For a whole process, from its main function.

    Args:
        stream: standard output by default.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
            ConsoleRenderer(colors=False, exception_formatter=plain_traceback),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
