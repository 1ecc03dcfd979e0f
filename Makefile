# People and .ci/run use these same targets. `make` alone lists them.

.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
FUZZ_SECONDS ?= 60
MUTANTS ?= readers state plans
EXTRAS := duckdb,fast,frames,rdf,text
BIN := $(VENV)/bin
LOCALE := src/coopgraph/messages/locale

# A bare Debian has no ensurepip; pip itself can then furnish the environment.
define make_venv
	$(PYTHON) -m venv $(1) 2>/dev/null || { \
	rm -rf $(1); $(PYTHON) -m venv --without-pip $(1) && \
	$(PYTHON) -m pip --python $(1)/bin/python install --quiet pip; }
endef

.PHONY: help demo test lint types imports unit coverage notebooks test-engines wheel lowest docs messages mermaid fuzz mutants bench pictures notebook clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

$(VENV)/.demo: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "coopgraph needs Python 3.11 or newer; name one with PYTHON=python3.11")'
	test -x $(BIN)/python || $(call make_venv,$(VENV))
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

# Dependency groups need pip 25.1; the one that Debian or Python brings along may be older.
$(VENV)/.dev: $(VENV)/.demo
	$(BIN)/python -m pip install --quiet "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[$(EXTRAS)]" --group dev
	touch $@

$(VENV)/.engines: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --editable ".[postgresql,spark]"
	touch $@

$(VENV)/.bench: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --group bench
	touch $@

$(VENV)/.docs: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --group docs
	touch $@

demo: $(VENV)/.demo ## Who depends on the framework convention, as a table and as pictures
	@$(BIN)/coopgraph dependents framework-convention --lang en
	@mkdir -p demo
	@for lang in en fr; do \
	  for picture in cooperation-map dependency-map; do \
	    $(BIN)/coopgraph draw $$picture --force --lang $$lang -o demo/$$picture.$$lang.png \
	      -o demo/$$picture.$$lang.svg -o demo/$$picture.$$lang.pdf || exit 1; \
	  done; \
	done
	@$(BIN)/coopgraph explore --force -o demo/explore.html

test: lint types imports unit notebooks ## Every check: lint, types, import contracts, tests, notebooks

lint: $(VENV)/.dev ## Style, and notebooks without outputs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/nbstripout --verify notebooks/*.ipynb

types: $(VENV)/.dev ## Static types, strictly
	$(BIN)/mypy
	$(BIN)/pyright --warnings --pythonpath $(BIN)/python

imports: $(VENV)/.dev ## The direction of imports
	$(BIN)/lint-imports

unit: $(VENV)/.dev ## The tests
	$(BIN)/python -m pytest -q -n 2

coverage: $(VENV)/.dev ## The tests once more, counting the lines they reach: takes thrice as long
	CI=quick $(BIN)/python -m pytest -q -n 2 --cov --cov-report=term

notebooks: $(VENV)/.dev ## Run the notebooks
	$(BIN)/python -m pytest -q -n 2 --nbmake notebooks

# Both are started for the tests, on this machine alone, and stopped; the tests say what is missing.
test-engines: $(VENV)/.engines ## The questions in PostgreSQL and Spark too: some 5 minutes
	$(BIN)/python -m pytest -q -m "engines or not engines" --durations=5 tests/sql/engines

wheel: $(VENV)/.dev ## Build source archive and wheel, and use the wheel without anything else installed
	rm -rf dist build .venv-wheel
	$(BIN)/python -m build --quiet
	$(call make_venv,.venv-wheel)
	.venv-wheel/bin/python -m pip install --quiet dist/*.whl
	mkdir -p build/wheel
	cd build/wheel && ../../.venv-wheel/bin/coopgraph dependents framework-convention --lang en
	cd build/wheel && ../../.venv-wheel/bin/coopgraph draw cooperation-map -o wheel.png
	cd build/wheel && ../../.venv-wheel/bin/coopgraph new wheel.yaml && ../../.venv-wheel/bin/coopgraph check -i wheel.yaml
	cd build/wheel && ../../.venv-wheel/bin/coopgraph new wheel.xlsx && ../../.venv-wheel/bin/coopgraph check -i wheel.xlsx
	cd build/wheel && ../../.venv-wheel/bin/coopgraph explore -o wheel.html && ../../.venv-wheel/bin/coopgraph brief anru -o brief.html
	rm -rf .venv-wheel

lowest: $(VENV)/.dev ## Run the tests on the lowest versions that pyproject.toml allows
	rm -rf .venv-lowest
	$(call make_venv,.venv-lowest)
	$(BIN)/uv pip install --quiet --python .venv-lowest/bin/python --resolution lowest-direct --editable ".[$(EXTRAS)]" --group test
	CI=quick .venv-lowest/bin/python -m pytest -q -n 2 -W ignore::DeprecationWarning  # old versions warn of their age
	rm -rf .venv-lowest

docs: $(VENV)/.docs ## The documentation, in docs/_build/html; a warning is an error
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html
	$(BIN)/python docs/check_offline.py docs/_build/html

messages: $(VENV)/.dev ## Bring the translations up to date with the code, and compile them
	@mkdir -p build
	$(BIN)/pybabel -q extract --no-location -F pyproject.toml --keywords=noun --keywords=adjective --keywords=N_ \
	  --keywords=P_:1,2 --keywords=C_:1c,2 --keywords=CP_:1c,2,3 -o build/coopgraph.pot src/coopgraph
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date --ignore-obsolete -D coopgraph -i build/coopgraph.pot -d $(LOCALE)
	$(BIN)/pybabel -q compile -D coopgraph -d $(LOCALE)

mermaid: ## Mermaid's own parser (npm), by which the tests read diagrams back
	npm install --no-package-lock --no-audit --no-fund --silent --prefix tests/io/write

fuzz: $(VENV)/.dev ## Damage files of every format, towards new branches of the readers
	$(BIN)/python -m pip install --quiet --group fuzz
	PYTHONPATH=. $(BIN)/python tests/io/fuzz_readers.py -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 -verbosity=0

# Which modules and tests the names stand for is in tests/mutants/scopes.py.
mutants: $(VENV)/.dev ## Put 300 small faults into the code and list those that no test notices
	$(BIN)/python -m pip install --quiet --group mutants
	for scope in $(MUTANTS); do PYTHONPATH=. nice -n 10 $(BIN)/python -m tests.mutants $$scope || exit 1; done

bench: $(VENV)/.bench ## How long answers take, beside other libraries and by budgets
	$(BIN)/python benchmarks/reasoning.py
	$(BIN)/python benchmarks/budgets.py
	$(BIN)/python benchmarks/reports.py
	$(BIN)/python benchmarks/crossings.py
	$(BIN)/python benchmarks/loading.py
	$(BIN)/python benchmarks/in_memory.py
	$(BIN)/python benchmarks/engines.py

pictures: $(VENV)/.demo ## Draw the README's picture anew
	$(BIN)/coopgraph draw cooperation-map --force --lang en --dpi 110 -o docs/images/cooperation-map.en.png
	$(BIN)/coopgraph draw cooperation-map --force --lang fr --dpi 110 -o docs/images/cooperation-map.fr.png

notebook: $(VENV)/.demo ## Open the notebooks in Jupyter
	$(BIN)/python -m pip install --quiet --editable ".[jupyter,frames]"
	$(BIN)/jupyter lab notebooks

clean: ## Remove all that the other targets made
	rm -rf docs/_build docs/notebooks docs/reference tests/io/write/node_modules
	rm -rf .venv .venv-* build dist demo .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
