# shellcheck shell=bash
# From a bare Debian or Ubuntu to a working checkout. Sourced by the other scripts, which say which parts they need.
#
# A step that is done is recognised by what it left (a program, or the digest of the files it was made from), never
# by time. What the tools say goes to the log; the screen gets one line a step, and one with the remedy on failure.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly KENT_LOG="${KENT_HOME:-$PWD/.kent}/logs/setup.log"
readonly TOOLS="$PWD/.kent-tools"
readonly OLDEST_POSTGRESQL=15
export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
# Kent starts many Python processes; without compiled files each compiles its libraries anew, for seconds.
unset PYTHONDONTWRITEBYTECODE
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 UV_PROJECT_ENVIRONMENT="$PWD/.venv"

# say TURKISH ENGLISH
say() {
    case "${KENT_LANGUAGE:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in
        tr*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "$2" ;;
    esac
}

# fail TURKISH ENGLISH: what is wrong and what to do about it
fail() {
    say "$@" >&2
    exit 1
}

# logged COMMAND...: its output goes to the log alone
logged() {
    mkdir -p "$(dirname "$KENT_LOG")"
    printf '\n$ %s\n' "$*" >>"$KENT_LOG"
    "$@" </dev/null >>"$KENT_LOG" 2>&1
}

# --- system packages ---------------------------------------------------------------------------------------------

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

has_candidate() {
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo --preserve-env=DEBIAN_FRONTEND,UCF_FORCE_CONFFOLD "$@"
    else
        sudo --non-interactive --preserve-env=DEBIAN_FRONTEND,UCF_FORCE_CONFFOLD "$@"
    fi
}

# need_packages PACKAGE...: install those that are missing
need_packages() {
    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    require_apt "${missing[@]}"
    say "Sistem paketleri kuruluyor: ${missing[*]} …" "Installing system packages: ${missing[*]} …"
    for package in "${missing[@]}"; do
        has_candidate "$package" || { refresh_package_lists || true; break; }
    done
    install_packages "${missing[@]}" || { refresh_package_lists && install_packages "${missing[@]}"; } || fail \
        "Paketler kurulamadı: ${missing[*]}. Ağ bağlantısını denetleyip yineleyin; ayrıntı: $KENT_LOG" \
        "These packages could not be installed: ${missing[*]}. Check the network and try again; details: $KENT_LOG"
}

require_apt() {
    command -v apt-get >/dev/null || fail \
        "Bu sistemde apt yok. Şunların karşılığını elle kurun: $*" \
        "This system has no apt. Install by hand what corresponds to: $*"
    [ "$(id -u)" -eq 0 ] || sudo --non-interactive true 2>/dev/null || { command -v sudo >/dev/null && [ -t 0 ]; } || fail \
        "Root yetkisi gerekiyor. Yöneticinizden isteyin: sudo apt-get install $*" \
        "This needs root. Ask your administrator for: sudo apt-get install $*"
}

refresh_package_lists() {
    logged as_root apt-get update -o DPkg::Lock::Timeout=300
}

install_packages() {
    logged as_root apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@"
}

# --- PostgreSQL and PostGIS --------------------------------------------------------------------------------------

has_postgis() {
    local version
    for version in /usr/lib/postgresql/*/bin/initdb; do
        version=${version#/usr/lib/postgresql/}
        version=${version%/bin/initdb}
        [ "$version" != '*' ] && [ "$version" -ge "$OLDEST_POSTGRESQL" ] &&
            [ -f "/usr/share/postgresql/$version/extension/postgis.control" ] && return 0
    done
    [ -f "$(pg_config --sharedir 2>/dev/null)/extension/postgis.control" ] && [ -x "$(pg_config --bindir)/initdb" ]
}

need_postgis() {
    [ -z "${KENT_DATABASE_URL:-}" ] && ! has_postgis || return 0
    require_apt "postgresql-$OLDEST_POSTGRESQL-postgis-3"
    local package
    package=$(newest_postgis_package)
    [ -n "$package" ] || { refresh_package_lists && package=$(newest_postgis_package); } || true
    [ -n "$package" ] || fail \
        "PostGIS paketi bulunamadı. Ağ bağlantısını denetleyin ya da KENT_DATABASE_URL ile bir sunucu gösterin; ayrıntı: $KENT_LOG" \
        "No PostGIS package was found. Check the network, or name a server in KENT_DATABASE_URL; details: $KENT_LOG"
    [ "$(package_major "$package")" -ge "$OLDEST_POSTGRESQL" ] || fail \
        "Bu sürüm $package sunuyor; Kent PostgreSQL $OLDEST_POSTGRESQL ister. KENT_DATABASE_URL ile bir sunucu gösterin ya da Debian 12 / Ubuntu 24.04 kullanın." \
        "This release offers $package; Kent needs PostgreSQL $OLDEST_POSTGRESQL. Name a server in KENT_DATABASE_URL, or use Debian 12 / Ubuntu 24.04."
    prevent_default_cluster
    need_packages "$package"
}

newest_postgis_package() {
    apt-cache --names-only search '^postgresql-[0-9]+-postgis-3$' | cut -d' ' -f1 | sort -t- -k2n | tail -n1
}

package_major() {
    printf '%s' "$1" | cut -d- -f2
}

# Installing PostgreSQL would otherwise start a server on port 5432 that nobody asked for.
prevent_default_cluster() {
    [ ! -e /etc/postgresql-common/createcluster.conf ] || return 0
    as_root mkdir -p /etc/postgresql-common
    printf 'create_main_cluster = false\n' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
}

# --- Python and its packages -------------------------------------------------------------------------------------

# Prints the real path of a Python that is new enough, 3.13 before others; a pyenv shim may name one that is not there.
find_python() {
    local candidate
    for candidate in \
        python3.13 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python \
        python3.14 python3.12 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python python3; do
        "$candidate" -c 'import sys, ssl, ctypes, sqlite3
if sys.version_info < (3, 12): raise SystemExit(1)
print(sys.executable)' 2>/dev/null && return 0
    done
    return 1
}

# Prints a uv that works: the one on the PATH may be a shim of nothing.
find_uv() {
    local candidate
    for candidate in uv "$TOOLS/bin/uv" "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv"; do
        "$candidate" --version >/dev/null 2>&1 && printf '%s' "$candidate" && return 0
    done
    return 1
}

install_uv() {
    say "uv kuruluyor …" "Installing uv …"
    local python
    python=$(find_python) || { need_packages python3 python3-venv ca-certificates && python=python3; }
    logged "$python" -m venv --clear "$TOOLS" || {
        need_packages python3 python3-venv ca-certificates
        logged /usr/bin/python3 -m venv --clear "$TOOLS"
    } || fail \
        "Python sanal ortamı oluşturulamadı; ayrıntı: $KENT_LOG" \
        "No Python virtual environment could be made; details: $KENT_LOG"
    logged "$TOOLS/bin/python" -m pip install uv || fail \
        "uv indirilemedi. Ağ bağlantısını denetleyip yineleyin; ayrıntı: $KENT_LOG" \
        "uv could not be fetched. Check the network and try again; details: $KENT_LOG"
}

fetch_python() {
    logged "$1" python install || fail \
        "Python 3.12 ya da yenisi yok ve indirilemedi. Ağ bağlantısını denetleyin ya da Python kurun; ayrıntı: $KENT_LOG" \
        "There is no Python 3.12 or newer, and it could not be fetched. Check the network or install one; details: $KENT_LOG"
}

# sync_python GROUP: `main` for what the city needs, `dev` for the tests and checks as well
sync_python() {
    local group=$1 stamp wanted uv python
    stamp=.venv/.synced-$group
    wanted=$(digest pyproject.toml uv.lock .python-version)
    [ -x .venv/bin/python ] && stamped "$stamp" "$wanted" && return 0
    find_uv >/dev/null || install_uv
    uv=$(find_uv)
    python=$(find_python) || { fetch_python "$uv" && python=$(cat .python-version); }
    say "Python paketleri kuruluyor …" "Installing Python packages …"
    local options=(--frozen --inexact --python "$python")
    [ "$group" = dev ] || options+=(--no-dev)
    rm -f .venv/.synced-*
    logged "$uv" sync "${options[@]}" || fail \
        "Python paketleri kurulamadı. Ağ bağlantısını denetleyip yineleyin; ayrıntı: $KENT_LOG" \
        "The Python packages could not be installed. Check the network and try again; details: $KENT_LOG"
    printf '%s\n' "$wanted" >.venv/.synced-main
    [ "$group" = main ] || cp .venv/.synced-main "$stamp"
}

# --- the portal --------------------------------------------------------------------------------------------------

install_portal() {
    local stamp=portal/node_modules/.installed wanted
    wanted=$(digest portal/package.json portal/package-lock.json)
    stamped "$stamp" "$wanted" && return 0
    say "Portal paketleri kuruluyor …" "Installing the portal's packages …"
    logged npm portal ci --no-audit --no-fund || fail \
        "Portal paketleri kurulamadı. Ağ bağlantısını denetleyip yineleyin; ayrıntı: $KENT_LOG" \
        "The portal's packages could not be installed. Check the network and try again; details: $KENT_LOG"
    printf '%s\n' "$wanted" >"$stamp"
}

build_portal() {
    local stamp=portal/dist/.built wanted
    wanted=$(portal_sources | xargs -0 sha256sum | sha256sum)
    stamped "$stamp" "$wanted" && return 0
    install_portal
    say "Portal derleniyor …" "Building the portal …"
    logged npm portal run build || fail \
        "Portal derlenemedi; ayrıntı: $KENT_LOG" \
        "The portal could not be built; details: $KENT_LOG"
    printf '%s\n' "$wanted" >"$stamp"
}

portal_sources() {
    find portal \( -name node_modules -o -name dist \) -prune -o -type f -print0 | sort -z
}

# --- the map's glyphs and icons ----------------------------------------------------------------------------------

build_styles() {
    local stamp=styles/build/.built wanted
    wanted=$(style_sources | xargs -0 sha256sum | sha256sum)
    stamped "$stamp" "$wanted" && [ -d styles/make/node_modules ] && return 0
    say "Haritanın yazı ve simgeleri üretiliyor …" "Making the map's glyphs and icons …"
    { logged npm styles/make ci --no-audit --no-fund && logged npm styles/make run build; } || fail \
        "Haritanın yazı ve simgeleri üretilemedi; ayrıntı: $KENT_LOG" \
        "The map's glyphs and icons could not be made; details: $KENT_LOG"
    printf '%s\n' "$wanted" >"$stamp"
}

style_sources() {
    find styles/make styles/icons -name node_modules -prune -o -type f -print0 | sort -z
}

# npm FOLDER ARGUMENT...: the locked packages bring Node; the distribution's own is too old.
npm() {
    PATH="$PWD/.venv/bin:$PATH" .venv/bin/npm --prefix "$@"
}

# --- stamps ------------------------------------------------------------------------------------------------------

digest() {
    cat "$@" | sha256sum
}

# stamped FILE DIGEST: whether the step that leaves FILE was done for these sources
stamped() {
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}
