"""What the HTML pages say, in both languages."""

from types import SimpleNamespace

from gis.text import Language, Text

_TEXTS = {
    "map": Text(tr="Harita", en="Map"),
    "service": Text(tr="Veri hizmeti", en="Data service"),
    "collections": Text(tr="Katmanlar", en="Collections"),
    "all_collections": Text(tr="Bütün katmanlar", en="All collections"),
    "collection": Text(tr="Katman", en="Collection"),
    "description": Text(tr="Açıklama", en="Description"),
    "theme": Text(tr="Konu", en="Theme"),
    "raster": Text(tr="Izgara veri (raster)", en="Raster"),
    "table": Text(tr="Tablo (geometrisiz)", en="Table (no geometry)"),
    "items": Text(tr="Öğeler", en="Items"),
    "item": Text(tr="Öğe", en="Item"),
    "related": Text(tr="İlişkili kayıtlar", en="Related records"),
    "attachments": Text(tr="Ekler", en="Attachments"),
    "dictionary": Text(tr="Veri sözlüğü", en="Data dictionary"),
    "licence": Text(tr="Lisans", en="Licence"),
    "browse": Text(tr="Öğelere göz at", en="Browse the items"),
    "matched": Text(tr="Toplam", en="Total"),
    "shown": Text(tr="Bu sayfada", en="On this page"),
    "no_items": Text(tr="Bu sorguya uyan öğe yok.", en="No item matches this query."),
    "previous": Text(tr="Önceki", en="Previous"),
    "next": Text(tr="Sonraki", en="Next"),
    "field": Text(tr="Alan", en="Field"),
    "name": Text(tr="Ad", en="Name"),
    "type": Text(tr="Tür", en="Type"),
    "unit": Text(tr="Birim", en="Unit"),
    "values": Text(tr="Değerler", en="Values"),
    "value": Text(tr="Değer", en="Value"),
    "role": Text(tr="Rol", en="Role"),
    "schema": Text(tr="Veri şeması", en="Schema"),
    "queryables": Text(tr="Sorgulanabilir alanlar", en="Queryables"),
    "queryables_said": Text(
        tr="Her alan bir sorgu parametresidir: items?alan=değer",
        en="Each field is a query parameter: items?field=value",
    ),
    "tiles": Text(tr="Vektör karolar", en="Vector tiles"),
    "tile_sets": Text(tr="Karo kümeleri", en="Tile sets"),
    "tile_template": Text(tr="Karo adresi", en="Tile address"),
    "tile_matrix_set": Text(tr="Karo şeması", en="Tile matrix set"),
    "tile_matrix_sets": Text(tr="Karo şemaları", en="Tile matrix sets"),
    "level": Text(tr="Düzey", en="Level"),
    "cell_size": Text(tr="Hücre boyu", en="Cell size"),
    "scale": Text(tr="Ölçek paydası", en="Scale denominator"),
    "matrix_size": Text(tr="Karo sayısı", en="Tiles"),
    "conformance": Text(tr="Uyulan standartlar", en="Conformance"),
    "conformance_said": Text(
        tr="Bu hizmet aşağıdaki OGC uygunluk sınıflarını sağlar.",
        en="This service conforms to these OGC conformance classes.",
    ),
    "api": Text(tr="API belgesi", en="API definition"),
    "api_said": Text(
        tr="Bütün adresler ve parametreler. Makineler için:", en="Every address and parameter. For machines:"
    ),
    "path": Text(tr="Adres", en="Path"),
    "parameters": Text(tr="Parametreler", en="Parameters"),
    "use": Text(tr="Programınızda kullanın", en="Use it in your program"),
    "use_qgis": Text(
        tr="QGIS: Katman ▸ Katman Ekle ▸ WFS / OGC API - Features Katmanı Ekle ▸ Yeni; adres:",
        en="QGIS: Layer ▸ Add Layer ▸ Add WFS / OGC API - Features Layer ▸ New; address:",
    ),
    "use_qgis_tiles": Text(
        tr="QGIS: Katman ▸ Katman Ekle ▸ Vektör Karo Katmanı Ekle ▸ Yeni Genel Bağlantı; adres:",
        en="QGIS: Layer ▸ Add Layer ▸ Add Vector Tile Layer ▸ New Generic Connection; address:",
    ),
    "use_tile_json": Text(
        tr="MapLibre ve benzerleri: kaynağın TileJSON adresi",
        en="MapLibre and the like: the source's TileJSON",
    ),
    "use_arcgis": Text(
        tr="ArcGIS Pro: Ekle ▸ Bağlantılar ▸ Sunucu ▸ Yeni OGC API Sunucusu; adres:",
        en="ArcGIS Pro: Insert ▸ Connections ▸ Server ▸ New OGC API Server; address:",
    ),
    "use_gdal": Text(tr="GDAL: GeoPackage olarak indirin", en="GDAL: download as GeoPackage"),
    "use_geopandas": Text(tr="Python (geopandas)", en="Python (geopandas)"),
    "use_rasterio": Text(tr="Python (rasterio)", en="Python (rasterio)"),
    "formats": Text(tr="Biçimler", en="Formats"),
    "crs": Text(tr="Koordinat sistemleri", en="Coordinate reference systems"),
    "storage_crs": Text(tr="saklandığı sistem", en="as stored"),
    "extent": Text(tr="Kapsam (batı, güney, doğu, kuzey)", en="Extent (west, south, east, north)"),
    "open_on_map": Text(tr="Haritada göster", en="Show on the map"),
    "coarsened": Text(tr="Konumlar kabaca gösterilir", en="Positions are shown roughly"),
    "coarsened_said": Text(tr="metrelik ızgaraya yuvarlanmıştır", en="metre grid"),
    "coverage": Text(tr="Hücre değerleri", en="Cell values"),
    "cells": Text(tr="Hücre", en="Cells"),
    "lowest": Text(tr="En düşük", en="Lowest"),
    "highest": Text(tr="En yüksek", en="Highest"),
    "contact": Text(tr="İletişim", en="Contact"),
    "error": Text(tr="Bir sorun var", en="Something is wrong"),
    "to_collections": Text(tr="Katmanlara dön", en="Back to the collections"),
    "other_language": Text(tr="English", en="Türkçe"),
    "sketch": Text(tr="Öğelerin konum çizimi", en="Drawing of where the items lie"),
    "skip": Text(tr="İçeriğe geç", en="Skip to content"),
    "notice": Text(
        tr="Bilgi amaçlıdır; resmî işlemlerde kullanılamaz.",
        en="For information; not valid for official transactions.",
    ),
    "yes": Text(tr="evet", en="yes"),
    "no": Text(tr="hayır", en="no"),
}


def page_texts(language: Language) -> SimpleNamespace:
    """The texts as attributes; a dict's own methods (``items``) would hide some from templates."""
    return SimpleNamespace(**{name: text[language] for name, text in _TEXTS.items()})
