#!/usr/bin/env bash
# Holds Kent to the standards: its own conformance tests with many requests, then the OGC's official suites against the
# sample city, served on a free port. The suites come from Maven Central, or from the folder KENT_SUITES names.
. "$(dirname "$0")/bootstrap.sh"

readonly SUITES="${KENT_SUITES:-$TOOLS/conformance}"

# fetch_suite NAME VERSION: the official suite with all it needs, in one file
fetch_suite() {
    [ ! -f "$SUITES/$1-$2-aio.jar" ] || return 0
    say "$1 $2 indiriliyor …" "Fetching $1 $2 …"
    mkdir -p "$SUITES"
    logged mvn --batch-mode --update-snapshots org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
        "-Dartifact=org.opengis.cite:$1:$2:jar:aio" "-DoutputDirectory=$SUITES" || fail \
        "$1 $2, Maven Central'dan indirilemedi. $1-$2-aio.jar dosyasını $SUITES klasörüne koyup yineleyin; ayrıntı: $KENT_LOG" \
        "$1 $2 could not be fetched from Maven Central. Put $1-$2-aio.jar into $SUITES and try again; details: $KENT_LOG"
}

need_postgis
need_packages openjdk-17-jre-headless maven gdal-bin
sync_python dev
build_portal
build_styles
KENT_CONFORMANCE_EXAMPLES=${KENT_CONFORMANCE_EXAMPLES:-100} .venv/bin/pytest -q tests/conformance
fetch_suite ets-ogcapi-features10 1.9
fetch_suite ets-ogcapi-tiles10 1.2
exec .venv/bin/python -m tests.conformance --suites "$SUITES" --page docs/conformance.md "$@"
