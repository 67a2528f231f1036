"""What CSV files and worksheets have in common: headings and blank rows."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.source import GEOMETRY
from gis.quality import Flaw


def column_names(heading: Sequence[object]) -> list[str]:
    """One name a column, none twice: line breaks become spaces, a missing name its position."""
    names: list[str] = []
    taken = {GEOMETRY}
    for at, title in enumerate(heading, start=1):
        wanted = " ".join(str(title).split()) if title is not None else ""
        name, number = wanted or f"column_{at}", 2
        while name in taken:
            name, number = f"{wanted}_{number}", number + 1
        taken.add(name)
        names.append(name)
    return names


def drop_blank_rows(frame: pd.DataFrame, flaws: Sequence[Flaw]) -> tuple[pd.DataFrame, tuple[Flaw, ...]]:
    """Leave out rows in which no column holds anything; they are layout, not data."""
    filled = np.zeros(len(frame), dtype=bool)
    for name in frame.columns:
        column = frame[name]
        if isinstance(column.dtype, pd.ArrowDtype) and pa.types.is_string(column.dtype.pyarrow_dtype):
            filled |= (column.str.strip().str.len() > 0).fillna(False).to_numpy(dtype=bool)
        else:
            filled |= column.notna().to_numpy(dtype=bool)
    if filled.all():
        return frame, tuple(flaws)
    position = np.cumsum(filled) - 1
    kept = tuple(Flaw(f.code, position[f.rows], f.message, f.field, f.severity, f.details) for f in flaws)
    return frame[filled], kept
