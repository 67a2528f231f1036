"""``kent load``, ``loads``, ``rollback`` and ``quarantine``: a file's way into a layer, and what follows.

Exit codes: 0 done, 1 done with findings or a question, 2 not done.
"""

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import psycopg
import typer
from psycopg.rows import dict_row
from rich.console import Console
from rich.table import Table

from api.settings import ServerSettings
from commands.terminal import language, say, show
from gis.database.current import follow_home
from gis.database.owner import ensure_database, owner_conninfo
from gis.database.settings import DatabaseSettings
from gis.errors import InvalidRequest
from gis.loading_rights import require_not_derived
from gis.municipality import Home
from gis.text import Text

if TYPE_CHECKING:
    from etl.source import SourceRequest

_LIST = """
    SELECT id, layer, file, mode, state, actor, counts, started_at, finished_at FROM ops.load
    WHERE %(layer)s::text IS NULL OR layer = %(layer)s ORDER BY id DESC LIMIT 200
"""
_FOLLOW = Text(tr="Küçük ölçekler genelleştiriliyor", en="Generalising for low zooms")
_FORM = "%Y-%m-%d %H:%M"


def load_command(
    names: Annotated[
        list[str],
        typer.Argument(metavar="LAYER SOURCE", help="file, postgresql://… or https://…; with --fix: FILE"),
    ],
    crs: Annotated[str | None, typer.Option(help="EPSG:n")] = None,
    encoding: Annotated[str | None, typer.Option()] = None,
    source_layer: Annotated[str | None, typer.Option(help="see --layers")] = None,
    swap_axes: Annotated[
        bool, typer.Option("--swap-axes", help="northing (latitude) comes first in the file")
    ] = False,
    query: Annotated[str | None, typer.Option(help="SELECT … of a database")] = None,
    mapping: Annotated[str | None, typer.Option("--map", help="a saved mapping, or a file")] = None,
    save_map: Annotated[
        str | None, typer.Option("--save-map", metavar="NAME", help="keep the mapping for the next file")
    ] = None,
    mode: Annotated[
        str,
        typer.Option(help="upsert | replace | append | follow: what another Kent tells since the last time"),
    ] = "upsert",
    whole: Annotated[
        bool, typer.Option("--whole", help="with --mode follow: the whole layer, however much is known")
    ] = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="even where surprisingly much is retired")
    ] = False,
    overwrite_edits: Annotated[
        bool, typer.Option("--overwrite-edits", help="the file wins over edits by hand")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="make invalid areas valid; before and after are kept")
    ] = False,
    fix: Annotated[
        int | None, typer.Option("--fix", metavar="LOAD", help="FILE is its corrected quarantine")
    ] = None,
    layers: Annotated[bool, typer.Option("--layers", help="only list what the source holds")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="only say what would happen")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    from etl.gdal_drivers import leave_out_drivers

    leave_out_drivers()
    from etl import saved_mapping
    from etl.fix import corrected
    from etl.load import load
    from etl.mapping_file import MappingFile
    from etl.progress import BarProgress
    from etl.read_models.refresh import follow_changes
    from etl.report import parse_mode
    from etl.source import SourceRequest

    home = Home(ServerSettings().home)
    layer, source = _layer_and_source(names, fixing=fix is not None)
    said = {
        "layer": source_layer,
        "crs": crs,
        "encoding": encoding,
        "mapping": mapping,
        "swap_axes": swap_axes,
        "query": query,
    }
    request = SourceRequest.of(source, **said)
    wanted = parse_mode(mode)
    if whole and wanted != "follow":
        raise InvalidRequest(
            "whole_of_what",
            Text(
                tr="--whole yalnızca --mode follow ile verilir; öteki kipler zaten bütününü yükler.",
                en="--whole goes with --mode follow; the other modes load the whole anyway.",
            ),
            Text(
                tr="--mode follow ekleyin ya da --whole vermeyin.", en="Add --mode follow, or leave it out."
            ),
        )
    if layer is not None:
        require_not_derived(home.registry.layer(layer))  # told before anything is read
    else:
        _refuse_beside_fix(mode=mode != "upsert", **{k: bool(v) for k, v in said.items()})
    if layers:
        _list_source(request, as_json=as_json)
        return
    saving = None if save_map is None or layer is None else saved_mapping.free_file(home, layer, save_map)
    conninfo = ensure_database(home.path, DatabaseSettings())
    follow_home(conninfo, home)
    with psycopg.connect(conninfo, autocommit=True) as connection, BarProgress(language()) as progress:
        if fix is not None:
            layer, request = corrected(connection, fix, Path(source))
        assert layer is not None
        report = load(
            home,
            connection,
            layer,
            request,
            mode=wanted,
            actor=getpass.getuser(),
            plan_only=plan,
            confirmed=confirm,
            overwrite_edits=overwrite_edits,
            repair=repair,
            whole=whole,
            fixes=fix,
            progress=progress,
        )
        if not plan:
            progress.step(_FOLLOW)
            follow_changes(home, connection)
    if saving is not None and report.plan.mapping is not None:
        saved_mapping.keep(saving, saved_mapping.as_yaml(MappingFile.model_validate(report.plan.mapping)))
    if as_json:
        _write(report.as_json())
    else:
        Console(highlight=False).print(report.rendered(language()))
        if report.load_id is not None and report.counts.quarantined:
            show(
                f"Karantinadaki satırlar: kent quarantine {report.load_id} --out DOSYA.gpkg",
                f"Rows in quarantine: kent quarantine {report.load_id} --out FILE.gpkg",
            )
    raise typer.Exit(report.exit_code)


def _layer_and_source(names: list[str], *, fixing: bool) -> tuple[str | None, str]:
    """Raises: InvalidRequest."""
    if fixing and len(names) == 1:
        return None, names[0]
    if not fixing and len(names) == 2:
        return names[0], names[1]
    raise InvalidRequest(
        "layer_and_source",
        Text(
            tr="--fix ile yalnızca düzeltilmiş dosya verilir; katmanı o yükleme bilir."
            if fixing
            else "Bir katman ve bir kaynak verin.",
            en="With --fix only the corrected file is given; that load knows the layer."
            if fixing
            else "Give one layer and one source.",
        ),
        Text(
            tr="kent load KATMAN KAYNAK ya da kent load --fix YÜKLEME DOSYA",
            en="kent load LAYER SOURCE, or kent load --fix LOAD FILE",
        ),
    )


def _refuse_beside_fix(**given: bool) -> None:
    """The load that is corrected says how its rows are to be understood. Raises: InvalidRequest."""
    listed = ", ".join(f"--{name.replace('_', '-')}" for name, is_given in given.items() if is_given)
    if listed:
        raise InvalidRequest(
            "not_with_fix",
            Text(tr=f"--fix ile birlikte verilemez: {listed}.", en=f"Cannot be given with --fix: {listed}."),
            Text(
                tr="Düzeltilen satırlar ilk yüklemenin eşlemesiyle okunur.",
                en="Corrected rows are read by the mapping of their first load.",
            ),
        )


def _list_source(request: "SourceRequest", *, as_json: bool) -> None:
    from etl.read import layers_of
    from etl.report import as_plain

    found = layers_of(request)
    if as_json:
        _write([as_plain(one) for one in found])
        return
    table = Table(say("Katman", "Layer"), say("Satır", "Rows"), say("Geometri", "Geometry"), box=None)
    for one in found:
        table.add_row(one.name, "?" if one.rows is None else f"{one.rows:,}", one.geometry or "–")
    Console(highlight=False).print(table)


def loads(
    load: Annotated[int | None, typer.Argument(help="one load: its report")] = None,
    layer: Annotated[str | None, typer.Option()] = None,
    html: Annotated[Path | None, typer.Option(help="write the load's report to this file")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    home = Home(ServerSettings().home)
    if load is None and html is not None:
        raise InvalidRequest(
            "report_of_which_load",
            Text(tr="Hangi yüklemenin raporu?", en="The report of which load?"),
            Text(tr="kent loads YÜKLEME --html DOSYA", en="kent loads LOAD --html FILE"),
        )
    with psycopg.connect(owner_conninfo(home.path, DatabaseSettings()), row_factory=dict_row) as connection:
        if load is not None:
            _show_load(home, connection, load, html, as_json=as_json)
            return
        if layer is not None:
            home.registry.layer(layer)
        rows = connection.execute(_LIST, {"layer": layer}).fetchall()
    if as_json:
        _write(rows)
        return
    headings = (
        ("No", "Id"), ("Katman", "Layer"), ("Dosya", "File"), ("Kip", "Mode"), ("Durum", "State"),
        ("Sayılar", "Counts"), ("Kim", "Who"), ("Zaman", "When"),
    )  # fmt: skip
    table = Table(*(say(*heading) for heading in headings), box=None)
    for row in rows:
        counts = ", ".join(f"{k} {v:,}" for k, v in (row["counts"] or {}).items() if v)
        table.add_row(
            str(row["id"]), row["layer"], row["file"], row["mode"], row["state"], counts, row["actor"],
            row["started_at"].astimezone().strftime(_FORM),
        )  # fmt: skip
    Console(highlight=False).print(table)


def _show_load(
    home: Home, connection: psycopg.Connection[Any], load_id: int, html: Path | None, *, as_json: bool
) -> None:
    from gis.load_report import read_load, record_page

    record = read_load(home, connection, load_id)
    if html is not None:
        html.write_text(record_page(home, record, language()), encoding="utf-8")
        show(f"{html} yazıldı.", f"{html} is written.")
    if as_json:
        _write(record.as_json())
    elif html is None:
        from etl.recorded import recorded

        Console(highlight=False).print(recorded(record.load).rendered(language()))


def rollback(
    load: int,
    plan: Annotated[bool, typer.Option("--plan", help="only say what would happen")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    from etl.progress import BarProgress
    from etl.report import as_plain
    from etl.rollback import roll_back

    home = Home(ServerSettings().home)
    conninfo = ensure_database(home.path, DatabaseSettings())
    follow_home(conninfo, home)
    with psycopg.connect(conninfo, autocommit=True) as connection, BarProgress(language()) as progress:
        undone = roll_back(
            connection, home.registry, load, actor=getpass.getuser(), plan_only=plan, progress=progress
        )
    if as_json:
        _write(as_plain(undone) | {"planned": plan})
        return
    will = (
        say("kaldırılacak", "to be removed"), say("eski haline dönecek", "to be restored")
    ) if plan else (say("kaldırıldı", "removed"), say("eski haline döndü", "restored"))  # fmt: skip
    show(
        f"{undone.layer} ← {undone.file}: {undone.removed:,} kayıt {will[0]}, {undone.restored:,} kayıt {will[1]}.",
        f"{undone.layer} ← {undone.file}: {undone.removed:,} features {will[0]}, {undone.restored:,} {will[1]}.",
    )


def quarantine(
    load: int,
    out: Annotated[Path, typer.Option(help="FILE.gpkg")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    from etl.quarantine import export_quarantine

    home = Home(ServerSettings().home)
    with psycopg.connect(owner_conninfo(home.path, DatabaseSettings())) as connection:
        rows = export_quarantine(connection, home, load, out, language())
    if as_json:
        _write({"load": load, "file": str(out), "rows": rows})
        return
    show(
        f"{out}: {rows:,} satır, nedenleriyle. Düzeltip yeniden yükleyin: kent load --fix {load} {out}",
        f"{out}: {rows:,} rows with reasons. Correct them and load again: kent load --fix {load} {out}",
    )


def _write(document: Any) -> None:
    sys.stdout.write(json.dumps(document, default=str, ensure_ascii=False) + "\n")
