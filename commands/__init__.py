"""Groups of commands; together with ``kent`` the only modules that see loading and serving alike."""
