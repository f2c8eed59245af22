# Well Served. A bare `make` says what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PORT ?= 8000
export PORT NAME OWNER ZONE
# Some container images forbid bytecode, and then every start pays for compiling; empty means "write it".
export PYTHONDONTWRITEBYTECODE :=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

RUN_STAMP := $(VENV)/.installed-$(shell cat requirements.txt constraints.txt | cksum | cut -d' ' -f1)
DEV_STAMP := $(VENV)/.installed-dev-$(shell cat requirements.txt requirements-dev.txt constraints.txt | cksum | cut -d' ' -f1)

.DEFAULT_GOAL := help
.PHONY: help run start dev demo install install-dev test test-postgres check format browser bench

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24
	@echo
	@echo "  PORT=8001 make run     another port; MEASURE=1 adds timing headers; VAR_DIR=... keeps the data elsewhere"

run: $(RUN_STAMP) ## install, fill an empty database with the demo, and serve it at http://127.0.0.1:8000
	@exec $(MANAGE) serve

start: $(RUN_STAMP) ## set up an empty newsroom of your own instead of the demo (NAME= OWNER= ZONE=)
	@$(MANAGE) start_newsroom

dev: $(RUN_STAMP) ## the same site with debugging and reload, for working on the code
	@DJANGO_SETTINGS_MODULE=config.settings.dev exec $(MANAGE) serve

demo: $(RUN_STAMP) ## throw the demo's content away and fill it again
	@$(MANAGE) refill_demo

install: $(RUN_STAMP)
install-dev: $(DEV_STAMP)

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11, 3.12 or 3.13 is needed."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { echo "Python 3.11, 3.12 or 3.13 is needed; $(PYTHON) is another one. Say PYTHON=... make run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv"; exit 1; }

$(RUN_STAMP): | $(VENV)/bin/python
	@echo "Installing what the site runs on (once, about a minute) ..."
	@$(BIN)/pip install -q --no-compile -r requirements.txt
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib || true
	@rm -f $(VENV)/.installed-[0-9]*
	@touch $@

$(DEV_STAMP): $(RUN_STAMP)
	@echo "Installing what tests and checks need ..."
	@$(BIN)/pip install -q --no-compile -r requirements-dev.txt
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib || true
	@rm -f $(VENV)/.installed-dev-*
	@touch $@

browser: # Debian's chromium where we may install it; elsewhere the browser tests say that they were skipped
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing chromium for the browser tests ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium chromium-headless-shell >/dev/null || echo "chromium could not be installed"; \
	fi

test: $(DEV_STAMP) browser ## the whole suite, browser tests included (ARGS= goes to pytest)
	@$(MANAGE) build_fonts
	@$(BIN)/python -m pytest -n $(or $(JOBS),auto) --dist loadgroup -rs $(ARGS)

check: $(DEV_STAMP) ## style, types, import directions, migrations, production settings, known vulnerabilities
	@.ci/check

bench: $(RUN_STAMP) ## how much CPU and how many queries pages take, in a database of its own (ARGS= names the files of bench/; BENCH_QUOTES=1000000 fills the wall, BENCH_SECONDS=60 is how long hits are sent)
	@$(BIN)/python -m bench $(ARGS)

format: $(DEV_STAMP) ## put code and templates in shape
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q .
	@find templates -name '*.html' | xargs $(BIN)/djhtml --tabwidth 2
