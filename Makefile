# make check is what CI runs; the rest are its parts and the slow suites.
.PHONY: check lint types imports docs test fix quality short-queries similar tune fuzz agree bench growth coldstart bench-quotes encodings cluster-up cluster-down test-cluster cluster-campaign pages mutants campaigns golden

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
	python docs/manpage.py --check

test:
	pytest -n auto

fix:
	ruff check --fix
	ruff format
	LC_ALL=C.UTF-8 cog -r docs/*.md README.md README.ru.md
	python docs/manpage.py
	python -m tests.name_keys

# The slow suites need the shared data beside the project.
quality:
	python -m tests.evaluation.run

short-queries:
	python -m tests.evaluation.short_queries

similar:
	python -m tests.evaluation.similar

tune:
	python -m tests.evaluation.tune

fuzz:
	python -m tests.evaluation.fuzz

# A record in build/bench/runs/. Of the newest one, summary.md is kept in tests/benchmarks/runs/, where
# `make fix` quotes it in docs/performance.md.
bench:
	python -m tests.benchmarks.run

# How time, memory and size grow with ten copies of the collection: ten times as long as one.
growth:
	python -m tests.benchmarks.run --only growth --name growth

coldstart:
	python -m tests.benchmarks.coldstart

bench-quotes:
	python -m tests.benchmarks.extraction

encodings:
	python -m tests.evaluation.encodings

# More files are damaged where the shared data is there.
mutants:
	python -m tests.evaluation.mutants

# Kills, failing calls, full disks, damaged files: one line of result each. ARGS="kills --rounds 1000"
campaigns:
	python -m tests.campaigns $(ARGS)

# A cluster of three nodes on this machine, over Java and what Maven fetches once: 1 GB of memory.
cluster-up:
	python -m tests.cluster.server up

cluster-down:
	python -m tests.cluster.server down

test-cluster:
	pytest -m cluster

# Kills nodes and indexers. ARGS="--rounds 50"
cluster-campaign:
	python -m tests.cluster.campaign $(ARGS)

pages:
	python -m tests.evaluation.web_pages

golden:
	python -m tests.documents.gold

agree:
	python -m tests.evaluation.agreement
