.PHONY: up down test test-qgis340 check bench soak conformance

up: ## install what is missing, start the city, serve it
	@scripts/up.sh

down: ## stop it
	@scripts/down.sh

test: ## install what the tests need, run all of them; ARGS="tests/db -k name" runs some
	@scripts/test.sh $(ARGS)

test-qgis340: ## what the tests ask of QGIS, asked of QGIS 3.40
	@scripts/test-qgis340.sh $(ARGS)

check: ## format, lint, types, import directions, the portal's own checks
	@scripts/check.sh

bench: ## compare with the peers and pgbench; KENT_BENCH_ROWS=20000 for a quick look, PEERS=all for those slow to install
	@scripts/bench.sh $(ARGS)

soak: ## 64 clients at once for five minutes (KENT_SOAK_SECONDS): no fault, no growing memory, bounded connections
	@scripts/soak.sh

conformance: ## the standards' own suites and ours, many requests; what passed goes to docs/conformance.md
	@scripts/conformance.sh $(ARGS)
