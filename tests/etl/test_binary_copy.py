"""What goes through binary COPY is what PostgreSQL then holds."""

import datetime as dt

import psycopg
import pyarrow as pa

from etl.binary_copy import HEADER, TRAILER, encode, encode_chunks


def test_every_type_arrives_as_it_left(connection: psycopg.Connection) -> None:
    noon = dt.datetime(1999, 12, 31, 12, 0, 0, 1, tzinfo=dt.UTC)
    columns = {
        "t text": pa.array(["Iğdır\n\\.\n", None, ""]),
        "b bytea": pa.array([b"\x00\xff", None, b""], pa.binary()),
        "i bigint": pa.array([-(2**63), None, 2**63 - 1], pa.int64()),
        "f double precision": pa.array([1.5, None, float("inf")]),
        "o boolean": pa.array([True, None, False]),
        "d date": pa.array([dt.date(1970, 1, 1), None, dt.date(2049, 12, 31)]),
        "z timestamptz": pa.array(
            [noon, None, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)], pa.timestamp("us", "UTC")
        ),
    }
    with connection.transaction(force_rollback=True):
        connection.execute(f"CREATE TEMP TABLE arrived ({', '.join(columns)})")
        with connection.cursor() as cursor, cursor.copy("COPY arrived FROM STDIN (FORMAT binary)") as copy:
            copy.write(HEADER)
            for chunk in encode_chunks(list(columns.values())):
                copy.write(chunk.data.tobytes())
            copy.write(TRAILER)
        rows = connection.execute("SELECT * FROM arrived").fetchall()
    assert rows == list(zip(*(c.to_pylist() for c in columns.values()), strict=True))


def test_a_slice_encodes_like_a_copy_of_it() -> None:
    texts = pa.array(["a", None, "ccc", "dd"])
    assert encode([texts.slice(1, 2)]).data.tobytes() == encode([pa.array([None, "ccc"])]).data.tobytes()


def test_rows_are_told_apart() -> None:
    rows = encode([pa.array(["a", "bb", None])])
    assert [len(r) for r in rows] == [2 + 4 + 1, 2 + 4 + 2, 2 + 4]
