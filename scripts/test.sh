#!/usr/bin/env bash
# Installs everything the tests need, then runs them; a test whose need is not met is an error here.
. "$(dirname "$0")/bootstrap.sh"

need_postgis
need_packages chromium fonts-noto-core gdal-bin python3-qgis
sync_python dev
build_portal
build_styles
# A file's tests stay together; files are shared out to as many processes as there are processors, four at most.
processors=$(nproc)
KENT_TEST_ALL=1 exec .venv/bin/pytest -n "$((processors < 4 ? processors : 4))" --dist loadfile "$@"
