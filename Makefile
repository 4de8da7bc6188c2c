# Everything that is done to this project has a name here; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test lint bench openapi pictures messages lock soak install install-dev

PYTHON_BIN := .venv/bin/python
# More for the test run, for example: make test ARGS="tests/api -x"
ARGS ?=
# What a command needs that reads the settings but no data.
NO_DATA := DEBUG=1 SECRET_KEY=unused DATABASE_URL=postgresql:///unused

help: ## list these
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## install what is needed, start everything, print the addresses
	@exec $(PYTHON_BIN) -m cms.launch

# A file's tests share what is made once for all of them, so one process runs them; the order is tests/conftest.py's.
test: install-dev ## the whole suite but what is marked slow, on a PostgreSQL of its own
	@exec $(PYTHON_BIN) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: install-dev ## style, types, direction of imports, migrations, translations, production settings
	@exec $(PYTHON_BIN) -m cms.launch.lint

bench: install-dev ## measure the reading endpoints against Wagtail's own
	@exec $(PYTHON_BIN) -m benchmarks $(ARGS)

soak: install-dev ## random editorial life for as long as SOAK_SECONDS says
	@exec $(PYTHON_BIN) -m pytest -m soak $(ARGS)

openapi: install-dev ## write the OpenAPI document that the tests compare with
	@$(NO_DATA) $(PYTHON_BIN) manage.py openapi $(ARGS)

pictures: install-dev ## take the pictures of the guide for editors anew, in Chromium (Debian: with chromium-l10n)
	@exec $(PYTHON_BIN) -m pytest tests/journeys --slow --pictures

messages: install-dev ## bring the translation files up to date with the code
	@exec $(PYTHON_BIN) -m cms.launch.messages update

lock: install-dev ## choose the newest allowed version of every package
	@.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --upgrade pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --upgrade -c requirements.lock --group dev pyproject.toml -o requirements-dev.lock

install:
	@sh cms/launch/install.sh run

install-dev:
	@sh cms/launch/install.sh dev
