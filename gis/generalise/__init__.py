"""Cartographic generalisation over arrays of geometries in EPSG:3857. Pure."""
