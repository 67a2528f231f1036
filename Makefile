.PHONY: up down test check bench

up: ## install what is missing, start the city, serve it
	@scripts/up.sh

down: ## stop it
	@scripts/down.sh

test: ## install what the tests need, run all of them; ARGS="tests/db -k name" runs some
	@scripts/test.sh $(ARGS)

check: ## format, lint, types, import directions, the portal's own checks
	@scripts/check.sh

bench: ## compare with the peers; PEERS=all for the slow-to-install ones
	@scripts/bench.sh
