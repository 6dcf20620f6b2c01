# One command each; `make help` lists them.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
PORT ?= 8000
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo serve test lint types imports unit postgresql bench bench-reading bench-forecast bench-load bill offline mutants fuzz clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(BIN)/uv: requirements/install.txt
	@$(PYTHON) -m venv $(VENV) || { echo "Python 3.11 with venv is needed: apt-get install python3-venv, or name another with make PYTHON=…" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/install.txt
	@touch $@

$(VENV)/run.stamp: $(BIN)/uv requirements/run.txt pyproject.toml
	@echo "Installing the pinned packages into $(VENV) …"
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

install: $(VENV)/run.stamp ## Install what the product needs to run

install-dev: $(VENV)/dev.stamp ## Install what the tests need as well

demo: install ## The worked example, end to end; SERVE=0 stops before serving
	@$(BIN)/goldenthread demo --to var/demo --port $(PORT) $(if $(filter 0,$(SERVE)),,--serve)

serve: install ## Serve your own office at PORT (8000)
	@$(BIN)/goldenthread serve --port $(PORT)

test: install-dev ## Lint, types, import contracts and tests, on SQLite and PostgreSQL
	@$(MAKE) --no-print-directory lint types imports unit postgresql

lint: install-dev ## Style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install-dev ## Static types
	$(BIN)/mypy

imports: install-dev ## One direction of imports
	$(BIN)/lint-imports

unit: install-dev ## The tests alone
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered

postgresql: install-dev ## The tests of the office again, on a PostgreSQL server of their own
	$(BIN)/python tests/postgres.py $(BIN)/pytest -n 2 -m "not both" tests/office

# What the benchmarks measure the project beside needs other versions of what it runs on.
.venv-bench/stamp: $(BIN)/uv requirements/bench.txt pyproject.toml
	@$(PYTHON) -m venv .venv-bench
	@$(BIN)/uv pip install --quiet --python .venv-bench/bin/python --require-hashes -r requirements/bench.txt
	@$(BIN)/uv pip install --quiet --python .venv-bench/bin/python -r requirements/install.txt
	@$(BIN)/uv pip install --quiet --python .venv-bench/bin/python --no-deps --no-build-isolation --no-index -e .
	@touch $@

bench: .venv-bench/stamp ## Timings and measures, side by side with others in one run
	@for file in benchmarks/bench_*.py; do echo "== $$file"; .venv-bench/bin/python $$file || exit 1; done

bench-reading: .venv-bench/stamp ## How well and how fast documents are read
	@.venv-bench/bin/python benchmarks/bench_reading.py

bench-load: install ## How long pages take in an office of a province's size (half an hour)
	@$(BIN)/python benchmarks/load.py

bench-forecast: .venv-bench/stamp ## How often a forecast holds
	@.venv-bench/bin/python benchmarks/bench_forecast.py

bill: install ## The bill of materials (CycloneDX), from the pins
	@$(BIN)/python requirements/bill_of_materials.py

offline: install ## One archive that installs without a network; tried before it is kept
	@rm -rf var/offline && mkdir -p var/offline/wheels
	@$(BIN)/python -m pip download -qq --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
	  -r requirements/run.txt -d var/offline/wheels
	@$(BIN)/python -m hatchling build -t wheel -d var/offline/wheels >/dev/null
	@$(BIN)/python requirements/pack_offline.py var/offline/wheels var/offline
	@PYTHON=$(PYTHON) sh deploy/offline/try.sh var/offline/*.tar
	@mkdir -p dist && mv var/offline/*.tar dist/ && rm -rf var/offline && ls -l dist/*.tar

mutants: install-dev ## How many planted faults the ledger's tests find
	@$(BIN)/python benchmarks/mutants.py

fuzz: install-dev ## Ten minutes of spoilt documents
	@cd tests && ../$(BIN)/python -m reading.opening.fuzz 600

clean: ## Remove what the commands made
	rm -rf $(VENV) .venv-bench var .mypy_cache .pytest_cache .ruff_cache .coverage .import_linter_cache
