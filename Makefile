# Two commands do everything on a machine that has only Python 3.11 or later: make demo, make test.
# PYTHON=python3.13 chooses another interpreter; .venv is made from it once.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
BIN := .venv/bin
SOURCES := pyproject.toml $(shell find kforge -type f ! -name '*.pyc')
EXAMPLE := examples/vote-app

.PHONY: demo test check oracles bench clean
.DELETE_ON_ERROR:

# ---- what it does: the vote application, rendered from its chart and from its dev overlay
demo: .venv/installed
	@echo "# kforge template vote $(EXAMPLE)/charts/vote" >&2
	@$(BIN)/kforge template vote $(EXAMPLE)/charts/vote
	@echo "# kforge build $(EXAMPLE)/overlays/dev" >&2
	@echo "---"
	@$(BIN)/kforge build $(EXAMPLE)/overlays/dev

# ---- whether it is right: style, types, layers, then every test, those against the real helm and kubectl too
test: check oracles
	$(BIN)/python -m pytest -n auto --oracle

check: .venv/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# the real helm and kubectl, into .oracle/
oracles: .venv/developed
	@$(BIN)/python scripts/install_oracles.py

# ---- how fast it is, as ratios to the real tools measured in the same run
bench: oracles
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv build *.egg-info

# ---- the environment: each stamp is newer than all it was made from
.venv/made:
	@test -n "$(PYTHON)" || { echo "kforge needs Python 3.11 or later; name one with make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "kforge needs Python 3.11 or later, and $(PYTHON) is older" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	  echo "$(PYTHON) cannot make a virtual environment: install its venv package (python3-venv on Debian)" >&2; exit 1; }
	@echo "making .venv with $(PYTHON)" >&2
	@$(PYTHON) -m venv .venv
	@# pip before 26 writes scripts that load `re`, which costs more than a small build
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@touch $@

# build/ would keep modules that are gone
.venv/installed: .venv/made $(SOURCES)
	@rm -rf build
	@echo "installing kforge into .venv" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check .
	@rm -rf build kforge.egg-info
	@touch $@

.venv/developed: .venv/installed
	@echo "installing what the tests need" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check ".[dev]"
	@rm -rf build kforge.egg-info
	@touch $@
