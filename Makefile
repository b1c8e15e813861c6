# Two commands for a fresh machine: `make site` and `make test`. Everything lives in .venv/ and site/.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r

.PHONY: site test test-slow quick steps serve check pdf demo lint keep lock
site: .venv/run-ready ## check every project, build the wiki and every customer's site
	@$(BIN)/delivery build

serve: .venv/run-ready ## live preview, also when only data changed
	@$(BIN)/delivery serve

check: .venv/run-ready ## all findings
	@$(BIN)/delivery check

demo: .venv/run-ready ## a number changes, people sign, a gate opens, a forgery is named; on a temporary repository
	@$(BIN)/python -m delivery_wiki.adapters.upkeep.demo

pdf: .venv/run-ready ## the PDFs of every document, with a manifest
	@$(BIN)/delivery pdf

# Compiled tests are kept out of the source tree; without them each process would compile all of them anew.
test test-slow quick steps: export PYTHONPYCACHEPREFIX := $(CURDIR)/.cache/bytecode
test test-slow quick steps: export PYTHONDONTWRITEBYTECODE :=

test: .venv/dev-ready ## all tests but the slow ones
	@$(BIN)/python -m pytest -m "not slow"

test-slow: .venv/dev-ready ## the slow tests: every PDF, more damage, more looks, properties tried often; `make test` has the others
	@$(BIN)/python -m pytest -m "slow or hypothesis" --hypothesis-profile=thorough

quick: .venv/dev-ready ## most tests that need no site, no browser and no PDF
	@$(BIN)/python -m pytest -m "not built and not slow and not long" --ignore=tests/browser --ignore=tests/pdf --ignore=tests/site

steps: .venv/dev-ready ## the tests that name a forgotten step of docs/develop/adding.md
	@$(BIN)/python -m pytest -m "not slow and not built" \
		tests/test_labels.py tests/test_documentation.py tests/test_examples.py tests/test_followed_examples.py \
		tests/test_page_kinds.py tests/model tests/reading/test_schemas.py \
		tests/adapters/test_document_names.py tests/adapters/test_every_field.py

lint: .venv/dev-ready ## style, types and architecture
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

keep: .venv/dev-ready ## every byte that readers get, beside that of revision BASE=main; HEAD=other instead of the files here
	@$(BIN)/python -m benchmarks.keeper_of_bytes $(or $(BASE),main) $(or $(HEAD),--files)

lock: .venv/dev-ready ## new locks, newest versions that pyproject.toml allows
	@$(BIN)/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --group build --output-file requirements/run.txt
	@$(BIN)/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --group dev --output-file requirements/dev.txt
	@$(BIN)/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --group benchmarks --constraints requirements/dev.txt --output-file requirements/benchmarks.txt

.venv/bin/python:
	@echo "Setting up .venv …"
	@$(PYTHON) -m venv .venv

.venv/run-ready: requirements/run.txt pyproject.toml | .venv/bin/python
	@$(PIP) requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev-ready: requirements/dev.txt .venv/run-ready
	@$(PIP) requirements/dev.txt
	@touch $@
