# Two commands matter: `make demo` and `make test`. Both set up their own virtual environment.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := demo

.PHONY: bench demo test quick lint setup page docs shown dist lock clean browser

demo: setup
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@$(BIN)/dragoman build $(DEMO)/case examples/articles
	@$(BIN)/dragoman show $(DEMO)/case --limit 25
	@$(BIN)/dragoman export $(DEMO)/case --format page --out $(DEMO)/report.html
	@echo "The report page is $(DEMO)/report.html; open it in a browser."

test: setup lint
	$(BIN)/pytest -q -n 2

# Format, lint and the tests that need no second process; types and import order are for `make test`.
quick: setup
	$(BIN)/ruff format --check src tests docs bench
	$(BIN)/ruff check src tests docs bench
	$(BIN)/pytest -q -n 2 -m "not slow"

# Ratios side by side, in about a quarter of an hour: make bench ONLY=line,memory
bench: setup
	@$(BIN)/python bench/bench.py $(if $(ONLY),--only $(ONLY))

lint: setup
	$(BIN)/ruff format --check src tests docs bench
	$(BIN)/ruff check src tests docs bench
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

setup: $(VENV)/.installed page

# pip says errors only: of its warnings none is the user's to mend.
$(VENV)/.installed: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dragoman needs Python 3.11 or later: make PYTHON=python3.12 ...")'
	@echo "Setting up $(VENV): some minutes, once."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'from dragoman.knowledge.places import load_gazetteer; load_gazetteer()'
	@touch $@

page: src/dragoman/page.html

src/dragoman/page.html: $(VENV)/.installed $(wildcard web/src/* web/src/views/* web/*.json web/*.ts web/*.html)
	$(BIN)/python web/build.py

# The docs as a site in site/; every page also opens as a file.
docs: setup
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "The docs are in site/; open site/index.html, or with search: $(PYTHON) -m http.server -d site"

# Write anew what the README, the tutorial and the notebook show of the program's output.
shown: setup
	$(BIN)/python docs/rerun.py README.md docs/start/tutorial.md examples/sample.ipynb

# The wheel and the sdist in dist/, with the page.
dist: setup
	$(BIN)/hatchling build -t wheel -t sdist

# Pin every package with its hashes. Needs uv (pip install uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements-dev.in -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements.in -c requirements-dev.txt -o requirements.txt

clean:
	rm -rf $(VENV) $(DEMO) site .mypy_cache .ruff_cache .pytest_cache .hypothesis web/node_modules web/dist src/dragoman/page.html
