"""Which mappings of columns to a layer's fields there are: ``<layer>.<name>.yaml`` of a home, and those Kent brings."""

from pathlib import Path

from gis.municipality import Home

SHIPPED_MAPPINGS = Path(__file__).parent / "mappings"


def mapping_files(home: Home, layer_id: str) -> dict[str, Path]:
    """Name -> file, in order; of two of one name the home's own."""
    found = {
        path.name.removeprefix(f"{layer_id}.").removesuffix(".yaml"): path
        for folder in (SHIPPED_MAPPINGS, home.mappings)
        for path in folder.glob(f"{layer_id}.*.yaml")
    }
    return dict(sorted(found.items()))
