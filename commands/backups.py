"""``kent backup`` and ``kent restore``."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.console import Console

from api.settings import ServerSettings
from commands.terminal import language, say, show
from gis.backup.archive import open_backup
from gis.backup.daily import make_plan, new_file, plan_file
from gis.backup.restore import rehearse, require_empty_home, restore_home
from gis.backup.take import take_backup
from gis.database.owner import ensure_database, owner_conninfo
from gis.database.settings import DatabaseSettings
from gis.municipality import Home
from gis.text import Text


def backup(
    file: Annotated[Path | None, typer.Argument(help="$KENT_HOME/backups/…")] = None,
    rehearsed: Annotated[
        bool, typer.Option("--rehearse", help="restore it into a scratch database and compare")
    ] = False,
    daily: Annotated[bool, typer.Option("--daily", help="have the worker do it every day")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    home = Home(ServerSettings().home)
    _ = home.municipality  # no home is told before anything is made
    if daily:
        plan = make_plan(home.path)
        show(
            f"Her gün yedek alınır ve denenir ({plan.schedule}, Europe/Istanbul); ayarlar: {plan_file(home.path)}",
            f"Backups are taken and rehearsed ({plan.schedule}, Europe/Istanbul); settings: {plan_file(home.path)}",
        )
        return
    conninfo = owner_conninfo(home.path, DatabaseSettings())
    target = file or new_file(home.path, datetime.now(UTC))
    manifest = take_backup(home.path, conninfo, target, _tell)
    content = rehearse(open_backup(target), conninfo, _tell) if rehearsed else manifest.content
    if as_json:
        report = {
            "file": str(target),
            "bytes": target.stat().st_size,
            "tables": len(content.tables),
            "rows": content.rows,
            "rehearsed": rehearsed,
        }
        sys.stdout.write(json.dumps(report) + "\n")
        return
    compared = say(
        "; geri yüklenip satır satır karşılaştırıldı: aynı", "; restored and compared row by row: the same"
    )
    size = f"{target.stat().st_size / 1e6:,.1f} MB"
    show(
        f"{target}: {size}, {len(content.tables)} tablo, {content.rows:,} satır{compared if rehearsed else ''}.",
        f"{target}: {size}, {len(content.tables)} tables, {content.rows:,} rows{compared if rehearsed else ''}.",
    )
    show(
        "Evin gizli anahtarlarını ve bütün verileri içerir: veriler kadar iyi koruyun.",
        "It holds the home's secrets and all data: keep it as safe as those.",
    )


def restore(
    file: Path,
    home: Annotated[Path | None, typer.Option(help="an empty folder; $KENT_HOME")] = None,
    into: Annotated[str | None, typer.Option(help="an empty database: postgresql://…")] = None,
) -> None:
    target = home or ServerSettings().home
    require_empty_home(target)
    _tell(Text(tr="Yedek dosyası denetleniyor", en="Checking the backup file"))
    whole = open_backup(file)
    database = DatabaseSettings() if into is None else DatabaseSettings(database_url=SecretStr(into))
    content = restore_home(whole, target, lambda: ensure_database(target, database), _tell)
    show(
        f"{target}: {len(content.tables)} tablo, {content.rows:,} satır geri yüklendi; yedektekiyle aynı.",
        f"{target}: {len(content.tables)} tables, {content.rows:,} rows restored, the same as in the backup.",
    )
    variable = "" if into is None else " KENT_DATABASE_URL=…"
    show(
        f"Başlatmak için: KENT_HOME={target}{variable} kent up",
        f"To start it: KENT_HOME={target}{variable} kent up",
    )


def _tell(step: Text) -> None:
    Console(stderr=True, highlight=False).print(f"{step[language()]} …", style="dim", markup=False)
