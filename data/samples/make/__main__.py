"""``python -m data.samples.make [FOLDER]`` writes the data files, into ``data/samples`` by default."""

import sys
from pathlib import Path

import yaml

from data.samples.make.city import make_city
from data.samples.make.defects import QUARANTINED
from data.samples.make.files import write_layers
from data.samples.make.terrain import write_elevation


def make_samples(folder: Path) -> None:
    """Draw the city and write its files, with what a load of each must come to in ``expected.yaml``."""
    city = make_city()
    write_elevation(city.terrain, folder / "elevation.tif")
    expected = {}
    for layer, rows in write_layers(city, folder).items():
        quarantined = QUARANTINED.get(layer, {})
        expected[layer] = {
            "rows": rows,
            "published": rows - sum(quarantined.values()),
            "quarantined": quarantined,
        }
    text = yaml.safe_dump(expected, sort_keys=False, allow_unicode=True)
    (folder / "expected.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1])
