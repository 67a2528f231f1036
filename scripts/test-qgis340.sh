#!/usr/bin/env bash
# What the tests ask of QGIS, asked of a current one (3.40), which lives in a Debian tree of its own beside the checkout.
. "$(dirname "$0")/bootstrap.sh"

readonly QGIS="$PWD/../shared/tools/qgis3.40"

[ -x "$QGIS" ] || fail \
    "QGIS 3.40'ı kuran program yok: ../shared/tools/qgis3.40" \
    "The program that installs QGIS 3.40 is not there: ../shared/tools/qgis3.40"
need_postgis
need_packages gdal-bin python3-qgis
sync_python dev
build_portal
build_styles
KENT_TEST_QGIS=$(realpath "$QGIS") exec .venv/bin/pytest \
    tests/clients/test_qgis.py tests/clients/test_pushdown.py tests/clients/test_many_features.py "$@"
