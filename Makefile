# make check is what CI runs; the rest are its parts and the slow suites.
.PHONY: check lint types imports docs test fix quality tune fuzz agree bench bench-growth coldstart bench-quotes encodings mutants golden

check: lint types imports docs test

lint:
	ruff format --check
	ruff check
	codespell searchtool tests docs README.md CHANGELOG.md

types:
	mypy

imports:
	lint-imports

docs:
	LC_ALL=C.UTF-8 cog --check docs/*.md README.md README.ru.md

test:
	pytest

fix:
	ruff check --fix
	ruff format
	LC_ALL=C.UTF-8 cog -r docs/*.md README.md README.ru.md

# The slow suites need the shared data beside the project.
quality:
	python -m tests.quality.run

tune:
	python -m tests.quality.tune

fuzz:
	python -m tests.quality.fuzz

# A record under tests/bench/runs/; `make fix` quotes it in docs/performance.md.
bench:
	python -m tests.bench.run

bench-growth:
	python -m tests.bench.run --only growth --name growth

coldstart:
	python -m tests.bench.coldstart

bench-quotes:
	python -m tests.bench.extraction

encodings:
	python -m tests.quality.encodings

# Needs nothing but the project.
mutants:
	python -m tests.quality.mutants

golden:
	python -m tests.formats.gold

agree:
	python -m tests.quality.agreement
