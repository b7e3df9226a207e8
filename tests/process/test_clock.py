"""A clock set before 1970, or beyond what Python can tell, spoils nothing."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from searchtool.engines import ENGINES
from tests.command import Finished, Run, counts
from tests.documents.make import write_files

CLOCK = r"""
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static long long now(void) { return atoll(getenv("CLOCK")); }
int clock_gettime(clockid_t id, struct timespec *t) {
    int result = syscall(SYS_clock_gettime, id, t);
    if (id == CLOCK_REALTIME) t->tv_sec = now();
    return result;
}
int gettimeofday(struct timeval *t, void *zone) { t->tv_sec = now(); t->tv_usec = 0; return 0; }
time_t time(time_t *t) { time_t found = now(); if (t) *t = found; return found; }
"""
SECONDS = {"1675": -9_300_000_000, "1938": -1_000_000_000, "2300": 10_413_792_000,
           "10000": 253_402_300_800}  # fmt: skip


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that sets the clock of a process in which it is loaded first."""
    if not (compiler := shutil.which("cc")) or os.uname().sysname != "Linux":
        pytest.skip("needs a C compiler on Linux")
    folder = tmp_path_factory.mktemp("clock")
    (folder / "clock.c").write_text(CLOCK)
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", "clock.so", "clock.c"], cwd=folder, check=True
    )
    return folder / "clock.so"


@pytest.fixture(params=SECONDS)
def later(request: pytest.FixtureRequest, library: Path, spawn: Run) -> Callable[..., Finished]:
    """Runs a command with the clock set."""
    env = {"LD_PRELOAD": str(library), "CLOCK": str(SECONDS[request.param])}
    return lambda *arguments: spawn(*arguments, env=env)


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_an_index_is_built_and_answers(
    later: Callable[..., Finished], corpus: Path, engine: str
) -> None:
    write_files(corpus)  # of all formats, read in child processes, too
    for arguments in (["--engine", engine], ["--rebuild"]):
        built = later("index", *arguments)
        assert built.code == 0, built.err
        assert counts(built)[4] == 0
    assert counts(later("index"))[:3] == (0, 0, 0)
    assert later("дождь", "--json").code == 0
    assert later("дождь", "--since", "7d", "--count").code in (0, 1)
    assert json.loads(later("status", "--json").out)["complete"]
