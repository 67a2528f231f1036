"""A small city of allotment gardens, from which golden files are made; `KENT_RENEW_GOLDEN=1` writes those anew."""

import os
from pathlib import Path

from gis.definitions import load_registry
from gis.registry import Registry

GOLDEN = Path(__file__).parent / "golden"

LAYERS = {
    "plot": """\
id: plot
theme: city
title: {tr: Bahçe, en: Plot}
description: {tr: Hobi bahçeleri., en: Allotments.}
owner: works
geometry: {type: Point, privacy: restricted, coarsen: {staff: 50}}
key: [plot_no]
reach: open-data
licence: cc_by_4_0
attribution: {tr: Belediye, en: The municipality}
update_frequency: monthly
standards: {osm: landuse=allotments}
attachments: {privacy: internal}
fields:
  - {name: plot_no, type: text, required: true, privacy: open, searchable: true, title: {tr: Bahçe no, en: Plot no}}
  - {name: state, type: code, codes: plot_state, privacy: open, title: {tr: Durum, en: State}}
  - {name: area_m2, type: number, unit: m2, min: 0, max: 500, privacy: open, title: {tr: Alan, en: Area}}
  - {name: rent, type: number, min: 0, privacy: internal, title: {tr: Kira, en: Rent}, description: {tr: Aylık., en: A month.}}
  - {name: tenant, type: text, privacy: personal, activity: allotment, title: {tr: Kiracı, en: Tenant}}
""",
    "bed": """\
id: bed
theme: city
title: {tr: Tarh, en: Bed}
owner: works
geometry: none
key: [bed_no]
fields:
  - {name: bed_no, type: text, privacy: open, title: {tr: Tarh no, en: Bed no}}
  - {name: plot_id, type: reference, layer: plot, privacy: open, title: {tr: Bahçesi, en: Its plot}, inverse: {tr: Tarhlar, en: Beds}}
""",
}
STATES = """\
id: plot_state
title: {tr: Bahçe durumu, en: Plot state}
codes:
  - {code: let, title: {tr: Kirada, en: Let}, color: "#336699"}
  - {code: free, title: {tr: Boş, en: Free}, retired: true}
"""
ALLOTMENT = """\
allotment:
  title: {tr: Bahçe kirası, en: Letting plots}
  data_category: {tr: Kimlik, en: Identity}
  subject_group: {tr: Kiracılar, en: Tenants}
  purpose: {tr: Sözleşme, en: Contract}
  legal_basis: {tr: Sözleşmenin ifası, en: Performance of a contract}
  recipients: {tr: Yok, en: None}
  retention: {tr: 10 yıl, en: 10 years}
  transfer_abroad: false
  measures: {tr: Yetkilendirme, en: Access control}
"""
TENANTS = "tenants: {title: {tr: Kiracı işleri, en: Tenancy}, classes: [open, internal, personal], activities: [allotment]}\n"


def allotments(home: Path) -> Registry:
    """Read from files that are written to ``home``."""
    for folder in ("layers", "codes"):
        (home / folder).mkdir()
    for name, text in LAYERS.items():
        (home / "layers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (home / "codes" / "plot_state.yaml").write_text(STATES, encoding="utf-8")
    (home / "activities.yaml").write_text(ALLOTMENT, encoding="utf-8")
    (home / "audiences.yaml").write_text(TENANTS, encoding="utf-8")
    return load_registry(home, ["bed", "plot"])


def compared(name: str, found: str) -> None:
    file = GOLDEN / name
    if os.environ.get("KENT_RENEW_GOLDEN") == "1":
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")
