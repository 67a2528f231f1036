"""The command line; with ``commands`` the only module that sees loading and serving alike.

Exit codes: 0 done, 1 done with findings, 2 not done.
"""

import getpass
import logging
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn
from uuid import UUID

import psycopg
import typer
from pydantic import ValidationError
from rich.console import Console

from api import serving
from api.settings import ServerSettings
from commands.accounts import user_commands
from commands.backups import backup, restore
from commands.exporting import export
from commands.loading import load_command, loads, quarantine, rollback
from commands.pipelines import pipeline_commands, pipelines, worker
from commands.terminal import language, say, show
from etl import service
from gis.accounts import Account, account_exists, audience_of, make_sign_in_link, set_account
from gis.backup.daily import read_plan
from gis.database import cluster
from gis.database.current import follow_home
from gis.database.owner import ensure_database, owner_conninfo
from gis.database.settings import DatabaseSettings
from gis.errors import InvalidRequest, KentError, Unavailable
from gis.loading_rights import EDITOR
from gis.log import configure_log
from gis.municipality import Home, make_home
from gis.privacy import PUBLIC, PrivacyClass
from gis.text import Text

if TYPE_CHECKING:
    from gis.database.migrate import Plan

_TECHNICIAN = Account("teknisyen", "secure", "Demo Teknisyen", (EDITOR,))
_LINK_LIFETIME = timedelta(hours=1)


def main() -> None:
    """Run a command; an error a user can act on is told in their language, without a traceback."""
    configure_log(logging.WARNING, sys.stderr)
    try:
        command_line()()
    except KentError as error:
        fail(error)
    except ValidationError as error:
        fail(_wrong_setting(error))
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        fail(_database_fault(error))


def fail(error: KentError) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(
        error.told(language()), style="red", markup=False
    )
    sys.exit(2)


def _wrong_setting(error: ValidationError) -> InvalidRequest:
    """Settings come from the environment; their names there are what the user typed."""
    said = "; ".join(f"KENT_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
    return InvalidRequest(
        "wrong_setting",
        Text(tr=f"Ortam değişkeni hatalı: {said}", en=f"Wrong environment variable: {said}"),
        Text(
            tr="İzinli değerler docs/administration.md içindedir.",
            en="docs/administration.md lists what is allowed.",
        ),
    )


def _database_fault(error: psycopg.Error) -> Unavailable:
    said = str(error).strip().split("\n")[0]
    return Unavailable(
        "database_unavailable",
        Text(tr=f"Veritabanı yanıt vermedi: {said}", en=f"The database did not answer: {said}"),
        Text(
            tr="Çalıştığını ve KENT_DATABASE_URL adresini denetleyin; 'kent up' kendi veritabanını başlatır.",
            en="Check that it runs, and KENT_DATABASE_URL; 'kent up' starts Kent's own.",
        ),
    )


def command_line() -> typer.Typer:
    """All commands, with help in the user's language."""
    app = typer.Typer(
        no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    app.add_typer(user_commands(), name="user")
    app.add_typer(pipeline_commands(), name="pipeline")
    for name, command, tr, en in (
        ("init", init, "Yeni bir belediye evi kurar.", "Make a municipality's home."),
        ("up", up, "Veritabanını ve sunucuyu başlatır.", "Start database and server."),
        ("down", down, "Sunucuyu ve veritabanını durdurur.", "Stop server and database."),
        ("serve", serve, "Sunucuyu ön planda çalıştırır.", "Run the server in the foreground."),
        ("check", check, "Tanım dosyalarını denetler.", "Check the definition files."),
        (
            "migrate",
            migrate_command,
            "Veritabanını tanımlara uydurur.",
            "Bring the database to the definitions.",
        ),
        ("load", load_command, "Bir dosyayı katmana yükler.", "Load a file into a layer."),
        ("loads", loads, "Yüklemeleri listeler, birinin raporunu verir.", "List the loads, report on one."),
        ("quarantine", quarantine, "Yayımlanmayan satırları yazar.", "Write out what was not published."),
        ("rollback", rollback, "Bir yüklemeyi geri alır.", "Take a load back."),
        ("attach", attach_command, "Bir öğeye dosya ekler.", "Attach a file to a feature."),
        ("detach", detach_command, "Bir eki kalıcı olarak siler.", "Remove an attachment for good."),
        ("worker", worker, "Arka plan işlerini yürütür.", "Run work in the background."),
        ("pipelines", pipelines, "Yinelenen yüklemeleri listeler.", "List the recurring loads."),
        ("backup", backup, "Bütün kenti bir dosyaya yedekler.", "Back the whole city up into one file."),
        ("restore", restore, "Yedekten yeni bir kent kurar.", "Make a city from a backup."),
        ("export", export, "Haritayı tek bir karo dosyasına yazar.", "Write the map into one file of tiles."),
        ("qgis", qgis, "QGIS projesi yazar.", "Write a QGIS project."),
    ):
        app.command(name, help=say(tr, en))(command)
    return app


def init(
    home: Path,
    name: Annotated[str, typer.Option()],
    boundary: Annotated[Path, typer.Option()],
    crs: Annotated[str, typer.Option()] = "EPSG:5255",
    kind: Annotated[Literal["municipality", "metropolitan", "provincial"], typer.Option()] = "municipality",
) -> None:
    from gis.derive.editor_schema import write_editor_schemas

    made = make_home(home, name, crs, boundary, kind)
    write_editor_schemas(made.path / "schemas")
    show(
        f"{made.path} kuruldu. Başlatmak için: KENT_HOME={made.path} kent up",
        f"{made.path} is made. To start it: KENT_HOME={made.path} kent up",
    )


def up(sample: Annotated[bool, typer.Option("--sample/--no-sample")] = "KENT_HOME" not in os.environ) -> None:
    """Everything that has to be there is made; what is there already is left alone."""
    from etl.progress import BarProgress
    from etl.sample_city import SampleCity

    settings = ServerSettings()
    city = SampleCity()
    if sample:
        city.settle(settings.home)
    home = Home(settings.home)
    _ = home.registry  # wrong definitions are told before anything is started
    conninfo = ensure_database(home.path, DatabaseSettings())
    follow_home(conninfo, home)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        if sample and city.is_settled(home.path):
            with BarProgress(language()) as progress:
                for report in city.load_missing(home, connection, progress):
                    Console(highlight=False, soft_wrap=True).print(
                        f"  {report.headline(language())}", markup=False
                    )
            if not account_exists(connection, _TECHNICIAN.name):
                set_account(connection, home.registry, _TECHNICIAN, password=None)
        serving.start(home.path, settings.host, settings.port, settings.workers)
        service.start(home.path)
        serving.await_healthy(settings.home, timeout=120)
        show(
            f"\n{home.municipality.name.tr}: {settings.base_url}",
            f"\n{home.municipality.name.en}: {settings.base_url}",
        )
        if sample and city.is_settled(home.path):
            token = make_sign_in_link(connection, _TECHNICIAN.name, _LINK_LIFETIME)
            link = f"http://127.0.0.1:{settings.port}/sign-in/{token}"
            show(
                f"Kamera ve ağ katmanlarını gören demo teknisyeni (bir kez, bu bilgisayarda, bir saat içinde): {link}",
                f"Demo technician, who sees cameras and network (once, on this machine, within an hour): {link}",
            )


def down() -> None:
    settings = ServerSettings()
    service.stop(settings.home)
    serving.stop(settings.home)
    if DatabaseSettings().database_url is None:
        cluster.stop(settings.home)
    show("Durduruldu.", "Stopped.")


def serve() -> None:
    os.execv(sys.executable, [sys.executable, "-m", "api"])  # noqa: S606


def check() -> None:
    from etl.mapping_file import mapping_problems
    from etl.pipeline import pipeline_problems
    from etl.sample_city import SampleCity
    from gis.check import check_home

    home = Home(ServerSettings().home)
    city = SampleCity()
    problems = [*check_home(home), *mapping_problems(home), *pipeline_problems(home)]
    _ = read_plan(home.path)
    if city.is_settled(home.path):
        problems += city.problems(home)
    for problem in problems:
        Console(highlight=False, soft_wrap=True).print(problem[language()], markup=False)
    if problems:
        show(f"{len(problems)} sorun.", f"{len(problems)} to mend.")
        raise typer.Exit(1)
    layers, codes = len(home.registry.layers), len(home.registry.codes)
    show(
        f"{layers} katman, {codes} kod listesi: sorun yok.",
        f"{layers} layers, {codes} code lists: nothing to mend.",
    )


def migrate_command(
    plan: Annotated[bool, typer.Option("--plan")] = False,
    apply: Annotated[Path | None, typer.Option(help="reviewed SQL")] = None,
) -> None:
    from gis.database.migrate import ReviewNeeded, migrate

    home = Home(ServerSettings().home)
    conninfo = ensure_database(home.path, DatabaseSettings())
    reviewed = None if apply is None else _read(apply)
    try:
        steps = migrate(
            conninfo, home.registry, home.municipality.srid, home.secret(), plan_only=plan, reviewed=reviewed
        )
    except ReviewNeeded as needed:
        file = needed.written(home.path / "migrations")
        show(f"Gözden geçirilecek adımlar: {file}", f"Steps to review: {file}")
        raise
    if plan:
        _show_plan(steps)
        return
    followed = follow_home(conninfo, home)
    if steps.empty and not followed:
        show(
            "Veritabanı tanımlara uygun; yapılacak iş yok.",
            "The database fits the definitions; nothing to do.",
        )
        return
    tables, renames, derived = len(steps.additive), len(steps.renames), len(steps.derived)
    show(
        f"Yapıldı: {tables} tablo adımı, {renames} yeniden adlandırma adımı, {derived} türetilmiş nesne. Çalışan sunucular izliyor.",
        f"Done: {tables} table steps, {renames} renaming steps, {derived} derived objects. Running servers follow.",
    )


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRequest(
            "unreadable_file",
            Text(tr=f"{file} okunamıyor ({error}).", en=f"{file} cannot be read ({error})."),
            Text(tr="Dosyanın yolunu denetleyin.", en="Check its path."),
        ) from error


def _show_plan(steps: "Plan") -> None:
    for statement in (*steps.additive, *steps.renames, *steps.destructive, *steps.derived):
        sys.stdout.write(statement.strip().rstrip(";") + ";\n")
    for reason in steps.reasons:
        Console(stderr=True, highlight=False, soft_wrap=True).print(reason[language()], markup=False)
    if steps.empty:
        show(
            "Veritabanı tanımlara uygun; yapılacak iş yok.",
            "The database fits the definitions; nothing to do.",
        )
    tables, renames, derived = len(steps.additive), len(steps.renames), len(steps.derived)
    if not steps.empty:
        show(
            f"-- Yapılacak: {tables} tablo adımı, {renames} yeniden adlandırma adımı, {derived} türetilmiş nesne.",
            f"-- To do: {tables} table steps, {renames} renaming steps, {derived} derived objects.",
        )
    if steps.reasons:
        raise typer.Exit(1)


def attach_command(
    layer: str,
    key: Annotated[
        str, typer.Argument(help="natural key, its values with commas between (1,113,8), or id=NUMBER")
    ],
    file: Path,
    title: Annotated[str | None, typer.Option()] = None,
    privacy: Annotated[PrivacyClass | None, typer.Option(help="stricter than the layer's own")] = None,
) -> None:
    from gis.attachment_settings import AttachmentSettings
    from gis.attachments import NewFile, attach, feature_by_key, read_file

    home = Home(ServerSettings().home)
    to = home.registry.layer(layer)
    most = AttachmentSettings().most_bytes
    new = NewFile(file.name, read_file(file, most), title, privacy)
    conninfo = ensure_database(home.path, DatabaseSettings())
    follow_home(conninfo, home)
    with psycopg.connect(conninfo) as connection:
        feature_id = feature_by_key(connection, to, key)
        kept = attach(connection, to, feature_id, new, actor=getpass.getuser(), most_bytes=most)
    show(
        f"Eklendi: {kept.media_type}, {kept.size / 1e6:.1f} MB, sınıf {kept.privacy}: {kept.uid}",
        f"Attached: {kept.media_type}, {kept.size / 1e6:.1f} MB, class {kept.privacy}: {kept.uid}",
    )


def detach_command(uid: UUID) -> None:
    from gis.attachments import detach

    with psycopg.connect(owner_conninfo(ServerSettings().home, DatabaseSettings())) as connection:
        detach(connection, uid, actor=getpass.getuser())
    show(f"Silindi: {uid}", f"Removed: {uid}")


def qgis(
    output: Annotated[Path, typer.Argument()] = Path("kent.qgz"),
    user: Annotated[str | None, typer.Option(help="whose layers")] = None,
    audience: Annotated[str | None, typer.Option(help="whose layers")] = None,
    over: Annotated[Literal["ogc", "postgresql"], typer.Option()] = "ogc",
    in_language: Annotated[Literal["tr", "en"] | None, typer.Option("--language")] = None,
    url: Annotated[str | None, typer.Option(help="https://…")] = None,
) -> None:
    from gis import qgis as projects
    from gis.derive.style import Look

    settings = ServerSettings()
    home = Home(settings.home)
    if user is not None and audience is not None:
        raise InvalidRequest(
            "user_or_audience",
            Text(
                tr="--user ile --audience birlikte verilemez.", en="--user and --audience exclude each other."
            ),
        )
    if user is not None:
        with psycopg.connect(owner_conninfo(home.path, DatabaseSettings())) as connection:
            audience = audience_of(connection, user)
    chosen = audience or PUBLIC
    home.registry.audience(chosen)  # an unknown one is told before anything is written
    look = Look(in_language or language(), "light", (url or settings.base_url).rstrip("/"))
    if over == "ogc":
        project = projects.qgis_project(home, chosen, look, projects.over_ogc_api(chosen, look.base_url))
    else:
        project = projects.qgis_project(home, chosen, look, projects.over_postgresql(home, chosen))
        service = output.with_suffix(".pg_service.conf")
        projects.write_service(service, owner_conninfo(home.path, DatabaseSettings()), home.secret(), chosen)
        show(
            f"{service}: veritabanı parolası; gizli tutun. Kullanmak için: PGSERVICEFILE={service.resolve()} qgis",
            f"{service}: the database password; keep it secret. To use it: PGSERVICEFILE={service.resolve()} qgis",
        )
    projects.write_project(output, project)
    show(f"{output} yazıldı ({chosen}).", f"{output} is written ({chosen}).")
