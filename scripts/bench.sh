#!/usr/bin/env bash
# Kent and its peers on the same data in one run, as ratios.
. "$(dirname "$0")/bootstrap.sh"

need_postgis
sync_python dev
exec .venv/bin/python -m tests.bench "$@"
