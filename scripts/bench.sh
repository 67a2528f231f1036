#!/usr/bin/env bash
# Kent, its peers and the bare database on the same data in one run, as ratios.
. "$(dirname "$0")/bootstrap.sh"

readonly PEERS="$TOOLS/bench"

# The peers bring a driver and a Python web stack of their own, so they live apart.
install_peers() {
    local stamp="$PEERS/.installed" wanted uv
    wanted=$(digest tests/bench/peers.txt)
    stamped "$stamp" "$wanted" && return 0
    find_uv >/dev/null || install_uv
    uv=$(find_uv)
    say "Karşılaştırılacak yazılımlar kuruluyor …" "Installing the peers to compare with …"
    { logged "$uv" venv --clear --python .venv/bin/python "$PEERS" &&
        logged "$uv" pip install --python "$PEERS/bin/python" --requirement tests/bench/peers.txt; } || fail \
        "Karşılaştırılacak yazılımlar kurulamadı. Ağ bağlantısını denetleyip yineleyin; ayrıntı: $KENT_LOG" \
        "The peers could not be installed. Check the network and try again; details: $KENT_LOG"
    printf '%s\n' "$wanted" >"$stamp"
}

need_postgis
need_packages wrk gdal-bin
sync_python dev
install_peers
exec .venv/bin/python -m tests.bench --peers "$PEERS/bin" --report "$TOOLS/bench.json" "$@"
