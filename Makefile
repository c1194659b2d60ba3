# Two commands for everyone: `make maps` and `make test`. The rest is for developers.
PYTHON ?= python3
VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
STORE := build/ecomap.kgl

.PHONY: maps test check format lock notebooks docs bench clean

maps: $(VENV)/.runtime
	$(BIN)/ecomap load --store $(STORE)
	$(BIN)/ecomap site --store $(STORE) -o site

test: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

check: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -x -m "not slow"

format: $(VENV)/.tested
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What docs/ takes from the code.
docs: $(VENV)/.tested
	$(BIN)/ecomap load --store $(STORE)
	$(BIN)/ecomap schema > docs/schema.md
	$(BIN)/ecomap questions --format markdown --store $(STORE) > docs/questions.md

lock: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile -q pyproject.toml --extra notebook --group dev --universal --python-version 3.11 --generate-hashes --no-header -o requirements-dev.lock
	$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -c requirements-dev.lock -o requirements.lock

bench: $(VENV)/.tested
	for script in benchmarks/bench_*.py; do $(BIN)/python $$script || exit 1; done

clean:
	rm -rf $(VENV) build dist site

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# hatchling builds the editable install; it comes from the lock file like everything else.
$(VENV)/.runtime: requirements.lock requirements-build.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-build.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.tested: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
