"""What every test may use: a PostGIS server, a migrated template database and its clones, a running sample city.

Tests whose needs (`tests.needs`) this machine does not meet are left out and named at the end of the run;
with `KENT_TEST_ALL=1`, as `make test` sets it, a need that is not met is an error.
"""

import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from gis.database import cluster
from gis.database.migrate import migrate
from gis.database.settings import DatabaseSettings
from gis.definitions import load_registry
from gis.files import exclusive
from gis.registry import Registry
from tests import needs
from tests.databases import Database, DatabaseServer, existing_server
from tests.free_port import free_port
from tests.running_kent import PASSWORD, TECHNICIAN, TECHNICIAN_NAME, RunningKent

collect_ignore = [] if needs.SHARED_DATA.is_dir() else ["shared_data"]

STORAGE_SRID = 5255
"""The TM zone of the tests' municipality."""
Cloned = Callable[[], AbstractContextManager[Database]]
_HOME_PREFIX = "kent-test-"
_REMOVING = "kent-removing-"
_left_out = pytest.StashKey[dict[str, set[str]]]()


def pytest_configure(config: pytest.Config) -> None:
    settings.register_profile("untimed", deadline=None)  # a busy machine makes no test fail
    settings.load_profile("untimed")
    config.addinivalue_line("markers", "needs(*names): programs the test needs, see tests/needs.py")
    config.stash[_left_out] = {}
    # Ended by a signal, the run still tears its fixtures down.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = config.stash[_left_out]
    for item in items:
        for need in (name for marker in item.iter_markers("needs") for name in marker.args):
            if not needs.is_met(need):
                left_out.setdefault(need, set()).add(item.nodeid)
    if left_out and os.environ.get("KENT_TEST_ALL") == "1":
        raise pytest.UsageError(f"KENT_TEST_ALL=1, but this machine lacks: {', '.join(sorted(left_out))}")
    unmet = set[str]().union(*left_out.values())
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in unmet])
    items[:] = [item for item in items if item.nodeid not in unmet]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for need, tests in sorted(config.stash[_left_out].items()):
        terminalreporter.section(f"left out: this machine lacks {need} (make test installs it)")
        for test in sorted(tests):
            terminalreporter.line(test)
    if collect_ignore:
        terminalreporter.line("tests/shared_data left out: ../shared/data does not lie beside this checkout")


@pytest.fixture(scope="session")
def server() -> Iterator[DatabaseServer]:
    """A PostgreSQL server with PostGIS: the one of KENT_DATABASE_URL, else a private cluster of this run."""
    url = DatabaseSettings().database_url
    if url is not None:
        yield existing_server(url.get_secret_value())
        return
    _remove_remains_of_killed_runs()
    home = Path(tempfile.gettempdir()) / f"{_HOME_PREFIX}{os.getpid()}"
    started = cluster.start(home, durable=False)
    try:
        yield DatabaseServer(started.conninfo, "postgres")
    finally:
        _remove(home)


@pytest.fixture(scope="session")
def database_names() -> Iterator[str]:
    """Names no other run uses; short, because role names are made from them."""
    token = secrets.token_hex(3)
    return (f"test_{token}_{number}" for number in count())


@pytest.fixture(scope="session")
def kent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningKent]:
    """The sample city, loaded and serving, with a technician who signs in by password."""
    port = free_port()
    running = RunningKent(tmp_path_factory.mktemp("kent") / "home", port)
    try:
        cluster.start(running.home, durable=False)
        running.up()
        running.command(
            "user", "add", TECHNICIAN, "--audience", "secure", "--display-name", TECHNICIAN_NAME, "--password-stdin",
            told=f"{PASSWORD}\n",
        )  # fmt: skip
        yield running
    finally:
        running.command("down")
        cluster.remove(running.home)


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The registry as Kent ships it, without a municipality's own."""
    return load_registry()


@pytest.fixture(scope="session")
def role_secret() -> bytes:
    """What the audience roles' passwords derive from, in every test database."""
    return b"the tests' own secret"


@pytest.fixture(scope="session")
def template_database(
    server: DatabaseServer, database_names: Iterator[str], registry: Registry, role_secret: bytes
) -> Iterator[Database]:
    """A migrated database to be cloned only: nothing may stay connected to it."""
    template = server.create(next(database_names))
    try:
        migrate(template.conninfo, registry, STORAGE_SRID, role_secret)
        yield template
    finally:
        server.drop(template.name)


@pytest.fixture(scope="session")
def cloned(
    server: DatabaseServer,
    template_database: Database,
    database_names: Iterator[str],
    registry: Registry,
    role_secret: bytes,
) -> Cloned:
    """Makes migrated databases: tables empty, audience roles of their own."""

    @contextmanager
    def clone() -> Iterator[Database]:
        made = server.create(next(database_names), template=template_database.name)
        try:
            migrate(made.conninfo, registry, STORAGE_SRID, role_secret)  # roles are named after the database
            yield made
        finally:
            server.drop(made.name)

    return clone


@pytest.fixture(scope="module")
def database(cloned: Cloned) -> Iterator[Database]:
    """The database of one test module."""
    with cloned() as made:
        yield made


def _remove_remains_of_killed_runs() -> None:
    """One process at a time: those of one run start at the same moment."""
    directory = Path(tempfile.gettempdir())
    with exclusive(directory / f"{_REMOVING}{os.geteuid()}"):
        for home in directory.glob(f"{_HOME_PREFIX}*"):
            if not Path("/proc", home.name.removeprefix(_HOME_PREFIX)).exists() and home.owner() == _me():
                _remove(home)


def _remove(home: Path) -> None:
    cluster.remove(home)
    shutil.rmtree(home)


def _me() -> str:
    return Path("/proc/self").owner()
