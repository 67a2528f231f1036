"""``kent pipelines`` and ``kent pipeline run``: recurring loads; ``kent worker``: what runs them."""

import getpass
import json
import os
import sys
from datetime import UTC, datetime
from typing import Annotated, Any

import psycopg
import typer
from psycopg.rows import dict_row
from rich.console import Console
from rich.table import Table

from api.settings import ServerSettings
from commands.terminal import language, say, show
from gis.database.owner import ensure_database, owner_conninfo
from gis.database.settings import DatabaseSettings
from gis.municipality import Home
from gis.schedule import next_due

_LAST_RUNS = """
    SELECT DISTINCT ON (arguments->>'pipeline') arguments->>'pipeline' AS pipeline, id, state, attempts, created_at,
        finished_at, error, result FROM ops.job WHERE kind = 'pipeline'
    ORDER BY arguments->>'pipeline', created_at DESC
"""
_FORM = "%Y-%m-%d %H:%M"


def pipeline_commands() -> typer.Typer:
    group = typer.Typer(no_args_is_help=True, help=say("Yinelenen yüklemeler.", "Recurring loads."))
    group.command("run", help=say("Bir boru hattını şimdi çalıştırır.", "Run a pipeline now."))(run)
    group.command("list", help=say("Boru hatlarını listeler.", "List the pipelines."))(pipelines)
    return group


def worker() -> None:
    os.execv(sys.executable, [sys.executable, "-m", "etl"])  # noqa: S606


def pipelines(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    from etl.pipeline import read_pipelines

    home = Home(ServerSettings().home)
    known = read_pipelines(home)
    with psycopg.connect(owner_conninfo(home.path, DatabaseSettings()), row_factory=dict_row) as connection:
        last: dict[str, dict[str, Any]] = {r["pipeline"]: r for r in connection.execute(_LAST_RUNS)}
    listed = []
    for pipeline in known:
        due = pipeline.schedule and next_due(pipeline.schedule, datetime.now(UTC))
        ran = last.get(pipeline.name)
        listed.append(
            {
                "name": pipeline.name,
                "layer": pipeline.definition.layer,
                "owner": pipeline.definition.owner,
                "enabled": pipeline.definition.enabled,
                "schedule": pipeline.definition.schedule,
                "next_run": due.isoformat() if due else None,
                "last_run": ran and {k: v for k, v in ran.items() if k != "pipeline"},
            }
        )
    if as_json:
        sys.stdout.write(json.dumps(listed, default=str, ensure_ascii=False) + "\n")
        return
    headings = (
        ("Ad", "Name"), ("Katman", "Layer"), ("Birim", "Unit"), ("Sonraki", "Next"), ("Son", "Last"), ("Sonuç", "Result"),
    )  # fmt: skip
    table = Table(*(say(*heading) for heading in headings))
    for entry, pipeline in zip(listed, known, strict=True):
        due = pipeline.schedule and next_due(pipeline.schedule, datetime.now(UTC))
        ran = last.get(pipeline.name)
        table.add_row(
            pipeline.name,
            str(entry["layer"]),
            str(entry["owner"]),
            due.strftime(_FORM) if due else "–",
            ran["created_at"].astimezone().strftime(_FORM) if ran else "–",
            _outcome(ran) if ran else "–",
        )
    Console().print(table)


def run(name: str, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    from etl.gdal_drivers import leave_out_drivers

    leave_out_drivers()
    from etl.chores import do_chores
    from etl.jobs import KINDS
    from etl.pipeline import find_pipeline
    from etl.worker import Worker

    home = Home(ServerSettings().home)
    pipeline = find_pipeline(home, name)
    conninfo = ensure_database(home.path, DatabaseSettings())
    from gis.database.current import follow_home

    follow_home(conninfo, home)
    job_id = Worker(home.path, lambda: conninfo, KINDS, do_chores).run_one(
        conninfo, pipeline.job(getpass.getuser())
    )
    with psycopg.connect(conninfo, row_factory=dict_row) as connection:
        ran = connection.execute(
            "SELECT id, state, attempts, error, result FROM ops.job WHERE id = %s", [job_id]
        ).fetchone()
    assert ran is not None
    if as_json:
        sys.stdout.write(json.dumps(ran, default=str, ensure_ascii=False) + "\n")
    else:
        show(f"{name}: {_outcome(ran)}", f"{name}: {_outcome(ran)}")
    if ran["state"] == "failed":
        raise typer.Exit(2)
    raise typer.Exit((ran["result"] or {}).get("exit_code", 0))


def _outcome(ran: dict[str, Any]) -> str:
    """How a run ended, in a line."""
    result = ran["result"] or {}
    if ran["error"] is not None:
        said = str(ran["error"]["message"][language()])
        again = say(" (yeniden denenecek)", " (will be tried again)") if ran["state"] == "queued" else ""
        return said + again
    if "skipped" in result:
        return say("dosya değişmemiş; yüklenmedi", "the file has not changed; not loaded")
    if "counts" in result:
        return ", ".join(f"{k} {v}" for k, v in result["counts"].items())
    words = {
        "queued": (
            "sırada: katmana başka bir yükleme sürüyor",
            "queued: another load of the layer is running",
        ),
        "running": ("sürüyor", "running"),
        "done": ("bitti", "done"),
        "cancelled": ("iptal edildi", "cancelled"),
        "failed": ("başarısız", "failed"),
    }
    return say(*words[ran["state"]])
