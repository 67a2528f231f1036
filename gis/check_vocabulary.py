"""The checks a layer may name under ``checks:``. Pure."""
