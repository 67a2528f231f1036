"""Databases and other OGC APIs are read like files; nothing is written there, and no password is told."""

import base64
import http.server
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from shapely import Point
from sqlalchemy import make_url

from etl.read import open_source
from etl.source import SourceLimits, SourceRequest
from gis.errors import SourceError
from tests.databases import Database
from tests.etl.files import read

QUERY = "SELECT * FROM kaynak ORDER BY no"


def refused(request: SourceRequest, limits: SourceLimits | None = None) -> SourceError:
    with pytest.raises(SourceError) as error:
        read(request, limits)
    return error.value


@pytest.fixture
def sqlite_url(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "a.db")) as database:
        database.execute("CREATE TABLE kaynak (no INTEGER, ad TEXT, alan REAL)")
        database.executemany("INSERT INTO kaynak VALUES (?, ?, ?)", [(1, "Çınar", 1.5), (2, None, None)])
        database.commit()
    return f"sqlite:///{folder}/a.db"


class TestDatabase:
    def test_sqlite(self, sqlite_url: str) -> None:
        found = read(SourceRequest.of(sqlite_url, query=QUERY))
        assert found.rows["ad"].tolist()[0] == "Çınar"
        assert [str(c.declared) for c in found.source.columns] == ["int64", "string", "double"]
        assert found.source.is_table

    def test_postgis_with_its_geometries_and_crs(self, database: Database) -> None:
        with psycopg.connect(database.conninfo, autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE public.kaynak (no int, ad text, geom geometry(Point, 5255), gun date)"
            )
            connection.execute(
                "INSERT INTO public.kaynak VALUES (1, 'Çınar', ST_Point(500000, 4400000, 5255), '2025-01-31'), (2, 'x', NULL, NULL)"
            )
            try:
                url = url_of(database)
                found = read(SourceRequest.of(url, query="SELECT * FROM public.kaynak ORDER BY no;"))
                assert found.rows.geometry.iloc[0] == Point(500000, 4400000)
                assert found.rows.geometry.iloc[1] is None
                assert found.source.crs is not None
                assert found.source.crs.to_epsg() == 5255
                assert str(found.rows["gun"].iloc[0])[:10] == "2025-01-31"
                writes = "WITH gone AS (DELETE FROM public.kaynak RETURNING no) SELECT * FROM gone"
                assert refused(SourceRequest.of(url, query=writes)).code == "database_failed"
                assert connection.execute("SELECT count(*) FROM public.kaynak").fetchone() == (2,)
            finally:
                connection.execute("DROP TABLE public.kaynak")

    @pytest.mark.parametrize(
        "query", [None, "DELETE FROM kaynak", "SELECT 1; DELETE FROM kaynak", "ATTACH 'x' AS y"]
    )
    def test_only_a_single_select(self, sqlite_url: str, query: str | None) -> None:
        assert refused(SourceRequest.of(sqlite_url, query=query)).code == "query_needed"
        assert len(read(SourceRequest.of(sqlite_url, query=QUERY)).rows) == 2

    def test_the_password_is_never_told(self) -> None:
        request = SourceRequest.of(
            "postgresql://kent:GIZLI@127.0.0.1:1/tapu?password=GIZLI", query="SELECT 1 AS a"
        )
        error = refused(request)
        assert error.code == "database_failed"
        assert "tapu" in error.message.tr
        assert "GIZLI" not in error.told("tr") + error.told("en") + repr(request) + str(request.path)

    def test_a_driver_that_is_not_installed(self) -> None:
        error = refused(SourceRequest.of("mssql://u:p@h/d", query="SELECT 1"))
        assert error.code == "no_driver"
        assert "pyodbc" in error.told("tr")
        assert refused(SourceRequest.of("bilinmez://h/d", query="SELECT 1")).code == "no_driver"

    def test_too_many_rows(self, sqlite_url: str) -> None:
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        error = refused(SourceRequest.of(sqlite_url, query=endless), SourceLimits(rows=20_000))
        assert error.code == "source_too_large"


def url_of(database: Database) -> str:
    said = psycopg.conninfo.conninfo_to_dict(database.conninfo)
    words = {k: str(v) for k, v in said.items() if k in ("host", "port") and v is not None}
    url = make_url("postgresql://").set(
        database=str(said["dbname"]), username=str(said.get("user") or ""), query=words
    )
    if said.get("password"):
        url = url.set(password=str(said["password"]))
    return url.render_as_string(hide_password=False)


Answer = tuple[int, dict[str, str], bytes]
Serve = Callable[[Callable[[str], Answer]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server whose answers are a function of the path; gives its address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(answer: Callable[[str], Answer]) -> str:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = answer(self.path)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Keep quiet."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def page(number: int, link: str | None) -> Answer:
    feature = {
        "type": "Feature",
        "id": number,
        "properties": {"ADI": f"Çınar {number}"},
        "geometry": {"type": "Point", "coordinates": [32.8, 39.9]},
    }
    links = [{"rel": "next", "href": link}] if link else []
    body: dict[str, Any] = {"type": "FeatureCollection", "features": [feature], "links": links}
    return 200, {"Content-Type": "application/geo+json"}, json.dumps(body).encode()


class TestOgcApi:
    def test_pages_are_followed_to_the_end(self, serve: Serve) -> None:
        asked: list[str] = []

        def answer(path: str) -> Answer:
            asked.append(path)
            number = int(path.rpartition("page=")[2]) if "page=" in path else 1
            return page(number, f"items?page={number + 1}" if number < 3 else None)

        base = serve(answer)
        found = read(SourceRequest.of(f"{base}/ogc/collections/camera"))
        assert found.rows["ADI"].tolist() == ["Çınar 1", "Çınar 2", "Çınar 3"]
        assert found.rows.geometry.iloc[0] == Point(32.8, 39.9)
        assert found.source.layer == "camera"
        assert asked[0].startswith("/ogc/collections/camera/items?")

    def test_every_page_is_asked_for_signed_in(self) -> None:
        signed: list[str | None] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                signed.append(self.headers.get("Authorization"))
                link = (
                    f"http://{self.headers['Host']}/collections/a/items?page=2" if len(signed) == 1 else None
                )
                _, _, body = page(len(signed), link)
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Keep quiet."""

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            read(SourceRequest.of(f"http://ay%C5%9Fe:p%40rola@127.0.0.1:{server.server_port}/collections/a"))
            server.shutdown()
        assert signed == [f"Basic {base64.b64encode('ayşe:p@rola'.encode()).decode()}"] * 2

    def test_another_server_is_not_asked(self, serve: Serve) -> None:
        asked: list[str] = []
        other = serve(lambda path: asked.append(path) or page(1, None))  # type: ignore[func-returns-value]
        by_link = serve(lambda path: page(1, f"{other}/items"))
        by_redirect = serve(lambda path: (302, {"Location": f"{other}/items"}, b""))
        for base in (by_link, by_redirect):
            assert refused(SourceRequest.of(f"{base}/collections/a")).code == "hostile_source"
        assert asked == []

    def test_pages_without_end(self, serve: Serve) -> None:
        def answer(path: str) -> Answer:
            return page(1, f"/collections/a/items?page={len(path)}{path[-3:]}x")

        same = serve(lambda path: page(1, "/collections/a/items?same=1"))
        assert refused(SourceRequest.of(f"{same}/collections/a")).code == "source_too_large"
        growing = serve(answer)
        error = refused(SourceRequest.of(f"{growing}/collections/a"), SourceLimits(pages=3))
        assert error.code == "source_too_large"
        error = refused(SourceRequest.of(f"{growing}/collections/a"), SourceLimits(downloaded_bytes=300))
        assert error.code == "source_too_large"

    @pytest.mark.parametrize(
        "answer",
        [
            (404, {}, b""),
            (200, {}, b"<html>"),
            (200, {}, b"[1]"),
            (200, {}, b'{"features": [1]}'),
            (302, {}, b""),
        ],
    )
    def test_what_is_no_collection(self, serve: Serve, answer: Answer) -> None:
        base = serve(lambda path: answer)
        assert refused(SourceRequest.of(f"{base}/collections/a")).code == "no_answer"

    def test_nobody_there(self) -> None:
        error = refused(SourceRequest.of("http://u:GIZLI@127.0.0.1:1/collections/a"))
        assert error.code == "no_answer"
        assert "GIZLI" not in error.told("tr") + str(SourceRequest.of("http://u:GIZLI@h/x"))


def test_other_addresses_are_files_that_are_not_there(folder: Path) -> None:
    for named in ("/vsicurl/http://127.0.0.1:1/a.geojson", "PG:host=127.0.0.1", "/vsizip/a.zip"):
        with pytest.raises(SourceError) as error, open_source(SourceRequest.of(named)):
            pass
        assert error.value.code == "no_such_file"
