# Two commands set everything up: `make site` and `make test`. Only Python (3.11 or newer), git and make are assumed.
PYTHON ?= python3
VENV := .venv
CONSTRAINTS := constraints.txt
MINUTES ?= 5
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help site test types tests deep quick mypy near bugs format lines check bench docs docs-site clean attacks fuzz vsix windows-zip release pictures size

help:  ## What can be asked
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(STAMP)  ## Build the sample school for its team and say how to open it
	$(BIN)/vitrail build --audience equipe
	@echo
	@echo "Ouvrez site-equipe/index.html dans un navigateur (double-clic), ou lancez : $(BIN)/vitrail serve"

test: $(STAMP)  ## The whole suite: format, lint, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(MAKE) --no-print-directory -j2 types tests

types: $(STAMP)  # beside the tests: it fills one core, and would leave the others idle
	$(BIN)/deptry generator
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

tests: $(STAMP)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not deep"

SEED ?= $(shell date +%j)
deep: $(STAMP)  ## Every example, the largest sizes, in any order, then some minutes of fuzzing: half an hour
	VITRAIL_DEEP=1 $(BIN)/python -m pytest --timeout 1800 -n auto --dist worksteal --random-order --random-order-seed=$(SEED)
	$(BIN)/python -m tests.fuzz.run --minutes $(MINUTES)

quick: $(STAMP)  ## Format, lint, types, and the fast tests nearest to what changed: less than a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(MAKE) --no-print-directory -j2 mypy near

mypy: $(STAMP)
	$(BIN)/mypy

near: $(STAMP)
	@$(BIN)/python -m tests.quick

bugs: $(STAMP)  ## Plant thirty-two plausible bugs, one by one, and print how many the tests hear
	$(BIN)/python -m tests.planted

format: $(STAMP)  ## Write the code as the formatter and the linter want it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lines: $(STAMP)  ## Modules, lines and nodes of the engine, room by room, then words, options, keys, codes; SINCE=REV: what each commit added
	@$(BIN)/python -m tests.lines $(SINCE)

check: $(STAMP)  ## What Vitrail says of the sample school
	$(BIN)/vitrail check

bench: $(STAMP)  ## Measure Vitrail beside its peers
	$(BIN)/python benchmarks/run.py

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 ou plus récent est nécessaire : make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --group dev --editable '.[cluster,apercus,diagrammes,editeur,photos]'
	@$(BIN)/python -m compileall -q -j 0 generator  # as pip does for what it copies: some machines keep no bytecode of a run
	@touch $@

clean:  ## Forget everything that was made here
	rm -rf $(VENV) site site-jury site-equipe .vitrail-cache build dist .coverage

docs: $(STAMP)  ## Write the pages that come from the code, and the table of days off
	$(BIN)/python -m vitrail.doors.documentation
	$(BIN)/python -m tests.days_off

docs-site: $(STAMP)  ## The site of the documents, in dist/documents: every link and anchor of docs/ is checked
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --config-file releasing/documents.yml

attacks: $(STAMP)  ## Build a hostile school, open it in Chromium and print what each attack did
	$(BIN)/python -m tests.attacks

vsix:  ## The extension for VS Code, in editors/vscode/vitrail.vsix (needs npm)
	cp LICENSE editors/vscode/
	cd editors/vscode && npm install --no-package-lock --no-audit --no-fund --silent && npm run --silent types
	cd editors/vscode && npm run --silent compile && npm run --silent package

windows-zip: $(STAMP)  ## One folder that runs on Windows, in dist/: make windows-zip EMBED=python-3.13.9-embed-amd64.zip
	@test -f "$(EMBED)" || { echo "Donnez l'archive « embeddable » de Python pour Windows : make windows-zip EMBED=python-3.13.9-embed-amd64.zip"; exit 2; }
	$(BIN)/python -m releasing.windows "$(EMBED)" $(if $(WHEELS),--wheels "$(WHEELS)")

release: $(STAMP)  ## All that a version is made of, in dist/, and the three commands that send it: make release VERSION=0.2.0
	$(BIN)/python -m releasing.release "$(VERSION)" --check
	$(MAKE) --no-print-directory test vsix
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --constraint releasing/constraints.txt --group release
	$(BIN)/python -m releasing.release "$(VERSION)"

pictures: $(STAMP)  ## Take the pictures of the documents again, from the sample school
	$(BIN)/python -m releasing.pictures

size: $(STAMP)  ## What this installation weighs, package by package
	$(BIN)/python -m releasing.size

fuzz: $(STAMP)  ## Fuzz reading, prose, référentiels and whole builds for MINUTES
	$(BIN)/python -m tests.fuzz.run --minutes $(MINUTES)
