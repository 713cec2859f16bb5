# make run: the living example. make test: everything that proves it. The rest is for those who work on it.
PY := .venv/bin/python
DATABASE_FOR_TESTS ?= postgres://postgres@127.0.0.1:5432/postgres
HAS_POSTGRESQL = $(PY) -c 'import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=2).close()' $(DATABASE_FOR_TESTS) 2>/dev/null
# What differs most between databases is tried on PostgreSQL too.
ON_POSTGRESQL = tests/awards_site tests/flow/test_only_grows.py tests/scoring/test_tallying.py
MANAGE = EXAMPLE_MODE=1 $(PY) manage.py

.PHONY: run test check environment development catalogues bench bench-tally battery mutation messages lock

run: environment catalogues
	@EXAMPLE_MODE=1 exec $(PY) manage.py serve

test: development catalogues
	@.ci/browser
	@$(MAKE) --no-print-directory check
	$(PY) -m pytest -n 2 --dist worksteal tests
	@if $(HAS_POSTGRESQL); then \
	  echo "Once more, on PostgreSQL."; \
	  DATABASE_URL=$(DATABASE_FOR_TESTS) $(PY) -m pytest -n 2 --dist worksteal $(ON_POSTGRESQL); \
	else echo "No PostgreSQL answers on 127.0.0.1:5432: or it wants a password (DATABASE_FOR_TESTS): tested on SQLite alone."; fi

check: development
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	EXAMPLE_MODE=1 $(PY) -m mypy .
	.venv/bin/lint-imports
	.venv/bin/djlint templates --lint --quiet
	$(MANAGE) makemigrations --check --dry-run

environment:
	@.ci/environment requirements.lock

development:
	@.ci/environment requirements-dev.lock

catalogues: environment
	@$(MANAGE) compile_catalogues

bench: development catalogues
	$(PY) -m tests.bench

bench-tally: development
	$(PY) -m tests.bench.tallying

battery: development catalogues
	$(PY) -m pytest -m battery tests

# Breaks the pure counting in some 6,000 places, one at a time: do the tests see it? Over an hour; goes on where it
# stopped. What lives is tried once more with more examples; a mutant that times out counts as killed.
mutation: development
	nice .venv/bin/mutmut run --max-children 2 > /dev/null
	$(PY) -m tests.mutation lived | EXAMPLES=25 xargs -r nice .venv/bin/mutmut run --max-children 2 > /dev/null
	@$(PY) -m tests.mutation

messages: development
	$(MANAGE) makemessages --all --no-location --no-obsolete --no-wrap -e html,txt,py,subject,words --ignore=tests --ignore=.venv --ignore=var

lock: development
	.venv/bin/uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet -o requirements.lock pyproject.toml
	.venv/bin/uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet --group dev -o requirements-dev.lock pyproject.toml
