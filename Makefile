# Every target uses the interpreter of .venv by its path: nothing has to be activated.
PY := .venv/bin/python
ROOMS := bot desk studio cases flows nlu policies content storage
FAST := tests -m "not whole and not browser and not training"
# All Python there is, as far as it exists.
CODE := $(ROOMS) tests $(wildcard benchmarks)
# A file is one worker's, so that what its tests share is made once; the longest begin first (tests/shares.py).
DEALT := -n 2 --dist loadfile --no-loadscope-reorder
# Without kept bytecode every process that a test starts would compile the whole program again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run chat check unlike-tests fast-tests test test-all bench evaluate pictures coverage-flows transcripts format lock vendor

help: ## print this list
	@echo "make run     sets everything up and serves it;  make test  proves it.  The rest:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## prepare .venv with what running needs, and nothing else (PYTHON=… names the interpreter)
	@PYTHON="$(PYTHON)" scripts/setup runtime

setup-dev: ## prepare .venv with what running and testing need
	@PYTHON="$(PYTHON)" scripts/setup dev

run: setup ## serve the resident's chat, the desk and the API on this machine, with demo accounts
	@$(PY) -m bot serve --demo

chat: setup ## talk to the assistant in this terminal (ARGS="--today 2026-01-01 --region 321100")
	@$(PY) -m bot chat $(ARGS)

check: setup-dev ## format, lint, types, layers, libraries, fast tests: about a minute
	@$(MAKE) --no-print-directory -j 2 unlike-tests fast-tests

unlike-tests:
	@$(PY) -m ruff format --check --output-format concise $(CODE) || { echo "Not formatted: run 'make format'."; exit 1; }
	@$(PY) -m ruff check --quiet $(CODE)
	@$(PY) -m mypy $(ROOMS) $(wildcard benchmarks)
	@.venv/bin/lint-imports --cache-dir .import_linter_cache
	@$(PY) -m bot check
	@$(PY) -m tests.house.sizes

fast-tests:
	@$(PY) -m pytest -q $(DEALT) $(FAST)

test: setup-dev ## prepare what tests need, then run the whole suite (ARGS=… goes to pytest)
	@scripts/prepare-tests
	@if [ "$$ZHANGBAN_REQUIRE_ALL" = 1 ]; then scripts/other-pythons newest; fi
	@$(PY) -m pytest $(DEALT) $(ARGS)

test-all: setup-dev ## the whole suite, and import, unit tests and conversations on other Pythons
	@scripts/prepare-tests
	@scripts/other-pythons
	@$(PY) -m pytest $(DEALT) $(ARGS)

bench: setup-dev ## speed and memory, as ratios measured in one run
	@$(PY) -m benchmarks $(ARGS)

evaluate: setup ## how well the assistant understands, on the held-out sentences
	@$(PY) -m bot evaluate $(ARGS)

pictures: setup-dev ## take the README's pictures from the running program
	@scripts/prepare-tests
	@$(PY) -m tests.pictures $(ARGS)

coverage-flows: setup-dev ## what of the flows no conversation test walks (ARGS=--require fails for a step or branch)
	@$(PY) -m tests.conversations.coverage $(ARGS)

transcripts: setup-dev ## write every conversation test as people will read it
	@$(PY) -m tests.conversations.transcripts

format: setup-dev ## put all Python into the one format
	@$(PY) -m ruff check --quiet --fix-only $(CODE)
	@$(PY) -m ruff format $(CODE)

lock: ## remake the lock files from pyproject.toml (ARGS=--upgrade takes the newest that fit)
	@scripts/lock $(ARGS)

vendor: ## fetch htmx, WeUI, Pico and the AMR decoder again (needs npm)
	@scripts/vendor
