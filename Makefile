# The house's commands. `make run` starts it, `make test` checks and tests all of it; each brings first what it needs.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
PYTHON := .venv/bin/python
TEMPLATES := $(wildcard templates)

.PHONY: run dev demo test faults check bench format lock clean
.DEFAULT_GOAL := run

run: ## start the house at http://127.0.0.1:5000 (PORT=... for another), with the demo at its first start
	@tools/prepare.sh run
	@exec $(PYTHON) -m roundtable

dev: ## the same, and a changed template is seen without a new start
	@tools/prepare.sh run
	@FLASK_DEBUG=1 exec $(PYTHON) -m roundtable

demo: ## throw the demo's house away and build it anew
	@tools/prepare.sh run
	@$(PYTHON) tools/reset_demo.py

test: ## the gates, then every test; T=path for some tests only, without the gates
	@tools/prepare.sh test
	@$(if $(T),,$(MAKE) check)
	@$(PYTHON) -m pytest -n 2 $(T)

faults: ## what must not break, many times over (docs/faults.md); ROUNDS=5 CROWD=500 SEED=... T=path
	@tools/prepare.sh test
	@$(PYTHON) -m pytest -n 0 --rounds $(or $(ROUNDS),5) --crowd $(or $(CROWD),500) $(if $(SEED),--seed $(SEED)) $(or $(T),tests/faults)

check: ## the gates: what can be seen without running the house
	@tools/prepare.sh check
	@tools/check.sh

bench: ## load and cost against floors measured in the same run (docs/performance.md); JSON on stdout
	@tools/prepare.sh bench 1>&2
	@tools/node.sh $(PYTHON) -m bench

format: ## write everything as the gates want it
	@tools/prepare.sh check
	@.venv/bin/ruff format --quiet . && .venv/bin/ruff check --quiet --fix-only .
	@$(PYTHON) tools/compile_translations.py --format
	@$(if $(TEMPLATES),.venv/bin/djlint --reformat --quiet templates || true)

lock: ## write the locked sets anew from the .in files (needs uv)
	@for set in requirements requirements-dev requirements-build; do \
	  uv pip compile --quiet --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command "make lock" $$set.in --output-file $$set.txt; done

clean: ## what the commands made, except the house's own data (instance/)
	@rm -rf .venv .node-venv node_modules bench/node/node_modules static/built roundtable/translations/zh_Hans_CN .mypy_cache .ruff_cache .pytest_cache
