#!/usr/bin/env bash
# Installs what is missing, then starts the city and waits until its page answers.
. "$(dirname "$0")/bootstrap.sh"

require_free_port() {
    local port=${KENT_PORT:-8000} home=${KENT_HOME:-.kent}
    # A server of this home may be the one that listens; `kent up` tells them apart.
    [ ! -f "$home/run/server.json" ] || return 0
    ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || fail \
        "$port numaralı port kullanılıyor. Başka bir port verin: make up KENT_PORT=$((port + 1))" \
        "Port $port is taken. Choose another one: make up KENT_PORT=$((port + 1))"
}

require_free_port # before minutes of installing
need_postgis
sync_python main
build_portal
build_styles
exec .venv/bin/kent up "$@"
