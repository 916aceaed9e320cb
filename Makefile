# Everything a checkout can do. Each target sets up what it needs; a second call costs under a second of set-up.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo run test bench bench-peer faults shots cover check format setup trials assets lock clean

PYTHON3 ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
PACKAGES := $(VENV)/.packages
PROJECT := $(VENV)/.project

DEMO := $(PYTHON) -m ui.demo $(if $(kill),--kill $(kill))
RUN := $(BIN)/kiosk demo $(if $(desk),--desk)
BENCH := $(PYTHON) -m tests.bench
FAULTS := $(PYTHON) -m tests.faults $(if $(ONLY),--only $(ONLY)) $(if $(SHARE),--share $(SHARE)) $(if $(MINUTES),--minutes $(MINUTES))
SHOTS := $(PYTHON) -m tests.shots
FILMSTRIP := $(PYTHON) -m tests.filmstrip

# Tests, pictures and figures are drawn without a screen and without a GPU, the same on every machine.
test check cover bench bench-peer faults shots: export QT_QPA_PLATFORM := offscreen
test check cover bench bench-peer faults shots: export QT_QUICK_BACKEND := software

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 17

demo: setup ## two residents' permohonan become surat anyone can check (kill=20: ends processes meanwhile)
	@$(DEMO)

run: setup ## the lobby window of the demo office, for hands (desk=1: the desk's)
	@$(RUN)

test: setup trials check ## format, lint, types, import contracts, tests
	@echo "== tests"
	@$(PYTHON) -m pytest -q -n auto --dist loadfile

bench: setup ## measure speed and size -> build/bench.json
	@$(BENCH)

bench-peer: setup ## our push beside PouchDB's, turn about (needs node and npm) -> build/bench.json
	@$(BENCH) --only peer_push

faults: setup trials ## break it on purpose, as often as the contract asks -> build/faults.json (ONLY=P1,P4 SHARE=0.1)
	@$(FAULTS)

shots: setup ## draw every screen and every surat -> build/shots, and the README's pictures -> docs
	@$(SHOTS)
	@$(FILMSTRIP)
	@$(PYTHON) -m tests.printing.pictures

cover: setup trials ## tests with branch coverage, the rule-bearing modules first
	@$(PYTHON) -m pytest -q --cov --cov-report=json:build/coverage.json --cov-report=html:build/coverage
	@$(PYTHON) -m tools.cover

check: setup ## everything of `make test` but the tests
	@echo "== format"
	@$(BIN)/ruff format --check --quiet . || { echo 'not formatted: `make format` mends it'; exit 1; }
	@echo "== lint"
	@$(BIN)/ruff check --quiet .
	@echo "== types"
	@$(BIN)/mypy
	@echo "== imports"
	@$(BIN)/lint-imports --no-logo

format: setup ## let ruff lay out the code
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

setup: assets ## Debian packages, .venv, locked dependencies, fonts and icons

trials: # the tools that make clocks, disks, lines and printers fail
	@PYTHON3=$(PYTHON3) tools/apt.sh tests

assets: $(PROJECT) ## fonts and icons from their packages, services tried -> resources
	@$(PYTHON) -m tools.assets

# The Debian packages are looked for at each call (a few ms): no stamp can know what was removed.
.PHONY: system
system:
	@PYTHON3=$(PYTHON3) tools/apt.sh

$(PACKAGES): requirements.lock requirements-dev.lock | system
	@echo "== packages"
	@test -x $(PYTHON) || $(PYTHON3) -m venv $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
		--require-hashes -r requirements.lock -r requirements-dev.lock
	@touch $@

$(PROJECT): pyproject.toml $(PACKAGES)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-index --no-build-isolation --editable .
	@touch $@

# Every file of every version gets its hash, so one lock serves x86_64 and aarch64 and Python 3.11 to 3.13.
COMPILE := --generate-hashes --allow-unsafe --strip-extras --no-annotate --no-header --no-emit-options --quiet
lock: ## pin requirements*.in anew, with hashes (pip-tools from the index, in a folder of its own)
	@test -x build/lock/bin/pip-compile || { $(PYTHON3) -m venv build/lock && build/lock/bin/pip install --quiet pip-tools==7.6.2; }
	@build/lock/bin/pip-compile $(COMPILE) $(if $(upgrade),--upgrade) -o requirements.lock requirements.in
	@build/lock/bin/pip-compile $(COMPILE) $(if $(upgrade),--upgrade) -o requirements-dev.lock requirements-dev.in

clean: ## remove what was made, but not .venv
	@rm -rf build resources/fonts resources/icons .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
