#!/usr/bin/env bash
# 64 clients ask the sample city for KENT_SOAK_SECONDS (300); fails on a fault, growing memory or too many connections.
. "$(dirname "$0")/bootstrap.sh"

need_postgis
sync_python dev
build_portal
build_styles
exec .venv/bin/python -m tests.soak
