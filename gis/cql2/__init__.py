"""Filters in CQL2 (OGC 21-065r2): both encodings become one expression, which becomes SQL over an audience's view. Pure."""
