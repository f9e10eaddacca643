# Every command first sets up what it needs, if that is missing. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8787
STATE_DIR ?= .glint/serve
TESTS ?=

.DEFAULT_GOAL := help
.PHONY: help setup dev serve test bench abuse simulate soak lint hooks format types pictures lock wheel snapshot deploy-check deploy after-restore migrate migrate-check clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## everything that the other commands install or build
	@exec $(PYTHON) -m tools.setup

dev: ## the app with demo data on http://localhost:8787, reloaded on every save; LAN=1 for a phone
	@exec $(PYTHON) -m tools.dev --port "$(PORT)"

serve: ## the server in the foreground, quiet: PORT=8787 STATE_DIR=.glint/serve
	@exec $(PYTHON) -m tools.serve --port "$(PORT)" --state "$(STATE_DIR)"

test: ## every test; TESTS="tests/unit -k claim" runs only those; NATIVE=1 see docs/native.md
	@exec $(PYTHON) -m tools.test $(TESTS)

bench: ## Glint compared with a JavaScript baseline: ROUNDS=3, QUICK=1; see docs/performance.md
	@exec $(PYTHON) -m bench.run

abuse: ## what people notice of an account in another team that takes all it can get: DURATION=60
	@exec $(PYTHON) -m bench.abuse

simulate: setup ## histories of faults in virtual time: SEEDS=1000 FIRST=0, or MUTANTS=1; see docs/simulation.md
	@exec .venv/bin/python -m tools.simulate

soak: setup ## the convergence test for many seeds: SEEDS=20 FIRST=100 STEPS=200 KILLS=2; for many people: CROWD=1000 MINUTES=60
	@exec .venv/bin/python -m tools.soak

lint: ## formatting, rules and types
	@exec $(PYTHON) -m tools.lint

hooks: setup ## install the same checks as a pre-commit hook
	@exec .venv/bin/pre-commit install

format: setup ## fix the formatting
	@.venv/bin/ruff format --quiet . && .venv/bin/ruff check --quiet --fix-only . && npm run --silent --prefix web format

types: setup ## the web app's types, the API's reference and docs/schemas, from the Structs
	@for each in wire_types openapi api_page schemas; do .venv/bin/python -m tools.$$each || exit; done

pictures: setup ## the pictures of README.md, taken of the app with demo data; ONLY=phone makes those
	@exec .venv/bin/python -m tools.pictures

lock: ## update the lock files of pyproject.toml and each package.json, with hashes
	@exec $(PYTHON) -m tools.lock

wheel: ## the Python client as a wheel, in .glint/wheels; see docs/releasing.md
	@exec $(PYTHON) -m tools.wheel

snapshot: setup ## record this release for the upgrade tests; see docs/releasing.md
	@PYTHONPATH=src:clients/python/src exec .venv/bin/python -m tests.support.last_release

deploy-check: ## is the production configuration ready?
	@exec $(PYTHON) -m tools.deploy

deploy: ## deploy to Cloudflare, after deploy-check and the migrations
	@exec $(PYTHON) -m tools.deploy --really

after-restore: setup ## after restoring D1 to an earlier point: make clients reload their lists
	@exec $(PYTHON) -m tools.deploy --after-restore

migrate: setup ## SQL that migrates a TypeScript Glint: OLD=old.sql PEOPLE=people.json LINKS=links.json; see docs/migrate.md
	@exec .venv/bin/python -m tools.migrate --old "$(OLD)" $(if $(PEOPLE),--people "$(PEOPLE)") $(if $(LINKS),--links "$(LINKS)")

migrate-check: setup ## is everything of OLD=old.sql in NEW=new.sql?
	@exec .venv/bin/python -m tools.migrate --old "$(OLD)" $(if $(PEOPLE),--people "$(PEOPLE)") $(if $(LINKS),--links "$(LINKS)") --new "$(NEW)"

clean: ## remove everything that the commands made, including local data
	rm -rf .glint .venv .venv-workers .stubs .wrangler python_modules node_modules web/node_modules web/dist pylock.toml uv.lock
	find . -name __pycache__ -prune -exec rm -rf {} +
