#!/usr/bin/env bash
# Kent, its peers and the bare database on the same data in one run, as ratios. PEERS=all adds those that take long to
# install: martin, tegola, MapServer.
. "$(dirname "$0")/bootstrap.sh"

readonly PEERS_ENVIRONMENT="$TOOLS/bench" TILE_PEERS="$TOOLS/peers"
readonly MARTIN=1.14.0

# The peers bring a driver and a Python web stack of their own, so they live apart.
install_python_peers() {
    local stamp="$PEERS_ENVIRONMENT/.installed" wanted uv
    wanted=$(digest tests/bench/peers.txt)
    stamped "$stamp" "$wanted" && return 0
    find_uv >/dev/null || install_uv
    uv=$(find_uv)
    say "Karşılaştırılacak yazılımlar kuruluyor …" "Installing the peers to compare with …"
    { logged "$uv" venv --clear --python .venv/bin/python "$PEERS_ENVIRONMENT" &&
        logged "$uv" pip install --python "$PEERS_ENVIRONMENT/bin/python" --requirement tests/bench/peers.txt; } || fail \
        "Karşılaştırılacak yazılımlar kurulamadı. Ağ bağlantısını denetleyip yineleyin; ayrıntı: $KENT_LOG" \
        "The peers could not be installed. Check the network and try again; details: $KENT_LOG"
    printf '%s\n' "$wanted" >"$stamp"
}

# What cannot be had is left out, and the table says so.
install_tile_peers() {
    mkdir -p "$TILE_PEERS/bin"
    installed martin "$TILE_PEERS/bin/martin" build_martin
    installed tegola "$TILE_PEERS/bin/tegola" build_tegola
    installed MapServer "$TILE_PEERS/usr/sbin/lighttpd" unpack_lighttpd
}

# installed NAME FILE COMMAND: run the command if the file is not there; its failure ends nothing but itself
installed() {
    [ -x "$2" ] && return 0
    say "$1 kuruluyor; uzun sürebilir …" "Installing $1; this may take long …"
    ("$3") || say "$1 kurulamadı ve karşılaştırmaya girmeyecek; ayrıntı: $KENT_LOG" \
        "$1 could not be installed and is left out of the comparison; details: $KENT_LOG"
}

# Needs Rust's cargo, newer than Debian 12's; only what serves tables.
build_martin() {
    logged nice cargo install --locked --root "$TILE_PEERS" --no-default-features --features postgres \
        --version "$MARTIN" martin
}

# Needs Go, newer than Debian 12's. The caches and providers that are left out bring most of its dependencies.
build_tegola() {
    local without="noAzblobCache noGCSCache noS3Cache noRedisCache noGpkgProvider noHanaProvider noViewer noPrometheusObserver"
    (cd tests/bench/go && GOBIN="$TILE_PEERS/bin" logged nice go install -tags "$without" tool)
}

# Only its program is wanted: the package would start a server on port 80.
unpack_lighttpd() {
    need_packages mapserver-bin
    has_candidate lighttpd || refresh_package_lists
    (cd "$TILE_PEERS" && logged apt-get download lighttpd && logged dpkg -x lighttpd_*.deb . && rm lighttpd_*.deb)
}

need_postgis
need_packages wrk gdal-bin
sync_python dev
install_python_peers
options=(--peers "$PEERS_ENVIRONMENT/bin" --report "$TOOLS/bench.json")
if [ "${PEERS:-}" = all ]; then
    install_tile_peers
    options+=(--tile-peers "$TILE_PEERS")
fi
exec .venv/bin/python -m tests.bench "${options[@]}" "$@"
