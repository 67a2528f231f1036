"""The room ``check``: every rule of ``gis.quality`` over a source's rows, and the rules that compare rows with each other."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from etl.place import Placed, Question, storage_boundary
from etl.values import Converted
from gis.municipality import Home
from gis.quality import Array, Flaw, check_inside, check_validity, check_values, located, shape_for
from gis.registry import Layer
from gis.text import Text


@dataclass(frozen=True, eq=False)
class Checked:
    """Rows ready to be stored, good and bad ones, and what is wrong with the bad.

    Args:
        fields: converted values; the index is the source's row number.
        geometries: of the layer's type in the storage CRS.
        flattened: how many geometries lost heights or measures.
    """

    fields: pd.DataFrame
    geometries: Array
    flaws: tuple[Flaw, ...]
    flattened: int


def check(
    layer: Layer, converted: Converted, placed: Placed | None, question: Question, home: Home
) -> Checked:
    """Apply every check.

    Args:
        placed: None for a layer without geometry.

    Raises:
        CrsError: every row lies outside the municipality.
    """
    size = len(converted.fields)
    flaws: list[Flaw] = [*_check_fields(layer, converted.fields), *_check_keys(layer, converted.fields)]
    if placed is None:
        return Checked(converted.fields, np.full(size, None, dtype=object), tuple(flaws), 0)
    shaped = shape_for(layer, placed.geometries)
    usable = located(shaped.geometries)
    outside = check_inside(usable, storage_boundary(home))
    if outside and len(outside[0].rows) == np.count_nonzero(~shapely.is_missing(usable)):
        raise question.outside(placed.operation.source)
    flaws += [*shaped.flaws, *check_validity(layer, shaped.geometries), *outside]
    return Checked(converted.fields, shaped.geometries, tuple(flaws), shaped.flattened)


def _check_fields(layer: Layer, fields: pd.DataFrame) -> tuple[Flaw, ...]:
    missing = {str(n): fields[n].isna().to_numpy(dtype=bool) for n in fields.columns}
    numbers = {
        f.name: fields[f.name].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
        for f in layer.fields
        if f.type in ("integer", "number") and f.name in fields
    }
    return check_values(layer, numbers, missing)


def _check_keys(layer: Layer, fields: pd.DataFrame) -> list[Flaw]:
    """``duplicate_key``: nobody can tell which of several rows with one key is the true one, so none is published."""
    key = [n for n in layer.key if n in fields]
    if not key:
        return []
    named = keyed(layer, fields)
    values = fields.loc[named, key]
    shared = np.zeros(len(fields), dtype=bool)
    shared[np.flatnonzero(named)] = values.duplicated(keep=False).to_numpy(dtype=bool)
    if not shared.any():
        return []
    titles = [layer.field(n).title for n in layer.key]
    message = Text(
        tr=f"Aynı anahtarı birden çok satır taşıyor ({', '.join(t.tr for t in titles)}).",
        en=f"Several rows have this key ({', '.join(t.en for t in titles)}).",
    )
    return [Flaw("duplicate_key", np.flatnonzero(shared), message, layer.key[-1])]


def keyed(layer: Layer, fields: pd.DataFrame) -> Array:
    """Which rows have an identity: any part of the natural key."""
    named = np.zeros(len(fields), dtype=bool)
    for name in layer.key:
        if name in fields:
            named |= fields[name].notna().to_numpy(dtype=bool)
    return named


def duplicate_rows(layer: Layer, fields: pd.DataFrame, digests: Array, good: Array) -> list[Flaw]:
    """``duplicate_row``: rows without identity that repeat an earlier one in every value; the first stays.

    Args:
        digests: of each row's values and geometry.
        good: which rows have no flaw so far.
    """
    anonymous = np.flatnonzero(good & ~keyed(layer, fields))
    repeated = anonymous[pd.Series(digests[anonymous]).duplicated().to_numpy(dtype=bool)]
    if not len(repeated):
        return []
    message = Text(
        tr="Önceki bir satırın aynısı ve anahtarı yok.", en="The same as an earlier row, and without a key."
    )
    return [Flaw("duplicate_row", repeated, message)]


def column_or_missing(fields: pd.DataFrame, name: str, kind: pa.DataType) -> pa.Array:
    """A field's values as one Arrow array; all missing when the mapping does not fill it."""
    if name not in fields:
        return pa.nulls(len(fields), kind)
    array = pa.array(fields[name], from_pandas=True)
    return (array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array).cast(kind)
