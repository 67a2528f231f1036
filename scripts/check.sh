#!/usr/bin/env bash
# Every check runs, whatever the others say; the exit code tells whether all were clean.
. "$(dirname "$0")/bootstrap.sh"

sync_python dev
install_portal

failed=()
check() {
    printf '— %s\n' "$*"
    "$@" || failed+=("$*")
}

check .venv/bin/ruff check .
check .venv/bin/ruff format --check .
check .venv/bin/mypy --strict
check .venv/bin/lint-imports
check npm portal run --silent check
check npm portal run --silent lint

[ ${#failed[@]} -eq 0 ] || fail "Temiz değil: ${failed[*]/%/;}" "Not clean: ${failed[*]/%/;}"
