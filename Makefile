# Everything people do here. `make` lists it.

PORT ?= 8000
DATA_DIR ?= ./data
TESTS ?= tests
JOBS ?= 2
python := .venv/bin/python
pytest := $(python) -m pytest -n $(JOBS) --dist loadfile $(if $(REQUIRE_ALL),--require-all)
compile := $(python) -m uv pip compile --quiet --python-version 3.12 --universal \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	--override requirements-overrides.txt --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help run test check bench schema messages pictures golden lock clean environment environment-dev

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: environment ## Start the demo province, hub to players (PORT=8000 DATA_DIR=./data)
	@DEMO=on PORT="$(PORT)" DATA_DIR="$(DATA_DIR)" exec $(python) manage.py run_demo

test: environment-dev ## Run the tests (TESTS=tests/hub JOBS=2; REQUIRE_ALL=1 allows no skip)
	@$(pytest) $(TESTS)

check: environment-dev ## Format, lint, import contracts, types, tests: what CI does
	@echo "— format" && $(python) -m ruff format --check .
	@echo "— ruff" && $(python) -m ruff check .
	@echo "— import contracts" && .venv/bin/lint-imports
	@echo "— types" && $(python) -m mypy
	@echo "— tests" && $(pytest) $(TESTS)

bench: environment-dev ## Measure what rendering costs on this machine
	@$(python) -m bench

schema: environment-dev ## Write hub/graphql/schema.graphql from the code
	@$(python) manage.py write_schema

messages: environment-dev ## Bring the catalogues of words up to date and compile them
	@$(python) -m hub.lib.catalogue

pictures: environment-dev ## Take the pictures of docs/huong-dan anew, with Chromium
	@GUIDE_PICTURES=docs/pictures $(python) -m pytest tests/acceptance \
		tests/hub/contributions/test_page_in_chromium.py

golden: environment-dev ## Write fixtures/programmes anew
	@$(python) -m fixtures.golden

lock: environment-dev ## Pin every package, with hashes, from requirements*.in
	@for name in requirements-build requirements requirements-dev; do \
		echo "$$name.txt" && $(compile) $$name.in --output-file $$name.txt || exit 1; \
	done

clean: ## Take away what can be made again (the environment and caches; data/ stays)
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@bin/make-environment

environment-dev:
	@bin/make-environment --dev
