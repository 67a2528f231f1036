#!/usr/bin/env bash
# Stops the server and the private database; the data stay.
. "$(dirname "$0")/bootstrap.sh"

[ -x .venv/bin/kent ] || fail "Kent kurulu değil: make up" "Kent is not installed: make up"
exec .venv/bin/kent down "$@"
